using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession;

/// <summary>Where posts may be read, and managed.</summary>
internal static class PostGate
{
    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn)
    {
        if (turn.Data.TryText("organisation", out var about) && about != turn.Actor.Organisation.Id)
            return new Refusal("posts.refused.otherOrganisation");
        return turn.Actor.Hat.IsListed ? null : new Refusal("posts.refused.notListed");
    }

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn)
        => Check(turn) ?? (turn.Place.Scope is Scope.Personal ? null : new Refusal("posts.refused.ownChat"));

    /// <summary>The same, for those who manage posts.</summary>
    public static Refusal? CheckMaking(Turn turn)
        => CheckOwnChat(turn) ?? (turn.Actor.HoldsAny(Post.Makers) ? null : new Refusal(PostRefusals.Role));
}
