using System.Globalization;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Reads a calendar page by page into what is known of its events.</summary>
internal sealed class CalendarReading(CalendarReader reader, CalendarReplies replies, CalendarTrouble trouble, CalendarSettings settings, IRecordStore store, Chance chance, TimeProvider time)
{
    /// <summary>Events in one commit: with a note for each and the row that fences, within what a batch holds.</summary>
    private const int EventsAtOnce = 45;

    private const int FindsAtOnce = 8;
    private const int JitterSteps = 1_000;

    /// <summary>Reads the next page, and notes what it says with where the one after it is.</summary>
    public async Task ReadOnAsync(CalendarRun run, (Wish Wish, string Name) asked, CancellationToken cancellationToken)
    {
        if (!settings.Mailboxes.Allows(run.Calendar.Organisation.Id, run.Calendar.Mailbox))
        {
            await FailAsync(run, CalendarProblem.NotListed, retryAfter: null, asked, cancellationToken);
            return;
        }

        var state = run.State;
        var link = state.NextLink.Length > 0 ? state.NextLink : state.IsFull ? "" : state.DeltaLink;
        var answer = await AskAsync(run, link, cancellationToken);
        if (answer.IsDone)
            await TakeAsync(run, answer.Value, cancellationToken);
        else if (answer.Outcome is GraphOutcome.SyncStateLost || (answer.Outcome is GraphOutcome.Refused && link.Length > 0))
            await LoseAsync(run, cancellationToken);
        else
            await FailAsync(run, SeenInGraph.ProblemOf(answer), answer.RetryAfter, asked, cancellationToken);
    }

    private Task<GraphAnswer<EventPage>> AskAsync(CalendarRun run, string link, CancellationToken cancellationToken) => GraphWithin.AskAsync(
        GraphWithin.ADelivery,
        stop => reader.ReadAsync(run.Calendar.TenantId, run.Calendar.Mailbox, link.Length > 0 ? new DeltaStart.Link(link) : WindowOf(run.State), stop),
        cancellationToken);

    private DeltaStart.Window WindowOf(SyncState state)
    {
        var day = new DateTimeOffset((state.WindowAt ?? time.GetUtcNow()).UtcDateTime.Date, TimeSpan.Zero);
        return new DeltaStart.Window(day.AddDays(-CalendarLimits.DaysBack), day.AddDays(CalendarLimits.DaysAhead));
    }

    private async Task TakeAsync(CalendarRun run, EventPage page, CancellationToken cancellationToken)
    {
        var (state, now) = (run.State, time.GetUtcNow());
        var rule = new FollowRule(run.Calendar.Category, LocalTime.DateOf(now, Zones.UnitedKingdom)) { Now = now };
        var known = await KnownAsync(run.Key, page.Changes.Select(change => change.Id).Distinct(StringComparer.Ordinal), cancellationToken);
        var (written, news, isDoubtful) = (new Dictionary<string, KnownEvent>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), state.IsDoubtful);
        var said = new Dictionary<string, IReadOnlyList<OutlookReply>>(StringComparer.Ordinal);
        foreach (var change in page.Changes)
        {
            var seen = SeenInGraph.Read(change, run.Calendar.Mailbox);
            var merged = EventMerge.Merge(known.GetValueOrDefault(seen.Id), seen, state.Round, state.IsFull, rule);
            known[seen.Id] = written[seen.Id] = merged.Event;
            isDoubtful |= merged.IsDoubtful;
            if (merged.IsNews)
                news.Add(seen.Id);
            if (change.Event is { } told && merged.Event is { IsWanted: not false } && merged.Event.ChangedAt == seen.ChangedAt?.ToUniversalTime())
                said[seen.Id] = await replies.ReadAsync(run, told, cancellationToken);
        }

        var batches = written.Values.Chunk(EventsAtOnce).Select(batch => batch.SelectMany(one => ChangesOf(run.Key, one, news.Contains(one.Id), said.GetValueOrDefault(one.Id))).ToList()).ToList();
        foreach (var batch in batches.SkipLast(1))
            await run.CommitAsync(run.State with { IsDoubtful = isDoubtful }, batch, cancellationToken);
        var sawSeries = state.SawSeries || written.Values.Any(one => one is { Kind: EventKind.Series, IsGone: false });
        await run.CommitAsync((run.State with { IsDoubtful = isDoubtful, SawSeries = sawSeries }).PageTaken(page.NextLink, page.DeltaLink, now), batches.LastOrDefault() ?? [], cancellationToken);
    }

    private static IEnumerable<Change> ChangesOf(string key, KnownEvent known, bool isNews, IReadOnlyList<OutlookReply>? replies)
    {
        var row = CalendarRows.OfEvent(key, known);
        yield return new Change.Upsert(row);
        if (isNews)
            yield return new Change.Upsert(CalendarRows.OfToDo(key, row.RowKey, known.Kind, replies));
    }

    private async Task<Dictionary<string, KnownEvent>> KnownAsync(string key, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, KnownEvent>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(FindsAtOnce))
        {
            var rows = await Task.WhenAll(some.Select(id => store.FindAsync(CalendarRows.Table, key, CalendarRows.EventRow(id), cancellationToken)));
            foreach (var row in rows.OfType<Record>())
                known[row.GetString("Event") ?? ""] = CalendarRows.ToEvent(row);
        }

        return known;
    }

    private async Task LoseAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var (now, after) = (time.GetUtcNow(), run.State.Lost(time.GetUtcNow()));
        if (after.HasLongBeenWrongAt(now))
            await TellAsync(run, after, cancellationToken);
        await run.CommitAsync(after, [], cancellationToken);
    }

    /// <summary>Somebody is told where only they can help, if it wasn't just a token that ran out, and where it has gone wrong for a day.</summary>
    private async Task FailAsync(CalendarRun run, CalendarProblem problem, TimeSpan? retryAfter, (Wish Wish, string Name) asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var after = run.State.Failed(problem, retryAfter, chance.Below(JitterSteps) / (double)JitterSteps, asked.Wish, asked.Name, now);
        var isLasting = problem is CalendarProblem.NoPermission or CalendarProblem.NotFound or CalendarProblem.NotListed && run.State.Problem == problem;
        if (isLasting || after.HasLongBeenWrongAt(now))
            await TellAsync(run, after, cancellationToken);
        await run.CommitAsync(after, [], cancellationToken);
    }

    private Task TellAsync(CalendarRun run, SyncState state, CancellationToken cancellationToken)
        => trouble.TellAsync(run.Calendar, $"{run.Key}.{state.ProblemSince?.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.{state.Problem}", cancellationToken);
}
