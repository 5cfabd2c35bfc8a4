namespace LeadershipBot.Domain.PeerReview;

/// <summary>How often each was asked about each before, for <see cref="RatingTable"/>: who may be asked about whom, and what a repeat costs. People are numbers in it.</summary>
internal sealed class MetBefore
{
    /// <summary>From so many times on, one meeting costs as much as another.</summary>
    private const int DearestTimes = 6;

    private const byte Never = byte.MaxValue;

    private readonly int _count;
    private readonly byte[] _times; // by rater and subject: how often before, or Never
    private readonly long[] _cost; // by how often before: each time dearer than all exchanges of a step at the time below

    /// <param name="people">Those of one group, each once.</param>
    /// <param name="conflicts">Those among them who declared one.</param>
    /// <param name="history">How often who of them was asked about whom of them before.</param>
    public MetBefore(IReadOnlyList<Peer> people, IReadOnlyList<PeerPair> conflicts, IReadOnlyList<KeyValuePair<Rating, int>> history)
    {
        _count = people.Count;
        _times = Times(people, conflicts, history);
        _cost = CostsAmong(people.Count);
        TimesMax = history.Select(one => Math.Clamp(one.Value, 0, Never - 1)).DefaultIfEmpty().Max();
    }

    /// <summary>How often somebody was asked about somebody before at the most.</summary>
    public int TimesMax { get; }

    /// <summary>Whether somebody may be asked about somebody whom they were asked about so often before at the most.</summary>
    public bool May(int rater, int subject, int times)
    {
        var before = _times[(rater * _count) + subject];
        return before <= times && before != Never;
    }

    /// <summary>How many may be asked about somebody.</summary>
    public int Allowed(int subject)
    {
        var allowed = 0;
        for (var at = subject * _count; at < (subject + 1) * _count; at++) // who may not be asked about whom is the same either way
            allowed += _times[at] == Never ? 0 : 1;
        return allowed;
    }

    /// <summary>What it costs that somebody is asked about somebody again.</summary>
    public long Cost(int rater, int subject) => _cost[Math.Min((int)_times[(rater * _count) + subject], DearestTimes)];

    private static long[] CostsAmong(int count)
    {
        var (costs, dearer) = (new long[DearestTimes + 1], (2L * Math.Min(count, RatingTable.CheapestMax)) + 1); // a way passes by each at most twice
        for (var times = 1; times <= DearestTimes; times++)
            costs[times] = times == 1 ? 1 : costs[times - 1] * dearer;
        return costs;
    }

    private static byte[] Times(IReadOnlyList<Peer> people, IReadOnlyList<PeerPair> conflicts, IReadOnlyList<KeyValuePair<Rating, int>> history)
    {
        var count = people.Count;
        var times = new byte[count * count];
        var number = people.Index().ToDictionary(one => one.Item.Id, one => one.Index, StringComparer.Ordinal);
        for (var one = 0; one < count; one++)
            times[(one * count) + one] = Never;

        var byPractice = people.SelectMany((peer, index) => peer.Practices.Select(code => (Code: code.ToUpperInvariant(), index))).ToLookup(one => one.Code, one => one.index);
        foreach (var together in byPractice)
        {
            foreach (var one in together)
            {
                foreach (var other in together)
                    times[(one * count) + other] = Never;
            }
        }

        foreach (var pair in conflicts)
        {
            var (one, other) = (number[pair.One], number[pair.Other]);
            times[(one * count) + other] = times[(other * count) + one] = Never;
        }

        foreach (var (rating, before) in history)
        {
            var at = (number[rating.Rater] * count) + number[rating.Subject];
            if (times[at] != Never)
                times[at] = (byte)Math.Clamp(before, 0, Never - 1);
        }

        return times;
    }
}
