using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>
/// Asks an organiser or a chair once whether Teams' report of a meeting may be read that they organised in Teams and another arranged here,
/// while its register is open. Who does nothing says no.
/// </summary>
internal sealed class MayReportBeRead(MeetingShelf shelf, AttendanceShelf notes, IRoleHolders roles, MayReadCards cards) : IAskSource
{
    public const string AskKind = "meetings.mayRead";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { Meeting.ClosedAt: null } head || await notes.FindAsync(head.Key, cancellationToken) is not { IsAgreed: false, HasReport: false })
            return null;
        var isTheirs = JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl)?.ToString() == wish.Person.ToString();
        if (!isTheirs || head.Meeting.WhyOff() is not null || head.Meeting.MayBeReadOf(wish.Person, hasAgreed: false))
            return null;
        var held = (await roles.FindAsync(head.Meeting.Organisation.Id, wish.Person, cancellationToken))?.Roles ?? default;
        return (held & Meeting.Makers) == Roles.Member ? null : cards.Of(head, over: null);
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
        return new Answer.Card(cards.Of(head, note is { IsAgreed: true } ? MayReadCards.Agreed : MayReadCards.WhyOver(head.Meeting)).View);
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
    /// <param name="over">The key of what says that it is over; null while it is asked.</param>
    public AskCard Of(MeetingHead head, string? over)
    {
        var meeting = head.Meeting;
        var title = _text.Plain("meetings.mayRead.title", ("title", meeting.Content.Title));
        var line = over is null ? _text.Format("meetings.mayRead.line", ("name", meeting.MadeBy?.Name ?? _text.NameOf(meeting.Organisation))) : _text.Format(over);
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", line)
            .Set("isOpen", over is null)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/may-read", data, title));
    }
}
