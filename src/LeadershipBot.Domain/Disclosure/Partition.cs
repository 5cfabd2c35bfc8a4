namespace LeadershipBot.Domain.Disclosure;

/// <summary>
/// Into which parts a whole may be divided so that nobody's answer can be worked out, by whoever knows this rule, the
/// whole, and how many answered in each group.
/// </summary>
/// <remarks>
/// Why it holds: two people in different hidden groups who answered differently could swap their answers, and nothing
/// that is shown would change; so no hidden group can be worked out, unless all who are hidden answered alike. That is
/// why the hidden ones, too, must not be unanimous. That a refusal must not tell either is simulatable auditing
/// (Kenthapadi, Mishra and Nissim, 2005); the hiding itself is primary and secondary suppression.
/// </remarks>
/// <param name="Shown">The groups that are shown, in their order.</param>
/// <param name="Hidden">Those that are put together; none, or at least two that hold five.</param>
internal sealed record Partition(IReadOnlyList<GroupCounts> Shown, IReadOnlyList<GroupCounts> Hidden)
{
    /// <summary>How many groups are put together.</summary>
    public int Together { get; init; } = Hidden.Count;

    /// <summary>The division of a question; null if its groups must not be shown.</summary>
    public static Partition? Of(Collected collected) => collected switch
    {
        { Together: null } => Of(collected.Groups),
        { Groups.Count: < 2 } => null,
        { Together: 0 } => new Partition(collected.Groups, []),
        { Together: { } together } => new Partition([.. collected.Groups.SkipLast(1)], [collected.Groups[^1]]) { Together = together },
    };

    /// <summary>The division; null if the groups must not be shown.</summary>
    public static Partition? Of(IReadOnlyList<GroupCounts> groups)
    {
        var smallestFirst = groups.OrderBy(group => group.Answered).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        var hidden = smallestFirst.TakeWhile(group => group.Answered < DisclosureLimits.ScoresFrom).ToList();
        // None of them holds five alone, so that those who together do are at least two.
        while (hidden.Count > 0 && hidden.Count < groups.Count && hidden.Sum(group => group.Answered) < DisclosureLimits.ScoresFrom)
            hidden.Add(smallestFirst[hidden.Count]);

        var shown = groups.Except(hidden).ToList();
        if (groups.Count < 2 || shown.Count == 0)
            return null;
        List<GroupCounts> parts = hidden.Count > 0 ? [.. shown, Collected.Sum(hidden)] : shown;
        return parts.Any(IsUnanimous) || WouldTellBySilence(parts) ? null : new Partition(shown, hidden);
    }

    /// <summary>Everybody in it set the same mark, so that it tells what each of them answered.</summary>
    private static bool IsUnanimous(GroupCounts part) => part.Counts.Contains(part.Answered);

    /// <summary>
    /// If by the whole there is but one part, and one mark, of which it can be unanimous, then a missing breakdown would
    /// tell that it is. So it is missing even if it isn't.
    /// </summary>
    private static bool WouldTellBySilence(List<GroupCounts> parts)
    {
        var whole = Collected.Sum(parts);
        return parts.Sum(part => whole.Counts.Count(count => count >= part.Answered)) == 1;
    }
}
