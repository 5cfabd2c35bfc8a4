namespace LeadershipBot.Domain.PeerReview;

/// <summary>The table in which <see cref="RaterMatching"/> enters who of one group is asked about whom. People are numbers in it.</summary>
internal sealed class RatingTable
{
    private const int Nobody = -1;

    /// <summary>Among so many people the exchange with the fewest repeats is looked for; among more, the shortest.</summary>
    public const int CheapestMax = 400;

    /// <summary>Each is looked at so often at the most; then the shortest exchange is taken.</summary>
    private const int LooksMax = 30;

    private readonly IReadOnlyList<Peer> _people;
    private readonly Func<int, int> _below;
    private readonly MetBefore _before;
    private readonly int[] _order;
    private readonly List<int>[] _raters; // of each subject
    private readonly List<int>[] _subjects; // of each rater
    private readonly List<int> _withRoom = []; // the raters who may be asked about more
    private readonly int[] _place; // of each rater among those
    private int _loadMax;

    public RatingTable(IReadOnlyList<Peer> people, IReadOnlyList<PeerPair> conflicts, IReadOnlyList<KeyValuePair<Rating, int>> history, Func<int, int> below)
    {
        (_people, _below, _before) = (people, below, new MetBefore(people, conflicts, history));
        _order = [.. Enumerable.Range(0, people.Count)];
        Shuffle(_order, below);
        var allowed = _order.Select(_before.Allowed).ToArray();
        _order = [.. _order.Zip(allowed).Where(one => one.Second >= RaterMatching.CandidatesMin).OrderBy(one => one.Second).Select(one => one.First)]; // whom few may be asked about come first
        _place = new int[people.Count];
        _raters = [.. people.Select(_ => new List<int>(RaterMatching.RatersEach))];
        _subjects = [.. people.Select(_ => new List<int>(RaterMatching.LoadMax))];
    }

    /// <summary>How often somebody was asked about somebody before at the most.</summary>
    public int TimesMax => _before.TimesMax;

    /// <summary>Adds as many ratings as there can be, of those who met at most so often before and are asked about at most so many.</summary>
    public void Fill(int times, int loadMax)
    {
        HaveRoom(loadMax);
        var passes = MaySpare(times) ? 0 : RaterMatching.RatersEach;
        for (var pass = 1; pass <= passes; pass++)
        {
            foreach (var subject in _order)
            {
                if (_raters[subject].Count < pass && LeastAsked(subject, times, pass) is var rater && rater != Nobody)
                    Add(rater, subject);
            }
        }

        var isInVain = new bool[_people.Count];
        foreach (var subject in _order)
        {
            while (_raters[subject].Count < RaterMatching.RatersEach && TryExchange(subject, times, isInVain))
            {
                // one more found
            }
        }
    }

    public IReadOnlyList<Rating> All()
        => [.. Enumerable.Range(0, _people.Count).SelectMany(subject => _raters[subject].Select(rater => new Rating(_people[rater].Id, _people[subject].Id)))];

    private bool May(int rater, int subject, int times) => _before.May(rater, subject, times) && !_raters[subject].Contains(rater);

    /// <summary>Whoever is asked about fewest; the first from a random place on who is asked about fewer than this pass gives to each.</summary>
    private int LeastAsked(int subject, int times, int pass)
    {
        var (best, count) = (Nobody, _withRoom.Count);
        var from = count == 0 ? 0 : _below(count);
        for (var step = 0; step < count; step++)
        {
            var rater = _withRoom[from + step < count ? from + step : from + step - count];
            var load = _subjects[rater].Count;
            if ((best != Nobody && load >= _subjects[best].Count) || !May(rater, subject, times))
                continue;
            best = rater;
            if (load < pass)
                break;
        }

        return best;
    }

