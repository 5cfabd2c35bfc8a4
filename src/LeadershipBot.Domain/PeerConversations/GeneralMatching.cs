namespace LeadershipBot.Domain.PeerConversations;

/// <summary>
/// As many pairs as there can be among people of whom not every two may be paired. Source: J. Edmonds, "Paths, trees, and flowers",
/// Canadian Journal of Mathematics 17 (1965), with odd circles shrunk to their bases; begun with a greedy matching, or a given one, which
/// leaves few to be searched for.
/// </summary>
internal sealed class GeneralMatching
{
    private const int Nobody = -1;

    private readonly Func<int, int, bool> _may;
    private readonly int[]?[] _near; // worked out for those alone among whom is searched
    private readonly int[] _mate;
    private readonly int[] _parent;
    private readonly int[] _base;
    private readonly bool[] _isInTree;
    private readonly bool[] _isInCircle;
    private readonly bool[] _isAway;
    private readonly long[] _steps; // of all that were made of one another

    private GeneralMatching(Func<int, int, bool> may, int[]?[] near, int[] mate, bool[] isAway, long[] steps)
    {
        (_may, _near, _mate, _isAway, _steps) = (may, near, mate, isAway, steps);
        (_parent, _base) = (new int[mate.Length], new int[mate.Length]);
        (_isInTree, _isInCircle) = (new bool[mate.Length], new bool[mate.Length]);
    }

    /// <summary>Those without a partner.</summary>
    public List<int> Alone => [.. Enumerable.Range(0, _mate.Length).Where(one => _mate[one] == Nobody && !_isAway[one])];

    /// <summary>How often two were looked at, by this and by all that were made of it.</summary>
    public long Steps => _steps[0];

    /// <summary>With whom each is paired; -1 for nobody.</summary>
    /// <param name="count">How many people there are.</param>
    /// <param name="may">Whether two of them may be paired; the same either way.</param>
    /// <param name="begun">Pairs to begin with, who may be paired; each in one at the most.</param>
    public static int[] Of(int count, Func<int, int, bool> may, IEnumerable<IReadOnlyList<int>>? begun = null) => Begin(count, may, begun)._mate;

    /// <summary>The same, to go on with.</summary>
    /// <param name="count">How many people there are.</param>
    /// <param name="may">Whether two of them may be paired; the same either way.</param>
    /// <param name="begun">Pairs to begin with, who may be paired; each in one at the most.</param>
    public static GeneralMatching Begin(int count, Func<int, int, bool> may, IEnumerable<IReadOnlyList<int>>? begun = null)
    {
        var mate = new int[count];
        Array.Fill(mate, Nobody);
        foreach (var pair in begun ?? [])
            (mate[pair[0]], mate[pair[1]]) = (pair[1], pair[0]);
        var matching = new GeneralMatching(may, new int[count][], mate, new bool[count], [0]);
        matching.PairGreedily();
        for (var root = 0; root < count; root++)
        {
            if (mate[root] == Nobody)
                matching.Augment(matching.FindFree(root));
        }

        return matching;
    }

    /// <summary>For each who could be the one without a partner as well, the flower in which they are; -1 for the others.</summary>
    /// <param name="alone">The only one without a partner.</param>
    public int[] FlowersFrom(int alone)
    {
        FindFree(alone);
        return [.. _base.Select((flower, one) => _isInTree[one] ? flower : Nobody)];
    }

    /// <summary>Of the same people without one of them, who could be the one without a partner: then all others are paired.</summary>
    /// <param name="one">Who goes.</param>
    /// <param name="alone">The only one without a partner.</param>
    public GeneralMatching Without(int one, int alone)
    {
        var others = Copy(one);
        if (one == alone)
            return others;
        others._mate[others._mate[one]] = Nobody;
        others._mate[one] = Nobody;
        others.Augment(others.FindFree(alone));
        return others;
    }

    /// <summary>Where all are paired and one more goes: who may go with them, so that the rest are still paired.</summary>
    /// <param name="one">Who goes.</param>
    public bool[] ReachedWithout(int one)
    {
        var (others, left) = (Copy(one), _mate[one]);
        (others._mate[one], others._mate[left]) = (Nobody, Nobody);
        others.FindFree(left);
        return others._isInTree;
    }

    /// <summary>With whom somebody may be paired.</summary>
    public int[] NearTo(int one) => _near[one] ??= [.. Enumerable.Range(0, _near.Length).Where(other => other != one && _may(one, other))];

    private GeneralMatching Copy(int away)
    {
        var isAway = (bool[])_isAway.Clone();
        isAway[away] = true;
        return new GeneralMatching(_may, _near, (int[])_mate.Clone(), isAway, _steps);
    }

    private void PairGreedily()
    {
        for (var one = 0; one < _mate.Length; one++)
        {
            for (var other = one + 1; _mate[one] == Nobody && other < _mate.Length; other++)
            {
                if (_mate[other] == Nobody && _may(one, other))
                    (_mate[one], _mate[other]) = (other, one);
            }
        }
    }

    /// <summary>Somebody without a partner to whom an alternating path leads from the root; -1 where there is none.</summary>
    private int FindFree(int root)
    {
        Array.Clear(_isInTree);
        Array.Fill(_parent, Nobody);
        for (var i = 0; i < _base.Length; i++)
            _base[i] = i;
        _isInTree[root] = true;
        var waiting = new Queue<int>();
        waiting.Enqueue(root);
        while (waiting.TryDequeue(out var one))
        {
            _steps[0] += NearTo(one).Length;
            foreach (var other in NearTo(one))
            {
                if (_isAway[other] || _base[one] == _base[other] || _mate[one] == other)
                    continue;
                if (other == root || (_mate[other] != Nobody && _parent[_mate[other]] != Nobody))
                {
                    Shrink(one, other, waiting);
                }
                else if (_parent[other] == Nobody)
                {
                    _parent[other] = one;
                    if (_mate[other] == Nobody)
                        return other;
                    _isInTree[_mate[other]] = true;
                    waiting.Enqueue(_mate[other]);
                }
            }
        }

        return Nobody;
    }

    private void Shrink(int one, int other, Queue<int> waiting)
    {
        var common = CommonBase(one, other);
        Array.Clear(_isInCircle);
        Mark(one, common, other);
        Mark(other, common, one);
        for (var i = 0; i < _base.Length; i++)
        {
            if (!_isInCircle[_base[i]])
                continue;
            _base[i] = common;
            if (_isInTree[i])
                continue;
            _isInTree[i] = true;
            waiting.Enqueue(i);
        }
    }

    private int CommonBase(int one, int other)
    {
        var onWay = new HashSet<int>();
        for (var at = _base[one]; ; at = _base[_parent[_mate[at]]])
        {
            onWay.Add(at);
            if (_mate[at] == Nobody)
                break;
        }

        var found = _base[other];
        while (!onWay.Contains(found))
            found = _base[_parent[_mate[found]]];
        return found;
    }

    private void Mark(int from, int common, int child)
    {
        for (var at = from; _base[at] != common; at = _parent[_mate[at]])
        {
            _isInCircle[_base[at]] = _isInCircle[_base[_mate[at]]] = true;
            _parent[at] = child;
            child = _mate[at];
        }
    }

    private void Augment(int free)
    {
        while (free != Nobody)
        {
            var before = _parent[free];
            var next = _mate[before];
            (_mate[free], _mate[before]) = (before, free);
            free = next;
        }
    }
}
