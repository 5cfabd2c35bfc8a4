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

    private GeneralMatching(int count, Func<int, int, bool> may)
    {
        (_may, _near) = (may, new int[count][]);
        (_mate, _parent, _base) = (new int[count], new int[count], new int[count]);
        (_isInTree, _isInCircle) = (new bool[count], new bool[count]);
        Array.Fill(_mate, Nobody);
    }

    /// <summary>With whom each is paired; -1 for nobody.</summary>
    /// <param name="count">How many people there are.</param>
    /// <param name="may">Whether two of them may be paired; the same either way.</param>
    /// <param name="begun">Pairs to begin with, who may be paired; each in one at the most.</param>
    public static int[] Of(int count, Func<int, int, bool> may, IEnumerable<IReadOnlyList<int>>? begun = null)
    {
        var matching = new GeneralMatching(count, may);
        foreach (var pair in begun ?? [])
            (matching._mate[pair[0]], matching._mate[pair[1]]) = (pair[1], pair[0]);
        matching.PairGreedily();
        for (var root = 0; root < count; root++)
        {
            if (matching._mate[root] == Nobody)
                matching.Augment(matching.FindFree(root));
        }

        return matching._mate;
    }

    private int[] NearTo(int one) => _near[one] ??= [.. Enumerable.Range(0, _near.Length).Where(other => other != one && _may(one, other))];

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
            foreach (var other in NearTo(one))
            {
                if (_base[one] == _base[other] || _mate[one] == other)
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
