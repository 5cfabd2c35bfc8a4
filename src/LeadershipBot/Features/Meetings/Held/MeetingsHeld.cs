using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Held;

/// <summary>In which meetings a person stands, found from the person alone; on which rolls they stand who never said anything, from those of their organisations that have one. Forgotten, a register stays without them: somebody was there, and nobody can tell who.</summary>
internal sealed class MeetingsHeld(MeetingLines meetings, MeetingShelf shelf, MeetingRoll roll, ForgetInMeeting forget, IRecordStore store, CardLibrary library) : IPersonalData
{
    private readonly TextFile _text = library.Text;

    public bool LiesUnderOrganisations => true;

    public async Task<IReadOnlyList<HeldSection>> DescribeAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var (lines, rows, standing) = (new List<PlainText>(), new List<Record>(), await StandingAsync(about, cancellationToken));
        foreach (var stand in standing)
        {
            if (stand.Note is { } note)
                rows.Add(note);
            if (stand.Called is { } called)
                rows.Add(MeetingRoll.Of(stand.Key, called));
            rows.AddRange(stand.Audited);
            if (stand.Head is not { Meeting: var meeting } head)
                continue;
            var (title, when) = (meeting.Content.Title, MeetingWords.When(_text, meeting.Content.StartsAt, meeting.Content.EndsAt, about.Zone));
            if (stand.Keeps(about.Person))
            {
                lines.Add(_text.Plain("meetings.held.kept", ("title", title), ("when", when)));
                rows.Add(MeetingRows.OfMeeting(meeting));
            }

            if (stand.Me is { } me)
            {
                lines.Add(_text.Plain("meetings.held.stands", ("title", title), ("when", when), ("said", SaidOf(me))));
                rows.Add(AttendeeRow.Of(head.Key, me, null));
            }

            if (stand.HoldsLink(about.Person))
            {
                lines.Add(_text.Plain("meetings.held.link", ("title", title), ("when", when)));
                rows.Add(MeetingRows.OfMeeting(meeting));
            }

            foreach (var conflict in stand.Conflicts)
            {
                lines.Add(_text.Plain("meetings.held.conflict", ("title", title), ("item", meeting.Content.Agenda.FirstOrDefault(item => item.Id == conflict.ItemId)?.Title ?? conflict.ItemId)));
                rows.Add(MeetingRows.OfConflict(head.Key, conflict));
            }

            if (stand.Audited.Count > 0)
                lines.Add(_text.Plain("meetings.held.did", ("title", title), ("count", stand.Audited.Count)));
        }

        if (standing.Count(stand => stand is { Called: not null, Me: null }) is > 0 and var rolls)
            lines.Add(_text.Plain("meetings.held.called", ("count", rolls)));
        return lines.Count == 0 ? [] : [new HeldSection("meetings", _text.Plain("meetings.held.title"), lines, RawRows.ToJson(rows))];
    }

    public async Task<ErasurePlan> PlanAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(about, cancellationToken);
        List<PlainText> erased = [];
        if (standing.Count(stand => stand.Me is not null || stand.Called is not null || stand.Conflicts.Count > 0 || stand.Keeps(about.Person)) is > 0 and var meetings)
            erased.Add(_text.Plain("meetings.held.erase", ("count", meetings)));
        if (standing.Count(stand => stand.HoldsLink(about.Person) && about.At >= stand.Head!.Meeting.Content.EndsAt) is > 0 and var links)
            erased.Add(_text.Plain("meetings.held.erase.links", ("count", links)));
        List<PlainText> kept = [];
        if (standing.Count(stand => stand.HoldsLink(about.Person) && about.At < stand.Head!.Meeting.Content.EndsAt) is > 0 and var needed)
            kept.Add(_text.Plain("meetings.held.keep.links", ("count", needed)));
        if (standing.Count(stand => stand is { Head.Meeting.Roll: not null, Me.Presence: Presence.Present } or { Called: not null }) is > 0 and var counted)
            kept.Add(_text.Plain("meetings.held.keep.counted", ("count", counted)));
        if (standing.Sum(stand => stand.Audited.Count) is > 0 and var audited)
            kept.Add(_text.Plain("meetings.held.keep.audit", ("count", audited)));
        return new ErasurePlan(erased, kept);
    }

    public async Task ForgetAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        foreach (var stand in await StandingAsync(about, cancellationToken))
        {
            await forget.RunAsync(stand.Key, about.Person, cancellationToken);
            if (stand.Note is { } note && stand.Audited.Count == 0 && !(stand.HoldsLink(about.Person) && about.At < stand.Head!.Meeting.Content.EndsAt)) // otherwise it is found by the note if they ask again; retention removes both
                await store.CommitAsync(MeetingIndexRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], cancellationToken);
        }
    }

    private string SaidOf(Attendee me)
    {
        var said = MeetingWords.Mine(_text, me, null) ?? _text.Plain(me.StandsFor is null ? "meetings.held.noted" : "meetings.held.asked").Words;
        return me.IsReported && me.Presence is not Presence.Present ? _text.Plain("meetings.held.reported", ("said", said)).Words : said;
    }

    private async Task<List<Standing>> StandingAsync(PersonAsked about, CancellationToken cancellationToken)
    {
        var standing = new List<Standing>();
        foreach (var organisation in about.Organisations)
        {
            await foreach (var note in store.ListAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf(organisation.Id, about.Person), RowRange.All, cancellationToken))
            {
                var key = note.GetString("Key") ?? "";
                var conflicts = await shelf.ListConflictsAsync(key, cancellationToken);
                standing.Add(new Standing(note, key, await shelf.FindAsync(key, cancellationToken))
                {
                    Called = await roll.FindAsync(key, about.Person, cancellationToken),
                    Me = (await shelf.FindPersonAsync(key, about.Person, cancellationToken))?.Attendee,
                    Conflicts = conflicts.FindAll(one => one.Person.ToString() == about.Person.ToString()),
                    Audited = await Audit.ListWithAsync(store, MeetingRows.Table, key, about.Person.ObjectId, cancellationToken),
                });
            }

            foreach (var line in (await meetings.ListAsync(organisation.Id, cancellationToken)).Where(line => line.HasRoll && !standing.Exists(stand => stand.Key == line.Key)))
            {
                if (await roll.FindAsync(line.Key, about.Person, cancellationToken) is { } called)
                    standing.Add(new Standing(null, line.Key, await shelf.FindAsync(line.Key, cancellationToken)) { Called = called, Conflicts = [], Audited = [] });
            }
        }

        return standing;
    }

    private sealed record Standing(Record? Note, string Key, MeetingHead? Head)
    {
        /// <summary>Whether the link by which people join names them as its organiser in Teams.</summary>
        public bool HoldsLink(MemberId person) => Head is { Meeting.Content.JoinUrl: var url } && JoinLink.OrganiserOf(url) is { } organiser && organiser.ToString() == person.ToString();

        /// <summary>Whether they arranged it, put its link in or closed its register.</summary>
        public bool Keeps(MemberId person) => Head is { Meeting: var meeting } && (ForgetInMeeting.Is(meeting.MadeBy, person) || ForgetInMeeting.Is(meeting.LinkedBy, person) || ForgetInMeeting.Is(meeting.ClosedBy, person));

        /// <summary>As they stand on its roll; null where they don't.</summary>
        public Attendee? Called { get; init; }

        public Attendee? Me { get; init; }

        public required List<ItemConflict> Conflicts { get; init; }

        public required List<Record> Audited { get; init; }
    }
}
