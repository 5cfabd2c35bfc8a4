using System.Collections.Concurrent;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Brings meetings in line with what is known of their events: those of which there was news, some at a time.</summary>
internal sealed class CalendarSettling(MeetingShelf meetings, CalendarReplies replies, CalendarEnding ending, IRecordStore store, TimeProvider time)
{
    /// <summary>Events in one step; their notes go in one commit, with the row that fences.</summary>
    private const int EventsAtOnce = 96;

    private const int MeetingsAtOnce = 8;

    /// <summary>So long answers are brought in one step; the rest is the next step's. What was brought stands, however often it is begun.</summary>
    private static readonly TimeSpan AnswersFor = TimeSpan.FromSeconds(4);

    /// <summary>The cursor of a reading of changes whose series have passed their news on.</summary>
    private const string Spread = "spread";

    public async Task SettleAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        if (!run.State.IsFull && run.State.Cursor != Spread)
        {
            await SpreadAsync(run, cancellationToken);
            return;
        }

        var rows = await SomeAsync(run.Key, CalendarRows.ToDoEvent, cancellationToken);
        if (rows.Count == 0)
        {
            await EndAsync(run, cancellationToken);
            return;
        }

        var (series, begun) = (new ConcurrentDictionary<string, Series>(StringComparer.Ordinal), new ConcurrentBag<Meeting>());
        var some = new ParallelOptions { MaxDegreeOfParallelism = MeetingsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows, some, async (row, stop) =>
        {
            if (await BringAsync(run, row.GetString("Row") ?? "", series, stop) is { } meeting)
                begun.Add(meeting);
        });
        foreach (var half in begun.Chunk(EventsAtOnce / 2))
            await store.CommitAsync(MeetingIndexRows.Table, run.Calendar.Organisation.Id, [.. half.SelectMany(meeting => MeetingIndexRows.OfLines(new MeetingHead(meeting, "")))], cancellationToken); // first: a line of nothing is harmless
        await Parallel.ForEachAsync(begun, some, async (meeting, stop) => await meetings.AddFollowedAsync(meeting, stop));
        var (started, done) = (TimeProvider.System.GetTimestamp(), new ConcurrentBag<Record>());
        await Parallel.ForEachAsync(rows, some, async (row, stop) =>
        {
            if (await AnswerAsync(run, row, series, () => TimeProvider.System.GetElapsedTime(started) > AnswersFor, stop))
                done.Add(row);
        });
        await run.CommitAsync(run.State, done.Select(row => new Change.Delete(row.RowKey, null)), cancellationToken);
    }

    /// <summary>Series go last: until then, what was answered to them holds for their times. What was a meeting before it was made a series is none any more.</summary>
    private async Task EndAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var rows = await SomeAsync(run.Key, CalendarRows.ToDoSeries, cancellationToken);
        var none = new ConcurrentDictionary<string, Series>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = MeetingsAtOnce, CancellationToken = cancellationToken }, async (row, stop) => await BringAsync(run, row.GetString("Row") ?? "", none, stop));
        var after = rows.Count == EventsAtOnce ? run.State : run.State with { Phase = SyncPhase.Idle, Cursor = "" };
        await run.CommitAsync(after, rows.Select(row => new Change.Delete(row.RowKey, null)), cancellationToken);
    }

    private ValueTask<List<Record>> SomeAsync(string key, string prefix, CancellationToken cancellationToken)
        => store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(prefix), cancellationToken).Take(EventsAtOnce).ToListAsync(cancellationToken);

    /// <summary>What a series says holds for its occurrences: where only changes were read, they are looked at, too.</summary>
    private async Task SpreadAsync(CalendarRun run, CancellationToken cancellationToken)
    {
        var series = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(CalendarRows.Table, run.Key, RowRange.Prefix(CalendarRows.ToDoSeries), cancellationToken))
            series.Add(row.GetString("Row") ?? "");

        var changes = series.Count == 0 ? [] : await NewsOfAsync(series, run.Key, cancellationToken);
        var batches = changes.Chunk(EventsAtOnce).ToList();
        foreach (var batch in batches.SkipLast(1))
            await run.CommitAsync(run.State, batch, cancellationToken);
        await run.CommitAsync(run.State with { Cursor = Spread }, batches.LastOrDefault() ?? [], cancellationToken);
    }

    /// <summary>Notes for the times of these series that are not to be looked at already, perhaps with answers of their own.</summary>
    private async Task<List<Change>> NewsOfAsync(HashSet<string> series, string key, CancellationToken cancellationToken)
    {
        var noted = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(CalendarRows.ToDoEvent), cancellationToken))
            noted.Add(row.GetString("Row") ?? "");
        var changes = new List<Change>();
        await foreach (var row in store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(CalendarRows.Event), cancellationToken))
        {
            if (row.GetString("Series") is { } id && series.Contains(CalendarRows.EventRow(id)) && !noted.Contains(row.RowKey))
                changes.Add(new Change.Upsert(CalendarRows.OfToDo(key, row.RowKey, EventKind.Occurrence)));
        }

        return changes;
    }

    /// <summary>Brings the meeting of one event in line where there is one; else the meeting that is to be there, or null where none is.</summary>
    private async Task<Meeting?> BringAsync(CalendarRun run, string eventRow, ConcurrentDictionary<string, Series> series, CancellationToken cancellationToken)
    {
        if (await FindAsync(run.Key, eventRow, cancellationToken) is not { } known)
            return null;
        var id = CalendarRows.MeetingIdOf(run.Key, known.Id);
        var (key, now) = (MeetingRows.KeyOf(run.Calendar.Organisation.Id, id), time.GetUtcNow());
        var ofSeries = (await SeriesOfAsync(run.Key, known, series, cancellationToken)).Event;
        var content = EventMeaning.Of(known, ofSeries, run.Calendar.Name, Zones.UnitedKingdom.Id);
        if (await meetings.FindAsync(key, cancellationToken) is not { } head)
            return content is null ? null : FollowedMeeting.Begin(id, run.Calendar, content, run.Source, now);
        if (content is null)
            await ending.RunAsync(run, head, known, ofSeries, cancellationToken);
        else if (After(head) != head.Meeting)
            await meetings.ChangeAsync(key, null, there => After(there), _ => [], cancellationToken);
        return null;

        Meeting After(MeetingHead there) => FollowedMeeting.Bring(there.Meeting, content, run.Source, now);
    }

    /// <summary>What was answered in Outlook to an event, or to the series of which it is a plain time. False where time ran out before all stood there.</summary>
    private async Task<bool> AnswerAsync(CalendarRun run, Record row, ConcurrentDictionary<string, Series> series, Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (isOver())
            return false;
        if (await FindAsync(run.Key, row.GetString("Row") ?? "", cancellationToken) is not { IsGone: false } known)
            return true;
        var said = known.Kind is EventKind.Occurrence ? (await SeriesOfAsync(run.Key, known, series, cancellationToken)).Replies : row.GetString("Replies");
        var key = MeetingRows.KeyOf(run.Calendar.Organisation.Id, CalendarRows.MeetingIdOf(run.Key, known.Id));
        return await replies.BringAsync(key, OutlookReply.Read(said, run.Calendar.TenantId), time.GetUtcNow(), isOver, cancellationToken);
    }

    private async Task<Series> SeriesOfAsync(string key, KnownEvent known, ConcurrentDictionary<string, Series> series, CancellationToken cancellationToken)
    {
        if (known.SeriesId.Length == 0)
            return new Series(null, null);
        if (series.TryGetValue(known.SeriesId, out var there))
            return there;
        var row = CalendarRows.EventRow(known.SeriesId);
        var told = await store.FindAsync(CalendarRows.Table, key, CalendarRows.ToDoRow(row, EventKind.Series), cancellationToken);
        return series[known.SeriesId] = new Series(await FindAsync(key, row, cancellationToken), told?.GetString("Replies"));
    }

    private async Task<KnownEvent?> FindAsync(string key, string eventRow, CancellationToken cancellationToken)
        => await store.FindAsync(CalendarRows.Table, key, eventRow, cancellationToken) is { } row ? CalendarRows.ToEvent(row) : null;

    /// <summary>A series, and what was answered to it where there was news of it; null where there is none, or wasn't.</summary>
    private sealed record Series(KnownEvent? Event, string? Replies);
}
