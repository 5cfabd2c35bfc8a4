using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Who talks with whom: pairs, and where the number is odd one of three. Nobody meets again whom they have met while all could meet
/// somebody new; where that can't be, as few as possible do, and those who met least. Among up to eight people rounds are so chosen that
/// all of the others come first also later. An even number sits round a table as long as nobody met who is to, so that each meets all
/// others before anybody again; where people come and go, and among an odd number, rounds are so chosen that the next can do without
/// meeting again, where a few tries find that.
/// </summary>
/// <remarks>The table: E. Lucas, "Récréations mathématiques" 2 (1883), "les promenades du pensionnat": one seat stands, the others move on by one.</remarks>
public static class TalkMatching
{
    private const int TriesMax = 12;
    private const int LookedAheadMax = 100;

    /// <summary>Matches everybody. The same people, history and chance give the same.</summary>
    /// <param name="people">Who takes part, each once.</param>
    /// <param name="met">How often two have talked before; who isn't in it never did.</param>
    /// <param name="below">A random whole number from 0 up to, not including, the given one.</param>
    /// <returns>The groups; none where fewer than two take part.</returns>
    /// <exception cref="ArgumentException">Somebody is there twice.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Match(IReadOnlyList<string> people, IReadOnlyDictionary<PeerPair, int> met, Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(met);
        ArgumentNullException.ThrowIfNull(below);
        if (people.Distinct(StringComparer.Ordinal).Count() != people.Count)
            throw new ArgumentException("Somebody takes part twice.", nameof(people));
        if (people.Count < 2)
            return [];
        var order = people.OrderBy(_ => below(int.MaxValue)).ToList();
        var number = order.Select((id, index) => (id, index)).ToDictionary(one => one.id, one => one.index, StringComparer.Ordinal);
        var (count, times) = (order.Count, new int[order.Count * order.Count]);
        foreach (var (pair, before) in met)
        {
            if (number.TryGetValue(pair.One, out var one) && number.TryGetValue(pair.Other, out var other))
                times[(one * count) + other] = times[(other * count) + one] = before;
        }

        if (count <= SmallCircle.PeopleMax)
            return [.. SmallCircle.Match(count, (one, other) => times[(one * count) + other]).Select(group => (IReadOnlyList<string>)[.. group.Select(one => order[one])])];
        var seats = Enumerable.Range(0, count).ToList();
        if (count % 2 == 0 && AtTable([.. seats.OrderBy(one => order[one], StringComparer.Ordinal)], times, below) is { } seated)
            return [.. seated.Select(group => (IReadOnlyList<string>)[.. group.Select(one => order[one])])];
        var groups = Groups(seats, times);
        for (var tried = 1; tried < TriesMax && count <= LookedAheadMax && IsNew(groups, times, count) && !MayFollow(groups, times, count); tried++)
            groups = Groups([.. seats.OrderBy(_ => below(int.MaxValue))], times);
        return [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Select(one => order[one])])];
    }

    /// <summary>Of those who can't meet somebody new, the least met are matched among themselves: so no more repeat than must.</summary>
    private static List<List<int>> Groups(List<int> seats, int[] times)
    {
        var (count, groups, left) = (seats.Count, new List<List<int>>(), seats);
        while (left.Count > 1)
        {
            var (here, least) = (left, Least(left, times, count));
            var matched = GeneralMatching.Of(here.Count, (one, other) => times[(here[one] * count) + here[other]] <= least);
            for (var i = 0; i < here.Count; i++)
            {
                if (matched[i] > i)
                    groups.Add([here[i], here[matched[i]]]);
            }

            left = [.. here.Where((_, index) => matched[index] < 0)];
        }

        if (left is not [var last])
            return groups;
        var joined = groups.MinBy(group => (group.Max(one => times[(one * count) + last]), group.Sum(one => times[(one * count) + last])))!;
        joined.Add(last);
        var lowest = Least(seats, times, count);
        bool AreNew(int one, int other) => times[(one * count) + other] <= lowest;
        return groups.TrueForAll(group => group == joined || AreNew(group[0], group[1])) && !(AreNew(joined[0], last) && AreNew(joined[1], last)) && AreNew(joined[0], joined[1])
            ? OddOne.Find(seats, AreNew) ?? groups
            : groups;
    }

    /// <summary>One of the rounds at the table in which all pairs are among those who met least; null where there is none.</summary>
    private static List<List<int>>? AtTable(List<int> seats, int[] times, Func<int, int> below)
    {
        var (moving, least, first) = (seats.Count - 1, Least(seats, times, seats.Count), below(seats.Count - 1));
        for (var turn = 0; turn < moving; turn++)
        {
            var round = (first + turn) % moving;
            List<List<int>> pairs = [[seats[moving], seats[round]], .. Enumerable.Range(1, (seats.Count / 2) - 1).Select(step => new List<int> { seats[(round + step) % moving], seats[(round - step + moving) % moving] })];
            if (pairs.TrueForAll(pair => times[(pair[0] * seats.Count) + pair[1]] <= least))
                return pairs;
        }

        return null;
    }

    private static int Least(List<int> among, int[] times, int count)
    {
        var lowest = int.MaxValue;
        for (var i = 0; i < among.Count && lowest > 0; i++)
        {
            for (var j = i + 1; j < among.Count && lowest > 0; j++)
                lowest = Math.Min(lowest, times[(among[i] * count) + among[j]]);
        }

        return lowest;
    }

    /// <summary>Whether these are pairs of whom none have met.</summary>
    private static bool IsNew(List<List<int>> groups, int[] times, int count) => groups.TrueForAll(group => group.Count == 2 && times[(group[0] * count) + group[1]] == 0);

    /// <summary>Whether after these pairs all can meet somebody new once more.</summary>
    private static bool MayFollow(List<List<int>> groups, int[] times, int count)
    {
        var mate = new int[count];
        foreach (var pair in groups)
            (mate[pair[0]], mate[pair[1]]) = (pair[1], pair[0]);
        return !GeneralMatching.Of(count, (one, other) => times[(one * count) + other] == 0 && mate[one] != other).Contains(-1);
    }
}
