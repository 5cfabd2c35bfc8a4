using System.Diagnostics;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.PeerConversations;

public sealed class MeasureMatchingTests
{
    private static readonly HashSet<PeerPair> Together = [];
    private static readonly TimeSpan PromisedFor400 = TimeSpan.FromSeconds(2);

    [Fact]
    public void Practices_meet_that_differ_and_the_middle_one_joins_two()
    {
        List<MeasuredPractice> practices = [new("A", 1), new("B", 2), new("C", 3), new("D", 8), new("E", 9)];
        var first = MeasureMatching.Match(practices, new Dictionary<PeerPair, int>(), Together);
        Assert.Equal([["A", "D"], ["B", "E"]], first.Select(group => group.Where(one => one != "C")));
        Assert.Single(first, group => group.Contains("C"));
        var met = new Dictionary<PeerPair, int> { [PeerPair.Of("A", "D")] = 1, [PeerPair.Of("B", "E")] = 1 };
        Assert.Equal([["A", "E"], ["B", "D"]], MeasureMatching.Match(practices, met, Together).Select(group => group.Where(one => one != "C")).OrderBy(group => group.First()));
    }

    [Fact]
    public void Practices_of_the_same_lead_are_matched_with_others_and_it_is_said_why_one_is_left_out()
    {
        List<MeasuredPractice> practices = [new("A", 1), new("B", 2), new("C", 8), new("D", 9)];
        HashSet<PeerPair> apart = [PeerPair.Of("A", "C"), PeerPair.Of("B", "D")];
        Assert.Equal([["A", "D"], ["B", "C"]], MeasureMatching.Match(practices, new Dictionary<PeerPair, int>(), apart).OrderBy(group => group[0]));
        Assert.Empty(MeasureMatching.Match(practices[..1], new Dictionary<PeerPair, int>(), apart));
        Assert.Equal(LeftOut.SameLead, MeasureMatching.WhyLeftOut(practices[0], [practices[0], practices[2]], apart));
        Assert.Equal(LeftOut.DiffersFromNobody, MeasureMatching.WhyLeftOut(practices[0], [practices[0], new("E", 1)], apart));
        Assert.Equal(LeftOut.NobodyLeft, MeasureMatching.WhyLeftOut(practices[0], practices, apart));
    }

    [Fact]
    public void Practices_that_do_not_differ_are_left_out()
    {
        Assert.Empty(MeasureMatching.Match([new("A", 4), new("B", 4)], new Dictionary<PeerPair, int>(), Together));
        Assert.Empty(MeasureMatching.Match([new("A", 4)], new Dictionary<PeerPair, int>(), Together));
        Assert.Throws<ArgumentException>(() => MeasureMatching.Match([new("A", 4), new("A", 5)], new Dictionary<PeerPair, int>(), Together));
    }

    /// <summary>With a history so dense that most pairs are used, in which the matching takes longest.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(399)]
    public void Four_hundred_practices_are_matched_in_two_seconds_also_after_many_measures(int count)
    {
        var random = new Random(1);
        var practices = Enumerable.Range(0, count).Select(n => new MeasuredPractice($"Z{n:D5}", random.Next(1000))).ToList();
        var met = practices.SelectMany((one, i) => practices.Skip(i + 1).Select(other => PeerPair.Of(one.Practice, other.Practice))).Where(_ => random.NextDouble() < 0.9).ToDictionary(pair => pair, _ => random.Next(1, 5));
        MeasureMatching.Match([.. practices.Take(40)], met, Together); // compiled before it is timed
        var watch = Stopwatch.StartNew();
        var groups = MeasureMatching.Match(practices, met, Together);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, PromisedFor400);
        Assert.Equal(count, groups.Sum(group => group.Count));
        Assert.DoesNotContain(groups, group => met.ContainsKey(PeerPair.Of(group[0], group[1])));
    }
}
