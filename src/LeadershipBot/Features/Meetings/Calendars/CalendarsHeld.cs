using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Which calendars somebody had followed or changed, and what they answered in Outlook that isn't brought to its meeting yet.</summary>
internal sealed class CalendarsHeld(CalendarShelf shelf, IRecordStore store, Contention contention, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var one in await ListAsync(about, cancellationToken))
        {
            if (one.IsFollower || one.Audited.Count > 0)
                lines.Add(_text.Plain(one.IsFollower ? "meetings.calendars.held.followed" : "meetings.calendars.held.did", ("name", one.Head.Calendar.Name)));
            if (one.Waiting.Count > 0)
                lines.Add(_text.Plain("meetings.calendars.held.answered", ("name", one.Head.Calendar.Name)));
            rows.AddRange([CalendarRows.OfCalendar(one.Head.Calendar), .. one.Audited]);
        }

        return lines.Count == 0 ? [] : [new HeldSection("calendars", _text.Plain("meetings.calendars.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var all = await ListAsync(about, cancellationToken);
        List<PlainText> erased = all.Exists(one => one.IsFollower) ? [_text.Plain("meetings.calendars.held.erase")] : [];
        if (all.Exists(one => one.Waiting.Count > 0))
            erased.Add(_text.Plain("meetings.calendars.held.erase.answers"));
        List<PlainText> kept = all.Sum(one => one.Audited.Count) is > 0 and var audited ? [_text.Plain("meetings.calendars.held.keep", ("count", audited))] : [];
        return new ErasurePlan(erased, kept);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var one in await ListAsync(about, cancellationToken))
        {
            if (one.IsFollower)
                await contention.RunAsync(stop => OnceAsync(one.Head.Key, about.Person, stop), cancellationToken);
            foreach (var row in one.Waiting)
                await store.CommitAsync(CalendarRows.Table, one.Head.Key, [new Change.Replace(CalendarRows.WithoutReply(row, about.Person))], cancellationToken); // a conflict: it was brought to its meeting just now, from where it is forgotten
        }
    }

    private async Task<string?> OnceAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is not { } head || head.Calendar.FollowedBy?.Id.ToString() != person.ToString())
            return "nothing";
        var row = CalendarRows.OfCalendar(head.Calendar with { FollowedBy = null }, head.ETag);
        return await store.CommitAsync(CalendarRows.Table, key, [new Change.Replace(row)], cancellationToken) is CommitResult.Committed ? "done" : null;
    }

    private async Task<List<Standing>> ListAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = new List<Standing>();
        foreach (var organisation in about.Organisations)
        {
            foreach (var head in await shelf.ListAsync(organisation.Id, cancellationToken))
            {
                var audited = await Audit.ListWithAsync(store, CalendarRows.Table, head.Key, about.Person.ObjectId, cancellationToken);
                var isFollower = head.Calendar.FollowedBy?.Id.ToString() == about.Person.ToString();
                var waiting = await WaitingAsync(head.Key, about.Person, cancellationToken);
                if (isFollower || audited.Count > 0 || waiting.Count > 0)
                    standing.Add(new Standing(head, isFollower, audited, waiting));
            }
        }

        return standing;
    }

    /// <summary>The notes of events to which somebody answered in Outlook, and whose meetings are still to be looked at.</summary>
    private async Task<List<Record>> WaitingAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var waiting = new List<Record>();
        await foreach (var row in store.ListAsync(CalendarRows.Table, key, RowRange.Prefix(CalendarRows.ToDo), cancellationToken))
        {
            if (row.GetString("Replies")?.Contains(person.ObjectId, StringComparison.OrdinalIgnoreCase) is true)
                waiting.Add(row);
        }

        return waiting;
    }

    private sealed record Standing(CalendarHead Head, bool IsFollower, List<Record> Audited, List<Record> Waiting);
}