    /// <summary>Finds a rater who has room, by way of others who hand over one of theirs.</summary>
    private bool TryExchange(int start, int times, bool[] isInVain)
    {
        var count = _people.Count;
        var takesFor = new int[count]; // of a rater who was reached: for which subject they would be added
        var handedBy = new int[count]; // of a subject who was reached: which rater would let go of them
        Array.Fill(takesFor, Nobody);
        Array.Fill(handedBy, Nobody);
        var reached = new List<int>();
        var waiting = new Queue<int>();
        waiting.Enqueue(start);
        while (waiting.TryDequeue(out var subject))
        {
            for (var rater = 0; rater < count; rater++)
            {
                if (takesFor[rater] != Nobody || isInVain[rater] || !May(rater, subject, times))
                    continue;
                takesFor[rater] = subject;
                reached.Add(rater);
                if (_subjects[rater].Count < _loadMax)
                {
                    if (times == 0 || count > CheapestMax || !TryCheapest(start, times))
                        Exchange(start, rater, takesFor, handedBy);
                    return true;
                }

                foreach (var other in _subjects[rater])
                {
                    if (other == start || handedBy[other] != Nobody)
                        continue;
                    handedBy[other] = rater;
                    waiting.Enqueue(other);
                }
            }
        }

        reached.ForEach(rater => isInVain[rater] = true);
        return false;
    }

    /// <summary>
    /// The same by the way on which the fewest come again so often, less those who then needn't any more; of these by the one on which the
    /// fewest come again once less often, and so on. Source: a flow of least cost stays one where it is added to along a cheapest path
    /// (R. Bellman 1958 for that path; W. Jewell 1958, M. Iri 1960).
    /// </summary>
    private bool TryCheapest(int start, int times)
    {
        var count = _people.Count;
        var (takesFor, handedBy) = (new int[count], new int[count]);
        var (raterCost, subjectCost, looks) = (new long[count], new long[count], 0);
        Array.Fill(raterCost, long.MaxValue);
        Array.Fill(subjectCost, long.MaxValue);
        subjectCost[start] = 0;
        var waiting = new Queue<int>();
        waiting.Enqueue(start);
        while (waiting.TryDequeue(out var subject))
        {
            if (looks++ > count * LooksMax)
                return false;
            for (var rater = 0; rater < count; rater++)
            {
                var cost = subjectCost[subject] + _before.Cost(rater, subject);
                if (cost >= raterCost[rater] || !May(rater, subject, times))
                    continue;
                (raterCost[rater], takesFor[rater]) = (cost, subject);
                foreach (var other in _subjects[rater])
                {
                    var left = cost - _before.Cost(rater, other);
                    if (other == start || left >= subjectCost[other])
                        continue;
                    (subjectCost[other], handedBy[other]) = (left, rater);
                    waiting.Enqueue(other);
                }
            }
        }

        var free = Enumerable.Range(0, count).Where(rater => _subjects[rater].Count < _loadMax && raterCost[rater] < long.MaxValue).MinBy(rater => raterCost[rater]);
        Exchange(start, free, takesFor, handedBy);
        return true;
    }

    /// <summary>Whether another exchange could spare somebody a repeat of fewer times: then nobody is added without looking for it.</summary>
    private bool MaySpare(int times) => times > 1 && _people.Count <= CheapestMax;

    private void Exchange(int start, int free, int[] takesFor, int[] handedBy)
    {
        for (var rater = free; ;)
        {
            var subject = takesFor[rater];
            Add(rater, subject);
            if (subject == start)
                return;
            rater = handedBy[subject];
            _raters[subject].Remove(rater);
            _subjects[rater].Remove(subject); // the next round of this loop gives them another
        }
    }

    private void HaveRoom(int loadMax)
    {
        _loadMax = loadMax;
        _withRoom.Clear();
        for (var rater = 0; rater < _people.Count; rater++)
        {
            _place[rater] = _withRoom.Count;
            if (_subjects[rater].Count < loadMax)
                _withRoom.Add(rater);
        }
    }

    private void Add(int rater, int subject)
    {
        _raters[subject].Add(rater);
        _subjects[rater].Add(subject);
        if (_subjects[rater].Count != _loadMax || _withRoom.Count <= _place[rater] || _withRoom[_place[rater]] != rater)
            return;
        var last = _withRoom[^1];
        (_withRoom[_place[rater]], _place[last]) = (last, _place[rater]);
        _withRoom.RemoveAt(_withRoom.Count - 1);
    }

    /// <summary>Fisher–Yates, as in <see cref="Anonymous.BoxContents"/>.</summary>
    public static void Shuffle<TItem>(TItem[] items, Func<int, int> below)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
