using LeadershipBot.Domain;
using LeadershipBot.Features.Meetings.Registers;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>An organiser or a chair chooses the item about which a poll is to ask, and whom: those called, or, once the register is closed, those who came. The poll's own dialog comes next.</summary>
internal sealed class OpenAsk(MeetingShelf shelf, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var (meeting, content, text) = (head.Meeting, head.Meeting.Content, library.Text);
        if (meeting.WhyOff() is { } off)
            return new Answer.Refused(off);
        if (content.Agenda.Count == 0)
            return new Answer.Refused(new Refusal("meetings.refused.noAgenda"));
        var title = text.Plain("meetings.ask.title");
        var data = new CardData()
            .SetId("organisationId", meeting.Organisation.Id)
            .SetId("about", MeetingItems.ReferenceTo(head.Key))
            .Set("title", CardText.FromPerson(content.Title))
            .Set("items", content.Agenda.Select((item, i) => Problems.Choice(item.Id, text.Plain("meetings.agenda.choice", ("number", i + 1), ("title", item.Title)).Words)))
            .SetId("first", content.Agenda[0].Id)
            .Set("localities", PlainText.FromPerson(string.Join(',', content.Called.Localities)))
            .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => content.Called.Roles.HasFlag(role)))))
            .Set("professions", PlainText.FromPerson(string.Join(',', content.Called.Professions)))
            .Set("teams", PlainText.FromPerson(string.Join(',', content.Called.Teams)))
            .SetId("came", WhoCame.IdOf(head.Key))
            .Set("isClosed", meeting.ClosedAt is not null)
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("meetings/ask", data, title));
    }
}
