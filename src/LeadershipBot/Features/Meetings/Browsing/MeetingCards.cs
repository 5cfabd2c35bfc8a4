using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Attendance;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Browsing;

/// <summary>A meeting as a person sees it, who is called, stands in, or only reads.</summary>
internal sealed class MeetingCards(MeetingShelf shelf, RegisterReading reading, AttendanceGate gate, CardLibrary library, Sentences sentences)
{
    private static readonly AskPrivacy Named = new(Voice.Named) { IsAlwaysNamed = true };

    private readonly TextFile _text = library.Text;

    /// <summary>The card as of now, with what happened read for it.</summary>
    /// <param name="head">The meeting.</param>
    /// <param name="me">The person as they stand in it; null where they don't.</param>
    /// <param name="more">When, where and with what to say first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CardView> OfAsync(MeetingHead head, Attendee? me, MeetingView more, CancellationToken cancellationToken)
    {
        var deputy = me?.Deputy is { } id ? (await shelf.FindPersonAsync(head.Key, id, cancellationToken))?.Attendee.Name : null;
        var principal = me?.StandsFor is { } whom ? (await shelf.FindPersonAsync(head.Key, whom, cancellationToken))?.Attendee.Name : null;
        var stand = head.Meeting.ClosedAt is null ? null : await reading.StandAsync(head, cancellationToken);
        var report = head.Meeting.StateAt(more.Now) is MeetingState.Coming ? await gate.FindAsync(head.Meeting, cancellationToken) : ReportReading.No;
        return Of(head, me, more with { Stand = stand, Report = report }, deputy, principal);
    }

    /// <summary>Whether somebody may read by which link people join: those called, who stands in, and who manages it.</summary>
    public static bool MayJoin(Attendee? me) => me is { IsCalled: true } or { StandsFor: not null, Reply: not Reply.Apologies };

    private CardView Of(MeetingHead head, Attendee? me, MeetingView more, string? deputy, string? principal)
    {
        var (meeting, content, state) = (head.Meeting, head.Meeting.Content, head.Meeting.StateAt(more.Now));
        var mayAnswer = state is MeetingState.Coming && me is { IsCalled: true } or { StandsFor: not null } && meeting.WhyNoAnswer(more.Now) is null;
        var summary = Summary(meeting, more);
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("state", CardText.FromPerson(MeetingWords.State(_text, state)))
            .Set("title", CardText.FromPerson(content.Title))
            .Set("about", About(meeting, mayAnswer, principal))
            .Set("when", CardText.FromPerson(MeetingWords.When(_text, content.StartsAt, content.EndsAt, more.Zone)))
            .Set("agenda", content.Agenda.Select((item, i) => new CardData().Set("line", _text.Format("meetings.agenda.choice", ("number", i + 1), ("title", item.Title)))))
            .Set("results", Results(meeting, more).Select(line => new CardData().Set("line", CardText.FromPerson(line))))
            .Set("linked", more.Linked ?? [])
            .Set("privacy", mayAnswer ? Privacy(meeting, more).Select(line => new CardData().Set("line", line)) : [])
            .Set("mayAnswer", mayAnswer)
            .SetId("mode", mayAnswer ? "secondary" : "primary") // of what comes beside an answer
            .Set("mayDepute", mayAnswer && me is { IsCalled: true })
            .Set("mayDeclare", content.Agenda.Count > 0 && me is { IsCalled: true } or { StandsFor: not null } or { Presence: Presence.Present } && state is MeetingState.Coming or MeetingState.Running)
            .Set("mayLook", me is not null && more.Linked is null && state is not (MeetingState.Coming or MeetingState.Cancelled))
            .Set("takesCalendar", meeting.Source is null && (state is MeetingState.Coming or MeetingState.Running || (state is MeetingState.Cancelled && more.Now < content.EndsAt)))
            .Set("calendarPress", _text.Plain(state is MeetingState.Cancelled ? "meetings.card.calendarOff" : "meetings.card.calendar"))
            .Set("isManaged", more.IsManaged)
            .Set("summary", summary)
            .Set("spoken", _text.AsSpoken(summary));
        var mayJoin = more.IsOwnChat && (more.IsManaged || MayJoin(me));
        if (content.Place.Length > 0)
            data.Set("place", content.IsPlaceToJoin && !mayJoin ? _text.Format("meetings.card.online") : CardText.FromPerson(content.Place));
        if (content.JoinUrl.Length > 0 && (state is MeetingState.Coming or MeetingState.Running) && mayJoin)
            data.SetId("join", content.JoinUrl);
        if (more.IsOwnChat && state is not MeetingState.Cancelled && MeetingWords.Mine(_text, me, deputy) is { } mine)
            data.Set("mine", CardText.FromPerson(mine));
        if (meeting.CancelledBecause is { } because)
            data.Set("alert", !meeting.IsFollowed ? _text.Format("meetings.card.cancelled", ("reason", because)) : CardText.FromPerson(because));
        else if (meeting.IsUnshared)
            data.Set("alert", _text.Format("meetings.card.unshared"));
        else if (more.Alert is { } alert)
            data.Set("alert", alert);
        if (more.Note is { } note)
            data.Set("note", note);
        if (more.Says is { } says)
            data.SetId("says", says);
        return new CardView("meetings/card", data, summary);
    }

