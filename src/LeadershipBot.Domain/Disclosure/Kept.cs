namespace LeadershipBot.Domain.Disclosure;

/// <summary>
/// What is kept of an anonymous ask once it has closed: what may be shown of it to whoever may see most, and no more, so that
/// whoever holds the storage learns no more than whoever reads the result.
/// </summary>
public static class Kept
{
    /// <summary>
    /// One question, reduced so that the rule says of it ever after what it would have said of the whole: without scores where
    /// too few answered it, and with the groups put together that aren't shown by themselves.
    /// </summary>
    /// <param name="privacy">What was promised to those who answered.</param>
    /// <param name="collected">What was answered to the question.</param>
    public static Collected Of(AskPrivacy privacy, Collected collected)
    {
        ArgumentNullException.ThrowIfNull(privacy);
        ArgumentNullException.ThrowIfNull(collected);
        Collected.Verify(collected);
        var whole = Collected.Sum(collected.Groups);
        if (whole.Counts.Count == 0 || whole.Answered < DisclosureLimits.ScoresFrom)
            return collected with { Groups = [new GroupCounts("", whole.OnRoll, 0, new int[whole.Counts.Count])], Together = 0 };
        if (privacy.Breakdown is Breakdown.None || Partition.Of(collected.Groups) is not { } partition)
            return collected with { Groups = [whole], Together = 0 };
        return collected with
        {
            Groups = partition.Hidden.Count == 0 ? partition.Shown : [.. partition.Shown, Collected.Sum(partition.Hidden)],
            Together = partition.Hidden.Count,
        };
    }
}
