using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Gates;

/// <summary>The way in to what is for people whom an organisation lists; it is refused in the feature's own words.</summary>
/// <param name="otherOrganisation">The text's key where a card is about another organisation than the person acts for.</param>
/// <param name="notListed">The text's key where no organisation lists the person.</param>
/// <param name="ownChat">The text's key where others could read it.</param>
internal sealed class ListedGate(string otherOrganisation, string notListed, string ownChat)
{
    /// <summary>Why not: the card is about another organisation, or no organisation lists the person. Null where they may.</summary>
    public Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal(otherOrganisation);
        return turn.Actor.Hat.IsListed ? null : new Refusal(notListed);
    }

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public Refusal? CheckOwnChat(Turn turn)
        => Check(turn) ?? (turn.Place.Scope is Scope.Personal ? null : new Refusal(ownChat));
}
