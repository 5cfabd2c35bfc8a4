namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Where the number is odd and all could meet somebody new, but the pairs are such that the one who is left joins two of whom they met one:
/// other pairs, with a three in which nobody met. Among up to <see cref="SearchedMax"/> people all threes are tried, so that it is found
/// where there is one; among more, only others are tried as the one who is left.
/// </summary>
internal static class OddOne
{
    /// <summary>Among so many all threes are tried: 2,300 of twenty-five.</summary>
    public const int SearchedMax = 25;

    /// <summary>Pairs and a three in which all are new to each other; null where none is found.</summary>
    /// <param name="seats">Who takes part; an odd number.</param>
    /// <param name="groups">Pairs, all new, and a three that isn't.</param>
    /// <param name="isNew">Whether two count as new to each other; the same either way.</param>
    public static List<List<int>>? Find(List<int> seats, List<List<int>> groups, Func<int, int, bool> isNew)
        => Swapped(groups, isNew) ?? (seats.Count <= SearchedMax ? Searched(seats, isNew) : null);

    /// <summary>The one who is left takes the place of another in a pair, who then joins two.</summary>
    private static List<List<int>>? Swapped(List<List<int>> groups, Func<int, int, bool> isNew)
    {
        var three = groups.Find(group => group.Count == 3)!;
        var (last, pairs) = (three[2], groups.Select(group => group.Take(2).ToList()).ToList());
        foreach (var pair in pairs)
        {
            for (var side = 0; side < 2; side++)
            {
                var (stays, goes) = (pair[side], pair[1 - side]);
                if (!isNew(last, stays))
                    continue;
                List<List<int>> others = [.. pairs.Where(one => one != pair), [stays, last]];
                if (others.Find(one => isNew(goes, one[0]) && isNew(goes, one[1])) is not { } joined)
                    continue;
                joined.Add(goes);
                return others;
            }
        }

        return null;
    }

    private static List<List<int>>? Searched(List<int> seats, Func<int, int, bool> isNew)
    {
        foreach (var three in Threes(seats, isNew))
        {
            var rest = seats.FindAll(one => !three.Contains(one));
            var mates = GeneralMatching.Of(rest.Count, (one, other) => isNew(rest[one], rest[other]));
            if (mates.Contains(-1))
                continue;
            List<List<int>> found = [three];
            found.AddRange(mates.Index().Where(one => one.Item > one.Index).Select(one => new List<int> { rest[one.Index], rest[one.Item] }));
            return found;
        }

        return null;
    }

    private static IEnumerable<List<int>> Threes(List<int> seats, Func<int, int, bool> isNew)
        => from i in Enumerable.Range(0, seats.Count)
           from j in Enumerable.Range(i + 1, seats.Count - i - 1)
           where isNew(seats[i], seats[j])
           from k in Enumerable.Range(j + 1, seats.Count - j - 1)
           where isNew(seats[i], seats[k]) && isNew(seats[j], seats[k])
           select new List<int> { seats[i], seats[j], seats[k] };
}
