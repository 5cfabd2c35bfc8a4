using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// Whoever installs the bot, or says hello to it, is told what it is good for and how to begin. Nothing has to be set up
/// first: somebody of whom nothing is known may answer at once, and is offered to tell their practice.
/// </summary>
internal sealed class Welcome(CardLibrary library, OrganisationShelf organisations, PracticeFinder practices, PlaceArrival arrival, PlaceCard places, MatchQuestion match) : ISlice
{
    private const Roles Askers = Roles.Chair | Roles.Organiser | Roles.LocalityLead;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var wasInstalled = turn.Verb == FeatureTable.Installed;
        if (wasInstalled)
            await arrival.InstalledAsync(turn, cancellationToken);
        if (await match.FindAsync(turn, cancellationToken) is { } question)
            return question;
        var text = library.Text;
        var isPersonal = turn.Place.Scope is Scope.Personal;
        var isKnown = IsKnown(turn.Actor.Hat);
        var asks = turn.Actor.HoldsAny(Askers);
        var mayTell = isPersonal && !isKnown && (turn.Actor.Hats.Count > 0 || (await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken)).Count > 0);
        if (mayTell)
            await practices.GetReadyAsync(turn.Actor, "", cancellationToken); // they may press the button in a moment
        var data = new CardData()
            .Set("organisation", text.OrganisationName(turn.Actor))
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .Set("greeting", Greeting(text, turn))
            .Set("begin", text.Format(asks ? "shell.welcome.begin.asker" : "shell.welcome.begin.member"))
            .Set("mayTell", mayTell)
            .Set("mayAskFirst", asks || !isPersonal)
            .Set("mayAskLast", isPersonal && !asks)
            .Set("hasProfile", isPersonal && isKnown)
            .Set("others", text.OthersToActFor(turn))
            .Set("summary", text.Plain("shell.welcome.summary"))
            .Set("spoken", text.Spoken("shell.welcome.summary"));
        if (wasInstalled)
            data.Set("installed", isPersonal ? text.Format("shell.welcome.installed.personal") : text.Format("shell.welcome.installed", ("name", turn.Actor.Name)));
        if (wasInstalled && await places.OfferAsync(turn, cancellationToken) is { } offer)
            data.Set("offer", new CardData().SetId("id", offer.Id).Set("question", text.Format("roster.place.offer", ("organisation", offer.Name))));
        return new Answer.Card(new CardView("shell/welcome", data, text.Plain("shell.welcome.summary")));
    }

    private static CardText Greeting(TextFile text, Turn turn) => turn.Place.Scope switch
    {
        Scope.Personal when turn.Actor.Name == text.Plain("shell.nameless").Words => text.Format("shell.welcome.greeting.nameless"),
        Scope.Personal => text.Format("shell.welcome.greeting", ("name", turn.Actor.Name)),
        _ => text.Format("shell.welcome.greeting.group"),
    };

    private static bool IsKnown(Hat hat)
        => hat.Roles != Roles.Member || hat.Practices.Count > 0 || hat.ChosenPractices.Count > 0 || hat.Profession is not null;
}
