using System.Numerics;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Matches so few people that all ways to do it can be looked at: one in which as few as possible meet again, of these one of those who
/// met least, and of these one after which as many rounds as possible can follow in which nobody meets again. So nobody repeats a
/// conversation while there is another way, also not because an earlier round was matched badly.
/// </summary>
internal sealed class SmallCircle
{
    /// <summary>So many people at the most: seven or eight can be parted in 105 ways.</summary>
    public const int PeopleMax = 8;

    /// <summary>So many steps are looked ahead at the most; then the best that was found is taken.</summary>
    private const int StepsMax = 40_000;

    private readonly int _count;
    private readonly List<Way> _ways = [];
    private readonly Dictionary<uint, int> _known = [];
    private int _steps;

    private SmallCircle(int count)
    {
        _count = count;
        Part([.. Enumerable.Range(0, count)], []);
    }

    /// <summary>Who talks with whom, as numbers.</summary>
    /// <param name="count">How many people; from 2 to <see cref="PeopleMax"/>.</param>
    /// <param name="times">How often two have met; the same either way.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Match(int count, Func<int, int, int> times)
    {
        var circle = new SmallCircle(count);
        var (met, best) = (0u, new List<Way>());
        (int Again, int Sum) least = (int.MaxValue, int.MaxValue);
        for (var one = 0; one < count; one++)
        {
            for (var other = one + 1; other < count; other++)
                met |= times(one, other) > 0 ? Bit(one, other) : 0;
        }

        foreach (var way in circle._ways)
        {
            var cost = (BitOperations.PopCount(way.Pairs & met), way.Groups.Sum(group => Pairs(group).Sum(pair => times(pair.One, pair.Other))));
            if (cost.CompareTo(least) < 0)
            {
                least = cost;
                best.Clear();
            }

            if (cost == least)
                best.Add(way);
        }

        var open = ~met & circle.All;
        return best.Count == 1 ? best[0].Groups : best.MaxBy(way => circle.RoundsAfter(open & ~way.Pairs))!.Groups;
    }

    /// <summary>A bit for every two people.</summary>
    private uint All => (uint)((1UL << (_count * (_count - 1) / 2)) - 1);

    /// <summary>How many rounds can follow without anybody meeting again, as far as that was looked at.</summary>
    private int RoundsAfter(uint open)
    {
        if (_known.TryGetValue(open, out var known))
            return known;
        var (most, bound) = (0, Bound(open));
        foreach (var way in _ways)
        {
            if (most >= bound || _steps++ > StepsMax)
                break;
            if ((way.Pairs & ~open) == 0)
                most = Math.Max(most, 1 + RoundsAfter(open & ~way.Pairs));
        }

        return _known[open] = most;
    }

    /// <summary>No more rounds than this can follow: each takes one at least of everybody's.</summary>
    private int Bound(uint open)
        => Math.Min(
            Enumerable.Range(0, _count).Min(one => Enumerable.Range(0, _count).Count(other => other != one && (open & Bit(one, other)) != 0)),
            BitOperations.PopCount(open) / BitOperations.PopCount(_ways[0].Pairs));

    private static uint Bit(int one, int other)
    {
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return 1u << ((high * (high - 1) / 2) + low);
    }

    private void Part(List<int> left, List<List<int>> groups)
    {
        if (left.Count == 0)
        {
            var done = groups.ConvertAll(group => (IReadOnlyList<int>)[.. group]);
            _ways.Add(new Way(done, done.SelectMany(Pairs).Aggregate(0u, (bits, pair) => bits | Bit(pair.One, pair.Other))));
            return;
        }

        for (var i = 1; i < left.Count; i++)
        {
            Part([.. left.Where((_, at) => at != 0 && at != i)], [.. groups, [left[0], left[i]]]);
            for (var j = i + 1; left.Count % 2 == 1 && j < left.Count; j++)
                Part([.. left.Where((_, at) => at != 0 && at != i && at != j)], [.. groups, [left[0], left[i], left[j]]]);
        }
    }

    private static IEnumerable<(int One, int Other)> Pairs(IReadOnlyList<int> group) => group.SelectMany((one, place) => group.Skip(place + 1).Select(other => (one, other)));

    /// <summary>One way to part everybody: pairs, and where the number is odd one of three.</summary>
    private sealed record Way(IReadOnlyList<IReadOnlyList<int>> Groups, uint Pairs);
}
