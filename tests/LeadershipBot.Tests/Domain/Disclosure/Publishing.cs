using System.Text;
using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>All that is published of a result, in words that two results share only if nobody can tell them apart.</summary>
internal static class Publishing
{
    private static readonly AskPrivacy Confidential = new(Voice.Confidential) { Breakdown = Breakdown.Locality };

    /// <summary>By the rule that we ship.</summary>
    public static string ByTheRule(Collected collected) => InWords(DisclosureRule.Of(Confidential, Stage.Published, Reader.Leader, collected));

    /// <summary>Written a second time, with a fault at will.</summary>
    public static Func<Collected, string> ByAWrongRule(Fault fault) => collected =>
    {
        var bar = fault is Fault.BarOfFour ? 4 : 5;
        var groups = collected.Groups.ToList();
        var whole = Together("", groups);
        var words = new StringBuilder();
        words.Append(collected.Answered);
        if (whole.Answered < bar)
            return words.ToString();
        Tell(words, whole);
        if (fault is Fault.ForgetsPeopleWithoutAGroup)
            groups.RemoveAt(0);

        var smallestFirst = groups.OrderBy(People).ThenBy(group => group.Name, StringComparer.Ordinal).ToList();
        var hidden = smallestFirst.Where(group => People(group) < bar).ToList();
        while (hidden.Count > 0 && hidden.Count < groups.Count && fault is not Fault.HidesOnlyThoseUnderTheBar
            && (hidden.Count < 2 || (hidden.Sum(group => group.Answered) < 5 && fault is not Fault.HidesTwoThatHoldLess)))
        {
            hidden.Add(smallestFirst[hidden.Count]);
        }

        var shown = groups.Where(group => !hidden.Contains(group)).ToList();
        if (groups.Count < 2 || shown.Count == 0)
            return words.ToString();
        var others = Together("Others", hidden);
        List<GroupCounts> parts = hidden.Count == 0 ? shown : [.. shown, others];
        if (shown.Any(IsUnanimous) && fault is not Fault.ShowsUnanimousGroups)
            return words.ToString();
        if (hidden.Count > 0 && IsUnanimous(others) && fault is not Fault.PutsUnanimousOthersTogether)
            return words.ToString();
        if (parts.SelectMany(part => whole.Counts.Where(count => count >= part.Answered)).Count() == 1 && fault is not Fault.TellsBySilence)
            return words.ToString();
        foreach (var part in parts)
            Tell(words, part);
        return words.ToString();

        int People(GroupCounts group) => fault is Fault.CountsMarksForPeople ? group.Counts.Sum() : group.Answered;
    };

    public static string InWords(Shown shown)
    {
        var words = new StringBuilder();
        words.Append(shown.Answered);
        foreach (var part in new[] { shown.Whole }.Concat(shown.Groups).Append(shown.Others))
        {
            if (part is not null)
                Tell(words, new GroupCounts(part == shown.Others ? "Others" : part.Name, part.OnRoll, part.Answered, part.Counts));
        }

        return words.ToString();
    }

    /// <summary>What a rule shows if every group passes its bar.</summary>
    public static string InWords(IReadOnlyList<GroupCounts> groups)
    {
        var words = new StringBuilder();
        foreach (var group in groups)
            Tell(words, group);
        return words.ToString();
    }

    private static void Tell(StringBuilder words, GroupCounts group)
    {
        words.Append('|').Append(group.Name).Append(' ').Append(group.Answered).Append(':');
        foreach (var count in group.Counts)
            words.Append(count).Append(' ');
    }

    private static bool IsUnanimous(GroupCounts group) => group.Counts.Any(count => count == group.Answered);

    private static GroupCounts Together(string name, List<GroupCounts> groups)
        => groups.Count == 0 ? new GroupCounts(name, 0, 0, []) : new GroupCounts(name, 0, groups.Sum(group => group.Answered), [.. Enumerable.Range(0, groups[0].Counts.Count).Select(choice => groups.Sum(group => group.Counts[choice]))]);
}

/// <summary>What a wrong rule does wrongly.</summary>
internal enum Fault
{
    None,
    BarOfFour,
    HidesOnlyThoseUnderTheBar,
    HidesTwoThatHoldLess,
    ShowsUnanimousGroups,
    PutsUnanimousOthersTogether,
    TellsBySilence,
    ForgetsPeopleWithoutAGroup,
    CountsMarksForPeople,
}
