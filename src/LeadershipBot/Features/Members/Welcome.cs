using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Whoever installs the bot, or says hello to it, is told what it is good for and how to begin.</summary>
internal sealed class Welcome(CardLibrary library, PlaceArrival arrival, PlaceCard places, MatchQuestion match) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var text = library.Text;
        var wasInstalled = turn.Verb == FeatureTable.Installed;
        if (wasInstalled)
            await arrival.InstalledAsync(turn, cancellationToken);
        if (await match.FindAsync(turn, cancellationToken) is { } question)
            return question;
        var data = new CardData()
            .Set("organisation", text.OrganisationName(turn.Actor))
            .Set("greeting", turn.Place.Scope is Scope.Personal ? text.Format("shell.welcome.greeting", ("name", turn.Actor.Name)) : text.Format("shell.welcome.greeting.group"))
            .Set("begin", text.Format(turn.Actor.HoldsAny(Askers) ? "shell.welcome.begin.asker" : "shell.welcome.begin.member"))
            .Set("mayAsk", true)
            .Set("summary", text.Plain("shell.welcome.summary"))
            .Set("spoken", text.Spoken("shell.welcome.summary"));
        if (wasInstalled && turn.Place.Scope is not Scope.Personal)
            data.Set("installed", text.Format("shell.welcome.installed", ("name", turn.Actor.Name)));
        if (wasInstalled && await places.OfferAsync(turn, cancellationToken) is { } offer)
            data.Set("offer", new CardData().SetId("id", offer.Id).Set("question", text.Format("roster.place.offer", ("organisation", offer.Name))));
        return new Answer.Card(new CardView("shell/welcome", data, text.Plain("shell.welcome.summary")));
    }

    private const Roles Askers = Roles.Chair | Roles.Organiser | Roles.LocalityLead;
}
