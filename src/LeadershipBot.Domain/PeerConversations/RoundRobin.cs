namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// Rounds by the circle method of round-robin tournaments: all sit in a circle that keeps its order, one of an even number in its middle,
/// and each round pairs those who face each other across another axis. So an even number who stay the same meet all others before anybody
/// meets again. The one of an odd number who faces nobody joins two whom they haven't met, where that spoils the fewest rounds to come.
/// Where some are away, those who face them are matched with each other.
/// Source: E. Lucas, "Récréations mathématiques", volume 2 (1883), on the walks of schoolgirls.
/// </summary>
internal sealed class RoundRobin
{
    private const int Nobody = -1;

    private readonly IReadOnlyList<int> _seats;
    private readonly int[] _sitting; // by seat: who, or nobody
    private readonly int _rounds;
    private readonly Func<int, int, bool> _isNew;

    private RoundRobin(IReadOnlyList<int> seats, int count, Func<int, int, bool> isNew)
    {
        (_seats, _isNew, _rounds, _sitting) = (seats, isNew, count - 1 + (count % 2), new int[count]);
        Array.Fill(_sitting, Nobody);
        foreach (var (one, seat) in seats.Index())
            _sitting[seat] = one;
    }

    /// <summary>The first round in which all can be matched with somebody new; where there is none, the one in which most can, and who is left.</summary>
    /// <param name="seats">Who is there: the seat of each.</param>
    /// <param name="count">How many seats there are, also of those who are away.</param>
    /// <param name="isNew">Whether two who are there count as new to each other; the same either way.</param>
    public static Round Of(IReadOnlyList<int> seats, int count, Func<int, int, bool> isNew) => new RoundRobin(seats, count, isNew).Best();

    private Round Best()
    {
        var left = Enumerable.Range(0, _rounds).Select(LeftIn).ToList();
        if (left.FindIndex(IsWhole) is >= 0 and var whole)
            return new Round([.. PairsIn(whole), .. left[whole] is { Count: 2 } pair ? [pair] : Array.Empty<List<int>>()], []);
        var joins = Enumerable.Range(0, _rounds).Where(round => left[round].Count == 1)
            .SelectMany(round => PairsIn(round).Where(pair => pair.TrueForAll(one => _isNew(one, left[round][0]))).Select(pair => new Join(round, pair, left[round][0])));
        if (joins.MinBy(join => join.Pair.Count(one => left[RoundOf(_seats[one], _seats[join.Last])].Count == 1)) is { } best)
            return new Round([.. PairsIn(best.Round).Where(pair => pair[0] != best.Pair[0]), [.. best.Pair, best.Last]], []);
        var most = Enumerable.Range(0, _rounds).MinBy(round => left[round].Count);
        return new Round([.. PairsIn(most)], left[most]);
    }

    /// <summary>Whether all are matched, the two who may be left with each other.</summary>
    private bool IsWhole(List<int> left) => left.Count == 0 || (left is [var one, var other] && _isNew(one, other));

    private List<int> LeftIn(int round) => [.. Enumerable.Range(0, _seats.Count).Where(one => FacingIn(round, one) == Nobody)];

    private IEnumerable<List<int>> PairsIn(int round)
        => Enumerable.Range(0, _seats.Count).Where(one => FacingIn(round, one) > one).Select(one => new List<int> { one, FacingIn(round, one) });

    /// <summary>Whom one faces who is there and new to them; nobody where there is no such one.</summary>
    private int FacingIn(int round, int one)
    {
        var facing = FacedBy(round, _seats[one]);
        return facing != Nobody && _sitting[facing] is var other && other != Nobody && _isNew(one, other) ? other : Nobody;
    }

    /// <summary>The seat that one faces in a round; nobody's where it faces none.</summary>
    private int FacedBy(int round, int seat)
    {
        if (_sitting.Length % 2 == 1)
            return Turned(round - seat) is var other && other == seat ? Nobody : other;
        if (seat == 0)
            return (round * (_rounds + 1) / 2 % _rounds) + 1; // the middle faces the seat that would face itself
        return Turned(round - (seat - 1)) is var across && across == seat - 1 ? 0 : across + 1;
    }

    /// <summary>The round in which two seats face each other.</summary>
    private int RoundOf(int one, int other)
    {
        if (_sitting.Length % 2 == 1)
            return Turned(one + other);
        return one == 0 ? Turned(2 * (other - 1)) : other == 0 ? Turned(2 * (one - 1)) : Turned(one + other - 2);
    }

    private int Turned(int by) => ((by % _rounds) + _rounds) % _rounds;

    /// <summary>A round.</summary>
    /// <param name="Groups">Who talk; all new to each other.</param>
    /// <param name="Left">Who is in none of them.</param>
    public sealed record Round(List<List<int>> Groups, List<int> Left);

    private sealed record Join(int Round, List<int> Pair, int Last);
}
