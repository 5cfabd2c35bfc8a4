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
            .Set("invitation", Letter(text, text.NameOf(turn.Actor.Organisation), link, turn.Actor.Name))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return Task.FromResult<Answer>(new Answer.Dialog(title, new CardView("roster/invite", data, title)));
    }

    /// <summary>Its paragraphs, parted by empty lines.</summary>
    private static PlainText Letter(TextFile text, string organisation, string link, string name) => PlainText.FromPerson(string.Join(
        "\n\n",
        text.Plain("roster.invite.greeting").Words,
        text.Plain("roster.invite.value", ("organisation", organisation)).Words,
        text.Plain("roster.invite.join", ("link", link)).Words,
        text.Plain("roster.invite.patients").Words,
        text.Plain("roster.invite.from", ("name", name), ("organisation", organisation)).Words));
}
