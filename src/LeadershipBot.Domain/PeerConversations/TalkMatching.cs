using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Who talks with whom: pairs, and where the number is odd one of three. Nobody meets again whom they have met while all could meet
/// somebody new; where that can't be, as few as possible do, and those who met least. Rounds are also so chosen that all of the others come
/// first later: among up to eight people by looking at all ways; among more by the rounds of a circle as far as those who take part and
/// whom they have met allow it, and by others after which the next round can do without meeting again, where a few tries find that.
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
    /// <param name="seating">All who take part, also who is away, in an order that stays from round to round: who is new comes last. Null for those who are matched, as they stand.</param>
    /// <returns>The groups; none where fewer than two take part.</returns>
    /// <exception cref="ArgumentException">Somebody is there twice, or has no seat.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Match(IReadOnlyList<string> people, IReadOnlyDictionary<PeerPair, int> met, Func<int, int> below, IReadOnlyList<string>? seating = null)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(met);
        ArgumentNullException.ThrowIfNull(below);
        if (people.Distinct(StringComparer.Ordinal).Count() != people.Count || (seating is not null && people.Except(seating, StringComparer.Ordinal).Any()))
            throw new ArgumentException("Somebody takes part twice, or has no seat.", nameof(people));
        if (people.Count < 2)
            return [];
        var number = people.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        var (count, times) = (people.Count, new int[people.Count * people.Count]);
        foreach (var (pair, before) in met)
        {
            if (number.TryGetValue(pair.One, out var one) && number.TryGetValue(pair.Other, out var other))
                times[(one * count) + other] = times[(other * count) + one] = before;
        }

        var seats = Shuffled(count, below);
        if (count <= SmallCircle.PeopleMax)
            return Named(SmallCircle.Match(count, (one, other) => times[(seats[one] * count) + seats[other]]), one => people[seats[one]]);
        var lowest = Least([.. Enumerable.Range(0, count)], times, count);
        var circle = RoundRobin.Of(SeatsIn(seating ?? people, people), (seating ?? people).Count, (one, other) => times[(one * count) + other] <= lowest);
        if (circle.Left.Count == 0)
            return Named(circle.Groups, one => people[one]);
        var groups = Groups([.. Enumerable.Range(0, count)], times, circle.Groups);
        for (var tried = 1; tried < TriesMax && count <= LookedAheadMax && IsNew(groups, times, count) && !MayFollow(groups, times, count); tried++)
            groups = Groups(Shuffled(count, below), times, begun: null);
        return Named(groups, one => people[one]);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Named(IEnumerable<IReadOnlyList<int>> groups, Func<int, string> name) => [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Select(name)])];

    private static List<int> Shuffled(int count, Func<int, int> below) => [.. Enumerable.Range(0, count).OrderBy(_ => below(int.MaxValue))];

    /// <summary>The seat of each who is there.</summary>
    private static List<int> SeatsIn(IReadOnlyList<string> seating, IReadOnlyList<string> people)
    {
        var seats = seating.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal);
        return [.. people.Select(one => seats[one])];
    }

    /// <summary>Of those who can't meet somebody new, the least met are matched among themselves: so no more repeat than must.</summary>
    /// <param name="begun">Pairs that are new to begin with, where the seats are in order; null for none.</param>
    private static List<List<int>> Groups(List<int> seats, int[] times, List<List<int>>? begun)
    {
        var (count, groups, left) = (seats.Count, new List<List<int>>(), seats);
        while (left.Count > 1)
        {
            var (here, least) = (left, Least(left, times, count));
            var matched = GeneralMatching.Of(here.Count, (one, other) => times[(here[one] * count) + here[other]] <= least, groups.Count == 0 ? begun : null);
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
