using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Domain.Electorates;

/// <summary>What becomes of the answer of somebody who declared an interest in the matter.</summary>
/// <param name="IsCountedApart">Whether they may answer, and are counted apart; else they are off the roll.</param>
/// <param name="Why">What they are told.</param>
public sealed record Conflicted(bool IsCountedApart, Statement Why)
{
    /// <summary>
    /// In named asks they are counted apart. In others an answer can't be set apart without showing whose it is, so they
    /// are off the roll, are told why, and don't count for the quorum.
    /// </summary>
    public static Conflicted In(Voice voice) => voice is Voice.Named
        ? new Conflicted(true, new Statement("electorates.conflicted.apart"))
        : new Conflicted(false, new Statement("electorates.conflicted.offRoll"));

    /// <summary>Whether the person's answer is taken; it isn't where they are off the roll.</summary>
    public static Refusal? Refuses(Voice voice) => voice is Voice.Named ? null : new Refusal("electorates.refused.conflicted");
}
