using System.Globalization;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>A meeting as whoever manages it sees it: who answered what, who was there, and whether it is quorate.</summary>
internal sealed class ManageCards(MeetingShelf shelf, RegisterReading reading, AttendanceShelf attendance, MeetingLinks links, CalendarShelf calendars, IAudience audience, CardLibrary library)
{
    private const int NamesMax = 20;
    private const int GroupsMax = 12;
    private const int CorrectionsMax = 5;
    private const int PollDaysMax = 90;

    private readonly TextFile _text = library.Text;

    /// <summary>Closes a dialog with a sentence, and renews the card from which it was opened.</summary>
    public async Task<Answer> AfterAsync(Turn turn, string key, PlainText said, CancellationToken cancellationToken)
        => new Answer.Say(said)
        {
            Renewed = await shelf.FindAsync(key, cancellationToken) is { } head ? await OfAsync(turn, head, CardText.FromPerson(said.Words), cancellationToken) : null,
        };

    public async Task<CardView> OfAsync(Turn turn, MeetingHead head, CardText? note, CancellationToken cancellationToken)
    {
        var (meeting, content, state) = (head.Meeting, head.Meeting.Content, head.Meeting.StateAt(turn.At));
        var register = await reading.ReadSaidAsync(head, cancellationToken);
        var report = await attendance.FindAsync(head.Key, cancellationToken);
        var mayReadReport = meeting.ClosedAt is null && content.JoinUrl.Length > 0 && meeting.WhyOff() is null && report?.MayBeAskedAgainBy(JoinLink.OrganiserOf(content.JoinUrl), turn.Actor.MemberId) is true;
        var title = _text.Plain("meetings.manage.summary", ("title", content.Title));
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("state", CardText.FromPerson(MeetingWords.State(_text, state)))
            .Set("title", CardText.FromPerson(content.Title))
            .Set("when", CardText.FromPerson(MeetingWords.When(_text, content.StartsAt, content.EndsAt, turn.TimeZone)))
            .Set("quorum", (meeting.WhyOff() is null ? QuorumOf(register, content, meeting.ClosedAt is not null) : []).Select(Line))
            .Set("lines", (await LinesAsync(turn, head, register, report, cancellationToken)).Concat(await CorrectionsAsync(turn, head, cancellationToken)).Select(Line))
            .Set("linked", links.Rows(head, await links.ReadAsync(head, turn.Actor, cancellationToken), opensDecisions: true))
            .Set("isOpen", state is MeetingState.Coming or MeetingState.Running or MeetingState.Over)
            .Set("takesRegister", meeting.WhyNoRegister(turn.At) is null)
            .Set("mayCancel", state is MeetingState.Coming or MeetingState.Running && !await calendars.HearsOfAsync(meeting, cancellationToken))
            .Set("isClosed", state is MeetingState.Closed)
            .Set("isComing", state is MeetingState.Coming)
            .Set("localities", PlainText.FromPerson(string.Join(',', content.Called.Localities)))
            .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => content.Called.Roles.HasFlag(role)))))
            .Set("professions", PlainText.FromPerson(string.Join(',', content.Called.Professions)))
            .Set("teams", PlainText.FromPerson(string.Join(',', content.Called.Teams)))
            .SetId("came", WhoCame.IdOf(head.Key))
            .SetId("about", MeetingItems.ReferenceTo(head.Key))
            .Set("pulseCloses", PlainText.FromPerson(PulseClosesAt(content.StartsAt, turn)))
            .Set("mayAsk", meeting.WhyOff() is null)
            .Set("mayReadReport", mayReadReport && report?.Why != AttendanceRows.Stranger)
            .Set("mayAgree", mayReadReport && report?.Why == AttendanceRows.Stranger)
            .Set("hasAgenda", content.Agenda.Count > 0 && meeting.WhyOff() is null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (note is { } said)
            data.Set("note", said);
        if (meeting.CancelledBecause is { } because)
            data.Set("alert", meeting.IsFollowed ? CardText.FromPerson(because) : _text.Format("meetings.card.cancelled", ("reason", because)));
        else if (meeting.IsUnshared)
            data.Set("alert", _text.Format("meetings.card.unshared"));
        return new CardView("meetings/manage", data, title);
    }

    /// <summary>What is asked before the meeting closes when it begins, so that its result can be read there; empty where that is too far away for a poll.</summary>
    private static string PulseClosesAt(DateTimeOffset startsAt, Turn turn)
        => startsAt <= turn.At.AddDays(PollDaysMax) ? TimeZoneInfo.ConvertTime(startsAt, turn.TimeZone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private IEnumerable<string> QuorumOf(Register register, MeetingContent content, bool isClosed)
    {
        var isNoted = isClosed || register.IsBegun;
        if (!isNoted)
            yield return MeetingWords.Expected(_text, register.Stand(content.Quorum, Basis.Expected), content.Quorum);
        else if (isClosed)
            yield return MeetingWords.Quorum(_text, register.Stand(content.Quorum, Basis.Noted), content.Quorum);
        else
            yield return MeetingWords.SoFar(_text, register.Stand(content.Quorum, Basis.Noted), content.Quorum);
        foreach (var line in MeetingWords.Items(_text, register, content, isNoted ? Basis.Noted : Basis.Expected))
            yield return line;
        foreach (var line in isClosed ? [] : MeetingWords.ToLeave(_text, register, content))
            yield return line;
    }

    private async Task<List<string>> LinesAsync(Turn turn, MeetingHead head, Register register, AttendanceNote? report, CancellationToken cancellationToken)
    {
        var lines = new List<string> { _text.Plain("meetings.manage.called", ("count", register.Roll.Called)).Words };
        if (head.Meeting.WhyOff() is not null)
            lines.AddRange(MeetingWords.Kept(_text, register, head.Meeting.Content));
        if (head.Meeting.HeldFrom is { } from)
            lines.Add(head.Meeting.HeldUntil is { } until ? _text.Plain("meetings.manage.held", ("start", TimeWords.Moment(from, turn.TimeZone)), ("end", TimeWords.Moment(until, turn.TimeZone))).Words : _text.Plain("meetings.manage.began", ("start", TimeWords.Moment(from, turn.TimeZone))).Words);
        lines.AddRange(AttendanceWords.Of(_text, head.Meeting, report, register));
        if (head.Meeting.ClosedAt is null && !register.IsBegun)
        {
            AddNames(lines, "meetings.manage.coming", register, one => one.Reply is Reply.Coming && (one.IsCalled || one.StandsFor is not null));
            AddNames(lines, "meetings.manage.apologies", register, one => one.IsCalled && one.Reply is Reply.Apologies);
            lines.AddRange(register.People.Where(one => one.IsCalled && one.Reply is Reply.Deputy).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Take(NamesMax).Select(one => DeputyLine(register, one)));
            if (register.Silent > 0)
                lines.Add(_text.Plain("meetings.manage.silent", ("count", register.Silent)).Words);
            return lines;
        }

        AddNames(lines, "meetings.manage.present", [.. register.Present]);
        AddNames(lines, "meetings.manage.deputies", [.. register.Deputies]);
        AddNames(lines, "meetings.manage.attending", [.. register.InAttendance]);
        AddNames(lines, "meetings.manage.apologies", [.. register.Apologies]);
        if (register.Absent > 0)
            lines.Add(_text.Plain(head.Meeting.ClosedAt is null ? "meetings.manage.absentSoFar" : "meetings.manage.absent", ("count", register.Absent)).Words);
        if (register.ByReport > 0)
            lines.Add(_text.Plain("meetings.manage.reported", ("count", register.ByReport)).Words);
        AddNames(lines, "meetings.manage.differs", [.. register.OnlyReported]);
        lines.AddRange(await GroupsAsync(head, register, cancellationToken));
        return lines;
    }

    private async Task<List<string>> CorrectionsAsync(Turn turn, MeetingHead head, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var correction in (await shelf.ListCorrectionsAsync(head.Key, cancellationToken)).TakeLast(CorrectionsMax))
            lines.Add(_text.Plain(correction.IsOfContent ? "meetings.manage.changed" : "meetings.manage.corrected", ("when", TimeWords.Moment(correction.At, turn.TimeZone)), ("name", correction.By?.Name ?? _text.Plain("meetings.formerMember").Words), ("reason", correction.Reason)).Words);
        return lines;
    }

    /// <summary>Attendance by locality and by practice.</summary>
    private async Task<List<string>> GroupsAsync(MeetingHead head, Register register, CancellationToken cancellationToken)
    {
        var (rule, organisation, lines) = (head.Meeting.Content.Quorum, head.Meeting.Organisation.Id, new List<string>());
        var localities = await audience.NameLocalitiesAsync(organisation, cancellationToken);
        if (register.ByLocality(rule, Basis.Noted) is { Count: > 0 } byLocality)
            lines.Add(_text.Plain("meetings.manage.localities", ("parts", string.Join(", ", byLocality.Take(GroupsMax).Select(one => Part(localities.GetValueOrDefault(one.Code, one.Code), one))))).Words);
        if (register.ByPractice(rule, Basis.Noted) is { Count: > 0 } byPractice)
        {
            var names = (await audience.ListPracticesAsync(organisation, cancellationToken)).ToDictionary(practice => practice.Code, practice => practice.Name, StringComparer.Ordinal);
            lines.Add(_text.Plain("meetings.manage.practices", ("number", byPractice.Count(one => one.Came > 0)), ("total", byPractice.Count)).Words);
            if (byPractice.Where(one => one.Came == 0).ToList() is { Count: > 0 } missing)
                lines.Add(_text.Plain(head.Meeting.ClosedAt is null ? "meetings.manage.practicesMissingSoFar" : "meetings.manage.practicesMissing", ("names", string.Join(", ", missing.Take(GroupsMax).Select(one => names.GetValueOrDefault(one.Code, one.Code)))), ("more", missing.Count > GroupsMax ? "…" : "")).Words);
        }

        return lines;
    }

    private string Part(string name, GroupStand one) => _text.Plain("meetings.manage.group", ("name", name), ("came", one.Came), ("called", one.Called)).Words;

    private string DeputyLine(Register register, Attendee one)
    {
        var deputy = register.People.FirstOrDefault(other => other.Person.ToString() == one.Deputy?.ToString());
        var name = deputy?.Name ?? _text.Plain("meetings.formerMember").Words;
        return deputy?.Reply switch
        {
            Reply.Coming => _text.Plain("meetings.manage.deputyComes", ("name", one.Name), ("deputy", name)).Words,
            Reply.Apologies => _text.Plain("meetings.manage.deputyCant", ("name", one.Name), ("deputy", name)).Words,
            _ => _text.Plain("meetings.manage.deputyAsked", ("name", one.Name), ("deputy", name)).Words,
        };
    }

    private void AddNames(List<string> lines, string key, Register register, Func<Attendee, bool> which)
        => AddNames(lines, key, [.. register.People.Where(which).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)]);

    private void AddNames(List<string> lines, string key, IReadOnlyList<Attendee> people)
    {
        if (people.Count > 0)
            lines.Add(_text.Plain(key, ("number", people.Count), ("names", MeetingWords.Names(_text, people, NamesMax))).Words);
    }

    private static CardData Line(string words) => new CardData().Set("line", CardText.FromPerson(words));
}

/// <summary>An organiser or a chair looks how a meeting stands.</summary>
internal sealed class ShowManaging(MeetingShelf shelf, ManageCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : new Answer.Card(await cards.OfAsync(turn, head, note: null, cancellationToken));
}
