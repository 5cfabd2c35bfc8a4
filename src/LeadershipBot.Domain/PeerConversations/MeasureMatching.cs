using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>A practice with its value on a measure that somebody entered by hand.</summary>
/// <param name="Practice">Its code.</param>
/// <param name="Value">The value.</param>
public sealed record MeasuredPractice(string Practice, decimal Value);

/// <summary>
/// Which practices talk about a measure on which they differ: each of the lower half with one of the upper half, as many as there can be
/// that never did before; the one in the middle joins two of whom it differs from both. Who has nobody to differ from is left out.
/// </summary>
public static class MeasureMatching
{
    /// <summary>So many practices can be matched at once at the most.</summary>
    public const int PracticesMax = 400;

    /// <summary>Matches them. The same practices and history give the same.</summary>
    /// <param name="practices">Each once; at most <see cref="PracticesMax"/>.</param>
    /// <param name="met">How often two have talked about any measure before.</param>
    /// <param name="apart">Those who can't talk with each other, since the same person leads both.</param>
    /// <exception cref="ArgumentException">A practice is there twice, or there are too many.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Match(IReadOnlyList<MeasuredPractice> practices, IReadOnlyDictionary<PeerPair, int> met, IReadOnlySet<PeerPair> apart)
    {
        ArgumentNullException.ThrowIfNull(practices);
        ArgumentNullException.ThrowIfNull(met);
        ArgumentNullException.ThrowIfNull(apart);
        if (practices.Count > PracticesMax || practices.DistinctBy(one => one.Practice, StringComparer.Ordinal).Count() != practices.Count)
            throw new ArgumentException("A practice stands there twice, or there are too many.", nameof(practices));
        var sorted = practices.OrderBy(one => one.Value).ThenBy(one => one.Practice, StringComparer.Ordinal).ToList();
        var half = sorted.Count / 2;
        List<MeasuredPractice> ends = [.. sorted.Take(half), .. sorted.Skip(sorted.Count - half)];
        var (before, most) = (TimesOf(ends, met), met.Values.DefaultIfEmpty().Max());
        var (groups, left) = (new List<List<MeasuredPractice>>(), Enumerable.Range(0, ends.Count).ToList());
        for (var times = 0; left.Count > 0 && times <= most; times++) // whoever is left after that differs from nobody who is left
        {
            var here = left;
            var matched = GeneralMatching.Of(here.Count, (one, other) => MayTalk(here[one], here[other]) && before[here[one], here[other]] <= times);
            for (var i = 0; i < here.Count; i++)
            {
                if (matched[i] > i)
                    groups.Add([ends[here[i]], ends[here[matched[i]]]]);
            }

            left = [.. here.Where((_, index) => matched[index] < 0)];
        }

        if (sorted.Count % 2 == 1 && sorted[half] is var middle)
        {
            groups.Where(group => group.TrueForAll(one => Differ(one, middle)))
                .MinBy(group => (group.Max(one => Met(one, middle)), -(group[1].Value - group[0].Value)))?.Add(middle);
        }

        return [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Select(one => one.Practice)])];

        bool MayTalk(int one, int other) => one < half != other < half && Differ(ends[one], ends[other]);
        bool Differ(MeasuredPractice one, MeasuredPractice other) => one.Value != other.Value && !apart.Contains(PeerPair.Of(one.Practice, other.Practice));
        int Met(MeasuredPractice one, MeasuredPractice other) => met.GetValueOrDefault(PeerPair.Of(one.Practice, other.Practice));
    }

    /// <summary>How often every two have talked before, by their places.</summary>
    private static int[,] TimesOf(List<MeasuredPractice> practices, IReadOnlyDictionary<PeerPair, int> met)
    {
        var place = practices.Index().ToDictionary(one => one.Item.Practice, one => one.Index, StringComparer.Ordinal);
        var times = new int[practices.Count, practices.Count];
        foreach (var (pair, count) in met)
        {
            if (place.TryGetValue(pair.One, out var one) && place.TryGetValue(pair.Other, out var other))
                times[one, other] = times[other, one] = count;
        }

        return times;
    }

    /// <summary>Why a practice was left out.</summary>
    /// <param name="practice">The practice.</param>
    /// <param name="practices">All that could be matched.</param>
    /// <param name="apart">As in <see cref="Match"/>.</param>
    public static LeftOut WhyLeftOut(MeasuredPractice practice, IReadOnlyList<MeasuredPractice> practices, IReadOnlySet<PeerPair> apart)
    {
        ArgumentNullException.ThrowIfNull(practice);
        ArgumentNullException.ThrowIfNull(practices);
        ArgumentNullException.ThrowIfNull(apart);
        var differing = practices.Where(other => other.Value != practice.Value).ToList();
        if (differing.Count == 0)
            return LeftOut.DiffersFromNobody;
        return differing.TrueForAll(other => apart.Contains(PeerPair.Of(practice.Practice, other.Practice))) ? LeftOut.SameLead : LeftOut.NobodyLeft;
    }
}

/// <summary>Why a practice with a lead was left out of a matching.</summary>
public enum LeftOut
{
    /// <summary>All others have the same figure.</summary>
    DiffersFromNobody,

    /// <summary>All that differ have the same lead.</summary>
    SameLead,

    /// <summary>Those that differ talk with others.</summary>
    NobodyLeft,
}
