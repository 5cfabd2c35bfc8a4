using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerConversations;

/// <summary>Who may take part in conversations, and arrange them; always in their own chat.</summary>
internal static class TalkGate
{
    /// <summary>Who says how often people are matched, and matches practices on a measure.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Why not here; null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("peers.refused.otherOrganisation");
        if (!turn.Actor.Hat.IsListed)
            return new Refusal("peers.refused.notListed");
        return turn.Place.Scope is Scope.Personal ? null : new Refusal("peers.refused.ownChat");
    }
}
