using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Gates;

namespace LeadershipBot.Features.Succession;

/// <summary>Where posts may be read, and managed.</summary>
internal static class PostGate
{
    private static readonly ListedGate Listed = new("posts.refused.otherOrganisation", "posts.refused.notListed", "posts.refused.ownChat");

    /// <summary>Why not here: the card is about another organisation than the person can act for, or no organisation lists them. Null where they may.</summary>
    public static Refusal? Check(Turn turn) => Listed.Check(turn);

    /// <summary>The same, for what only the one person may see: it stays in their own chat.</summary>
    public static Refusal? CheckOwnChat(Turn turn) => Listed.CheckOwnChat(turn);

    /// <summary>The same, for those who manage posts.</summary>
    public static Refusal? CheckMaking(Turn turn)
        => CheckOwnChat(turn) ?? (turn.Actor.HoldsAny(Post.Makers) ? null : new Refusal(PostRefusals.Role));
}
