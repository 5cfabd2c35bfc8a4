using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Answering;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Interests;

/// <summary>Tells somebody for which items an organiser or a chair noted an interest of theirs, what follows from it, and whom to tell if it is wrong.</summary>
internal sealed class InterestNews(MeetingShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.interest";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(TellOfMeeting.MeetingOf(wish.Key), cancellationToken) is not { Meeting: { CancelledBecause: null, IsUnshared: false } meeting } head)
            return null;
        var noted = (await shelf.ListConflictsAsync(head.Key, cancellationToken)).FindAll(one => one.NotedBy is not null && one.Person.ToString() == wish.Person.ToString());
        var (text, agenda) = (library.Text, meeting.Content.Agenda);
        var items = noted.Select(one => (Number: agenda.NumberOf(one.ItemId), By: one.NotedBy!.Name)).Where(one => one.Number > 0).OrderBy(one => one.Number).ToList();
        var title = text.Plain(items.Count > 0 ? "meetings.interest.title" : "meetings.interest.title.none", ("title", meeting.Content.Title));
        CardText[] lines = items.Count == 0
            ? [text.Format("meetings.interest.none")] // it was taken back; while it stood, an answer of theirs may have been set apart
            :
            [
                .. items.Select(one => text.Format("meetings.interest.line", ("number", one.Number), ("title", agenda[one.Number - 1].Title), ("name", one.By))),
                text.Format("meetings.interest.means"),
            ];
        return new AskCard(title, NoticeCard.Of(text, title, null, lines, text.Format("meetings.kind.notice", ("organisation", text.NameOf(meeting.Organisation)))));
    }
}
