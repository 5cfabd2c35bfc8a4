using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships;

/// <summary>Where fellowships may be read, and managed.</summary>
internal static class FellowshipGate
{
    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("fellowships.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("fellowships.refused.notListed");
    }

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn)
        => Check(turn) ?? (turn.Place.Scope is Scope.Personal ? null : new Refusal("fellowships.refused.ownChat"));

    /// <summary>The same, for those who write and run fellowships.</summary>
    public static Refusal? CheckMaking(Turn turn)
        => CheckOwnChat(turn) ?? (turn.Actor.HoldsAny(Fellowship.Makers) ? null : new Refusal(FellowshipRefusals.Role));
}
