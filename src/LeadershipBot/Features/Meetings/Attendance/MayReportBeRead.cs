using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Attendance;

/// <summary>Asks an organiser or a chair once whether Teams' report of a meeting may be read that they organised in Teams and whose link another put in here. Who does nothing says no.</summary>
internal sealed class MayReportBeRead(MeetingShelf shelf, AttendanceShelf notes, IRoleHolders roles, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.mayRead";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { } head || await notes.FindAsync(head.Key, cancellationToken) is not { IsAgreed: false, HasReport: false })
            return null;
        var isTheirs = JoinLink.OrganiserOf(head.Meeting.Content.JoinUrl)?.ToString() == wish.Person.ToString();
        if (!isTheirs || head.Meeting.WhyOff() is not null || head.Meeting.MayBeReadOf(wish.Person, hasAgreed: false))
            return null;
        var held = (await roles.FindAsync(head.Meeting.Organisation.Id, wish.Person, cancellationToken))?.Roles ?? default;
        return (held & Meeting.Makers) == Roles.Member ? null : CardOf(head);
    }

    private AskCard CardOf(MeetingHead head)
    {
        var meeting = head.Meeting;
        var title = _text.Plain("meetings.mayRead.title", ("title", meeting.Content.Title));
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", _text.Format("meetings.mayRead.line", ("name", meeting.LinkedBy?.Name ?? _text.NameOf(meeting.Organisation))))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/may-read", data, title));
    }
}
