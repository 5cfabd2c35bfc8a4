namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Where the number is odd and all but one can be paired with somebody new: finds a three in which nobody met, such that the rest can be
/// paired so as well, wherever there is one.
/// </summary>
/// <remarks>
/// Sources: J. Edmonds, "Paths, trees, and flowers" (1965): taking one more away from people who are paired but for one, the others can
/// still be paired if and only if an even alternating path leads to them from the one. G. Cornuéjols, D. Hartvigsen, W. Pulleyblank,
/// "Packing subgraphs in a graph", Operations Research Letters 1 (1982): pairs and one three are found by trying each three. By the
/// Gallai–Edmonds theorem all of it lies among those who can be the one without a partner, and within one shrunk flower of these; so for
/// two of a three one search tells all who may be the third.
/// </remarks>
internal static class OddOne
{
    /// <summary>So much is looked at before it is given up: all there is among 101 people, and more than a second of work.</summary>
    private const long StepsMax = 60_000_000;

    /// <summary>Pairs and a three in which all are new to each other; null where there are none, or none were found in so many steps.</summary>
    /// <param name="seats">Who takes part; an odd number.</param>
    /// <param name="isNew">Whether two count as new to each other; the same either way.</param>
    public static List<List<int>>? Find(List<int> seats, Func<int, int, bool> isNew)
    {
        bool MayMeet(int one, int other) => isNew(seats[one], seats[other]);
        var pairs = GeneralMatching.Begin(seats.Count, MayMeet);
        if (pairs.Alone is not [var alone])
            return null;
        var (flowers, looked) = (pairs.FlowersFrom(alone), 0L);
        foreach (var first in Enumerable.Range(0, seats.Count).Where(one => flowers[one] >= 0))
        {
            var without = pairs.Without(first, alone);
            foreach (var second in without.NearTo(first).Where(one => one > first && flowers[one] == flowers[first]))
            {
                looked += without.NearTo(first).Length;
                if (pairs.Steps + looked > StepsMax)
                    return null;
                var thirds = without.NearTo(first).Where(one => one > second && flowers[one] == flowers[first] && MayMeet(second, one)).ToList();
                if (thirds.Count == 0)
                    continue;
                var reached = without.ReachedWithout(second);
                if (thirds.Find(one => reached[one]) is var third && third > second)
                    return Grouped(seats, [first, second, third], MayMeet);
            }
        }

        return null;
    }

    private static List<List<int>> Grouped(List<int> seats, int[] three, Func<int, int, bool> mayMeet)
    {
        var rest = Enumerable.Range(0, seats.Count).Except(three).ToList();
        var mates = GeneralMatching.Of(rest.Count, (one, other) => mayMeet(rest[one], rest[other]));
        List<List<int>> found = [[.. three.Select(one => seats[one])]];
        found.AddRange(mates.Index().Where(one => one.Item > one.Index).Select(one => new List<int> { seats[rest[one.Index]], seats[rest[one.Item]] }));
        return found;
    }
}
