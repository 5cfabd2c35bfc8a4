using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.PeerConversations;

/// <summary>All ways to part people into pairs and, where the number is odd, one of three: what a matching is judged by.</summary>
internal static class TalkWays
{
    public static IEnumerable<IReadOnlyList<IReadOnlyList<string>>> Of(IReadOnlyList<string> people)
    {
        if (people.Count == 0)
            return [[]];
        var pairs = people.Skip(1).SelectMany(other => Of([.. people.Skip(1).Where(one => one != other)]).Select(rest => (IReadOnlyList<IReadOnlyList<string>>)[[people[0], other], .. rest]));
        var threes = people.Count % 2 == 0 ? [] : people.Skip(1).SelectMany((second, i) => people.Skip(i + 2).SelectMany(third => Of([.. people.Skip(1).Where(one => one != second && one != third)]).Select(rest => (IReadOnlyList<IReadOnlyList<string>>)[[people[0], second, third], .. rest])));
        return pairs.Concat(threes);
    }

    public static IEnumerable<PeerPair> PairsOf(IEnumerable<IReadOnlyList<string>> groups) => groups.SelectMany(group => group.SelectMany((one, i) => group.Skip(i + 1).Select(other => PeerPair.Of(one, other))));

    /// <summary>How many of those who talk have met before.</summary>
    public static int Again(IEnumerable<IReadOnlyList<string>> groups, Dictionary<PeerPair, int> met) => PairsOf(groups).Count(met.ContainsKey);
}
