using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Calendars;

/// <summary>Which calendars somebody had followed or changed, and which events name them: by their Teams link, or by what they answered in Outlook.</summary>
internal sealed class CalendarsHeld(CalendarShelf shelf, NamedInEvents events, IRecordStore store, Contention contention, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows) = (new List<PlainText>(), new List<Record>());
        foreach (var one in await ListAsync(about, cancellationToken))
        {
            if (one.IsFollower || one.Audited.Count > 0)
            {
                lines.Add(_text.Plain(one.IsFollower ? "meetings.calendars.held.followed" : "meetings.calendars.held.did", ("name", one.Head.Calendar.Name)));
                rows.AddRange([CalendarRows.OfCalendar(one.Head.Calendar), .. one.Audited]);
            }

            if (one.Named.Past.Count + one.Named.Coming.Count is > 0 and var links)
                lines.Add(_text.Plain("meetings.calendars.held.links", ("name", one.Head.Calendar.Name), ("count", links)));
            if (one.Named.Replies.Count > 0)
                lines.Add(_text.Plain("meetings.calendars.held.replies", ("name", one.Head.Calendar.Name), ("count", one.Named.Replies.Count)));
            rows.AddRange([.. one.Named.Past, .. one.Named.Coming, .. one.Named.Replies.Select(row => NamedInEvents.OfOne(row, one.Head, about.Person))]);
        }

        return lines.Count == 0 ? [] : [new HeldSection("calendars", _text.Plain("meetings.calendars.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var all = await ListAsync(about, cancellationToken);
        List<PlainText> erased = all.Exists(one => one.IsFollower) ? [_text.Plain("meetings.calendars.held.erase")] : [];
        if (all.Sum(one => one.Named.Past.Count) is > 0 and var links)
            erased.Add(_text.Plain("meetings.calendars.held.erase.links", ("count", links)));
        if (all.Sum(one => one.Named.Replies.Count) is > 0 and var replies)
            erased.Add(_text.Plain("meetings.calendars.held.erase.replies", ("count", replies)));
        List<PlainText> kept = all.Sum(one => one.Audited.Count) is > 0 and var audited ? [_text.Plain("meetings.calendars.held.keep", ("count", audited))] : [];
        if (all.Sum(one => one.Named.Coming.Count) is > 0 and var needed)
            kept.Add(_text.Plain("meetings.calendars.held.keep.links", ("count", needed)));
        return new ErasurePlan(erased, kept);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var one in await ListAsync(about, cancellationToken))
        {
            if (one.IsFollower)
                await contention.RunAsync(stop => OnceAsync(one.Head.Key, about.Person, stop), cancellationToken);
            if (!one.Named.IsNobody)
                await events.ForgetAsync(one.Head, about.Person, cancellationToken);
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
                var named = await events.FindAsync(head, about.Person, cancellationToken);
                if (isFollower || audited.Count > 0 || !named.IsNobody)
                    standing.Add(new Standing(head, isFollower, audited, named));
            }
        }

        return standing;
    }

    private sealed record Standing(CalendarHead Head, bool IsFollower, List<Record> Audited, NamedInEvents.Named Named);
}
