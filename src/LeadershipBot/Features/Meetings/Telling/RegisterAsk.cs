using LeadershipBot.Domain.Meetings;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Features.Meetings.Telling;

/// <summary>Asks whoever arranged a meeting, once it is over, who came; not where the register is closed already.</summary>
internal sealed class RegisterAsk(MeetingShelf shelf, RegisterReading reading, CardLibrary library) : IAskSource
{
    public const string AskKind = "meetings.over";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { } head || head.Meeting.StateAt(wish.At) is not MeetingState.Over)
            return null;
        var register = await reading.ReadAsync(head, cancellationToken);
        var title = _text.Plain("meetings.over.title", ("title", head.Meeting.Content.Title));
        var data = new CardData()
            .SetId("organisationId", head.Meeting.Organisation.Id)
            .SetId("meeting", head.Key)
            .Set("organisation", CardText.FromPerson(_text.NameOf(head.Meeting.Organisation)))
            .Set("title", CardText.FromPerson(title.Words))
            .Set("line", _text.Format("meetings.over.line", ("coming", register.CountOf(Reply.Coming)), ("called", register.Roll.Called)))
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new AskCard(title, new CardView("meetings/over", data, title));
    }
}