    private PlainText Summary(Meeting meeting, MeetingView more)
    {
        var when = MeetingWords.When(_text, meeting.Content.StartsAt, meeting.Content.EndsAt, more.Zone);
        if (meeting.CancelledBecause is not null)
            return _text.Plain("meetings.summary.cancelled", ("title", meeting.Content.Title), ("when", when));
        return _text.Plain(more.Alert is null ? "meetings.summary" : "meetings.summary.moved", ("title", meeting.Content.Title), ("when", when));
    }

    private CardText About(Meeting meeting, bool mayAnswer, string? principal)
    {
        var name = meeting.MadeBy?.Name ?? _text.NameOf(meeting.Organisation);
        if (principal is not null)
            return _text.Format("meetings.card.standsIn", ("name", principal));
        if (meeting.IsFollowed)
            return mayAnswer ? _text.Format("meetings.card.followedCalled", ("name", name)) : _text.Format("meetings.card.followed");
        return mayAnswer ? _text.Format("meetings.card.called", ("name", name)) : _text.Format("meetings.card.by", ("name", name));
    }

    private IEnumerable<string> Results(Meeting meeting, MeetingView more)
    {
        if (MeetingWords.Rule(_text, meeting.Content.Quorum) is { } rule && meeting.ClosedAt is null && meeting.WhyOff() is null)
            yield return rule;
        foreach (var line in more.Stand is { } stand ? MeetingWords.Came(_text, meeting, stand) : [])
            yield return line;
    }

    /// <summary>Who sees what one answers: generated from what a meeting is, as for every named ask.</summary>
    private IEnumerable<CardText> Privacy(Meeting meeting, MeetingView more)
    {
        var words = new PrivacyWords(meeting.MadeBy?.Name ?? _text.NameOf(meeting.Organisation), _text.NameOf(meeting.Organisation), "", AskedPeople.Chosen);
        IEnumerable<CardText> report = more.Report switch
        {
            ReportReading.Yes => [_text.Format("meetings.card.report")],
            ReportReading.IfAgreed => [_text.Format("meetings.card.reportMaybe")],
            _ => [],
        };
        return PrivacyLine.Of(Named, words, null, isOpen: true).Card.Select(sentences.InCard).Append(_text.Format("meetings.card.minutes")).Concat(report);
    }
}

/// <summary>When and for whom a meeting's card is made, and what it says first.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Zone">The reader's time zone.</param>
internal sealed record MeetingView(DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>What the closed register comes to; null while it is open.</summary>
    public RegisterStand? Stand { get; init; }

    /// <summary>Whether only the reader sees it: elsewhere it tells neither what they answered nor the link.</summary>
    public bool IsOwnChat { get; init; } = true;

    /// <summary>Whether Teams' report of who was there is read after it.</summary>
    public ReportReading Report { get; init; }

    /// <summary>What was asked and decided at it, as rows of the card; empty where there is nothing to tell, null where it wasn't looked at: then a button does.</summary>
    public IEnumerable<CardData>? Linked { get; init; }

    /// <summary>What has just been recorded; null for nothing.</summary>
    public CardText? Note { get; init; }

    /// <summary>What the person must know first; null for nothing.</summary>
    public CardText? Alert { get; init; }

    /// <summary>What tells, where their client asks for the card anew, what it is to say first; null for a card that is renewed otherwise, or not at all.</summary>
    public string? Says { get; init; }

    /// <summary>Whether the reader manages it, in their own chat.</summary>
    public bool IsManaged { get; init; }

    /// <summary>For whoever acts.</summary>
    public static MeetingView Of(Turn turn) => new(turn.At, turn.TimeZone) { IsOwnChat = turn.Place.Scope is Scope.Personal, IsManaged = turn.Actor.HoldsAny(Meeting.Makers) && turn.Place.Scope is Scope.Personal };
}
