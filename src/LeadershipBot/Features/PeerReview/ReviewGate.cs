using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview;

/// <summary>Who may take part in rounds, and run them; always in their own chat.</summary>
internal static class ReviewGate
{
    /// <summary>Who runs rounds.</summary>
    public const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <summary>Why not here: the card is about another organisation, no organisation lists the person, or others could read it; null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("peers.refused.otherOrganisation");
        if (!turn.Actor.Hat.IsListed)
            return new Refusal("peers.refused.notListed");
        return turn.Place.Scope is Scope.Personal ? null : new Refusal("peers.refused.ownChat");
    }
}
