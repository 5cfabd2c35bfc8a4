using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Interests;

/// <summary>Where interests may be declared and read at all.</summary>
internal static class InterestGate
{
    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("interests.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("interests.refused.notListed");
    }
}
