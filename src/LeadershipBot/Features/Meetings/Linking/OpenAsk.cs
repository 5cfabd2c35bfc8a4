using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>
/// An organiser or a chair chooses an item, or the whole meeting, and what is to be done about it: ask a poll of those called or, once
/// it has begun, of those noted as there; or, once it has begun, record what was decided. The dialog of that comes next.
/// </summary>
internal sealed class OpenAsk(MeetingShelf shelf, ITeams teams, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var (meeting, content, text) = (head.Meeting, head.Meeting.Content, library.Text);
        if (meeting.WhyOff() is { } off)
            return new Answer.Refused(off);
        var title = text.Plain("meetings.ask.title");
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("about", MeetingItems.ReferenceTo(head.Key))
            .Set("title", CardText.FromPerson(content.Title))
            .Set("items", content.Agenda.Select((item, i) => CardChoice.Named(text.Plain("meetings.agenda.choice", ("number", i + 1), ("title", item.Title)).Words, item.Id)).Append(CardChoice.Named(text.Plain("meetings.ask.whole").Words, References.Whole)))
            .SetId("first", content.Agenda.Count > 0 ? content.Agenda[0].Id : References.Whole)
            .Set("mayDecide", turn.At >= content.StartsAt)
            .Set("localities", PlainText.FromPerson(string.Join(',', content.Called.Localities)))
            .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => content.Called.Roles.HasFlag(role)))))
            .Set("professions", PlainText.FromPerson(string.Join(',', content.Called.Professions)))
            .Set("teams", PlainText.FromPerson(string.Join(',', content.Called.Teams)))
            .SetId("came", WhoCame.IdOf(head.Key))
            .Set("hasCame", await teams.FindGatheringAsync(meeting.Organisation.Id, WhoCame.IdOf(head.Key), cancellationToken) is not null)
            .Set("cameTitle", text.Plain(meeting.ClosedAt is null ? "meetings.ask.there" : "meetings.ask.came"))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("meetings/ask", data, title));
    }
}
