using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>An organiser copies a text that invites by e-mail whoever has not installed the bot.</summary>
internal sealed class InvitePeople(CardLibrary library, BotAccount bot, GraphOptions graph) : ISlice
{
    private const string InstallLink = "https://teams.microsoft.com/l/app/";

    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var link = InstallLink + (graph.TeamsAppId ?? bot.Id["28:".Length..]);
        var title = text.Plain("roster.invite.title");
        var data = new CardData()
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("invitation", text.Plain("roster.invite.text", ("organisation", text.NameOf(turn.Actor.Organisation)), ("link", link), ("name", turn.Actor.Name)))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return Task.FromResult<Answer>(new Answer.Dialog(title, new CardView("roster/invite", data, title)));
    }
}
