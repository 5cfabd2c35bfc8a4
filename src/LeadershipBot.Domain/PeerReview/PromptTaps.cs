namespace LeadershipBot.Domain.PeerReview;

/// <summary>
/// How many taps a prompt takes. Where one for each scale and one to send are more than <see cref="Max"/>, all scales can be answered
/// alike by one tap, of which each that differs is then one more. No step is chosen beforehand: that would lead people to it.
/// </summary>
public static class PromptTaps
{
    /// <summary>So many are wanted at the most.</summary>
    public const int Max = 4;

    /// <summary>Those of somebody who sees no differences, where all scales can be answered alike: one for all, and one to send.</summary>
    public const int Alike = 2;

    /// <summary>One for each scale, and one to send.</summary>
    /// <param name="scales">How many scales there are.</param>
    public static int OneByOne(int scales) => scales + 1;

    /// <summary>Whether all scales can be answered alike by one tap.</summary>
    /// <param name="scales">How many scales there are.</param>
    public static bool OffersAlike(int scales) => OneByOne(scales) > Max;

    /// <summary>The fewest for somebody who answers so many scales in another way than the others.</summary>
    /// <param name="scales">How many scales there are.</param>
    /// <param name="differing">How many of them are answered in another way than the others.</param>
    public static int Fewest(int scales, int differing) => OffersAlike(scales) ? Math.Min(Alike + differing, OneByOne(scales)) : OneByOne(scales);
}
