using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Recognition;

/// <summary>Who may do what colleagues do with and for each other, and where.</summary>
internal static class PeerGate
{
    /// <summary>Why not here: the card is about another organisation, or no organisation lists the person; null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("peers.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("peers.refused.notListed");
    }

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn)
        => Check(turn) ?? (turn.Place.Scope is Scope.Personal ? null : new Refusal("peers.refused.ownChat"));
}
