using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Asks an organiser or a chair once whether Teams' report of a meeting may be read that they organised in Teams and whose link another put
/// in here, while its register is open. Who does nothing says no. Whoever agrees reads first to what: when it was, by whose link, what is
/// read, who sees it and until when.
/// </summary>
internal sealed class MayReportBeRead(MeetingShelf shelf, AttendanceShelf notes, IRoleHolders roles, MayReadCards cards) : IAskSource
{
    public const string AskKind = "meetings.mayRead";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(MeetingSubjects.Read(wish.Key).Key, cancellationToken) is not { Meeting.ClosedAt: null } head || wish.Key != MeetingSubjects.OfTime(head) || await notes.FindAsync(head.Key, cancellationToken) is not { IsAgreed: false, HasReport: false })
            return null;
        var isTheirs = JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl)?.ToString() == wish.Person.ToString();
        if (!isTheirs || head.Meeting.WhyOff() is not null || head.Meeting.MayBeReadOf(wish.Person, hasAgreed: false))
            return null;
        var held = (await roles.FindAsync(head.Meeting.Organisation.Id, wish.Person, cancellationToken))?.Roles ?? default;
        return (held & Meeting.Makers) == Roles.Member ? null : cards.Of(head, wish.Zone, over: null);
    }
}

/// <summary>Teams asks for that question as it is now: once the register is closed, or the link is gone, it says that it is over, and why.</summary>
internal sealed class RefreshMayRead(MeetingShelf shelf, AttendanceShelf notes, MayReadCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Unusable(refusal);
        var note = await notes.FindAsync(head.Key, cancellationToken);
        return new Answer.Card(cards.Of(head, turn.TimeZone, note is { IsAgreed: true } ? MayReadCards.Agreed : MayReadCards.WhyOver(head.Meeting)).View);
    }
}

/// <summary>The card with that question, and the one that says that it is over.</summary>
internal sealed class MayReadCards(CardLibrary library)
{
    /// <summary>The key of what is said where they agreed.</summary>
    public const string Agreed = "meetings.mayRead.agreed";

    private readonly TextFile _text = library.Text;

    /// <summary>Why nobody is asked any more, as the key of a text; null while they are. A closed register stands, and so nothing more is read for it.</summary>
    public static string? WhyOver(Meeting meeting)
    {
        if (meeting.ClosedAt is not null)
            return "meetings.mayRead.closed";
        return meeting.Content.JoinUrl.Length == 0 || meeting.WhyOff() is not null ? "meetings.mayRead.gone" : null;
    }

    /// <param name="head">The meeting.</param>
    /// <param name="zone">The reader's.</param>
    /// <param name="over">The key of what says that it is over; null while it is asked.</param>
    public AskCard Of(MeetingHead head, TimeZoneInfo zone, string? over)
    {
        var (meeting, content) = (head.Meeting, head.Meeting.Content);
        var title = _text.Plain("meetings.mayRead.title", ("title", content.Title));
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("when", CardText.FromPerson(MeetingWords.When(_text, content.StartsAt, content.EndsAt, zone)))
            .Set("line", over is null ? LinkOf(meeting) : _text.Format(over))
            .Set("isOpen", over is null)
            .Set("until", _text.Format("meetings.mayRead.until", ("date", TimeWords.Day(LocalTime.DateOf(content.EndsAt.AddDays(MeetingLimits.LinkDays), zone)))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (over is null)
            data.SetId("join", content.JoinUrl);
        return new AskCard(title, new CardView("meetings/may-read", data, title));
    }

    /// <summary>How their link came into the meeting: by whose hand, or out of a calendar.</summary>
    private CardText LinkOf(Meeting meeting) => meeting switch
    {
        { LinkedBy: { } by } => _text.Format("meetings.mayRead.line", ("name", by.Name)),
        { Source: not null } => _text.Format("meetings.mayRead.line.calendar", ("name", _text.NameOf(meeting.Organisation))),
        _ => _text.Format("meetings.mayRead.line.unknown"),
    };
}

/// <summary>An organiser or a chair whose Teams link another put into a meeting reads what they would agree to, before they do.</summary>
internal sealed class ShowMayRead(MeetingShelf shelf, MayReportBeRead ask, ManageCards manage) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var wish = new AskWish(turn.Actor.MemberId, head.Meeting.Organisation.Id, MeetingSubjects.OfTime(head), turn.At, turn.TimeZone);
        return new Answer.Card(await ask.FindAsync(wish, cancellationToken) is { } card ? card.View : await manage.OfAsync(turn, head, note: null, cancellationToken)); // it was read, or is asked, meanwhile
    }
}
