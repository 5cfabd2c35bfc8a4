using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell;

/// <summary>The buttons by which somebody of several organisations says for which of them they act.</summary>
internal static class ActForWords
{
    /// <summary>A button for each other organisation of the person, in their own chat; none elsewhere, where the place says it.</summary>
    public static IEnumerable<CardData> OthersToActFor(this TextFile text, Turn turn)
        => turn.Place.Scope is not Scope.Personal ? [] : turn.Actor.Hats
            .Where(hat => hat.Organisation.Id != turn.Actor.Organisation.Id)
            .Select(hat => new CardData()
                .Set("title", text.Plain("shell.actFor", ("organisation", text.NameOf(hat.Organisation))))
                .SetId("organisationId", hat.Organisation.Id));
}
