using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Domain.PeerConversations;

[Collection(nameof(MeasuredAlone))]
public sealed class TalkMatchingTests
{
    private static readonly TimeSpan PromisedFor2000 = TimeSpan.FromSeconds(2);

    [Fact]
    public void Everybody_is_in_one_pair_and_an_odd_one_makes_a_three()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (people, met, random) = TrialOf(seed.Get, countMax: 40);
            var groups = TalkMatching.Match(people, met, random.Next);
            return people.Count < 2
                ? groups.Count == 0
                : groups.SelectMany(group => group).Order(StringComparer.Ordinal).SequenceEqual(people.Order(StringComparer.Ordinal))
                    && groups.Count(group => group.Count == 3) == people.Count % 2
                    && groups.All(group => group.Count is 2 or 3);
        }).QuickCheckThrowOnFailure();

    /// <summary>Against all ways to pair up to eight people.</summary>
    [Fact]
    public void As_few_as_possible_meet_again()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (people, met, random) = TrialOf(seed.Get, countMax: 8);
            if (people.Count % 2 == 1)
                people = [.. people.Skip(1)];
            var again = TalkMatching.Match(people, met, random.Next).Count(group => met.ContainsKey(PeerPair.Of(group[0], group[1])));
            return again == FewestAgain(people, met);
        }).QuickCheckThrowOnFailure();

    /// <summary>Against all ways to part up to eight people into pairs and, where the number is odd, one of three.</summary>
    [Fact]
    public void As_few_as_possible_meet_again_also_in_a_three()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (people, met, random) = TrialOf(seed.Get, countMax: 8);
            return people.Count < 2 || TalkWays.Again(TalkMatching.Match(people, met, random.Next), met) == TalkWays.Of(people).Min(way => TalkWays.Again(way, met));
        }).QuickCheckThrowOnFailure();

    /// <summary>Against all ways to part them, with just so many who have met that it is hard.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    public void Nobody_meets_again_among_an_odd_number_where_there_is_a_way(int count)
    {
        for (var seed = 0; seed < (count == 9 ? 300 : 40); seed++)
        {
            var (random, met) = (new Random(seed), new Dictionary<PeerPair, int>());
            var people = Enumerable.Range(0, count).Select(n => $"p{n:D2}").ToList();
            foreach (var pair in people.SelectMany((one, i) => people.Skip(i + 1).Select(other => PeerPair.Of(one, other))).Where(_ => random.NextDouble() < 0.45 + (random.Next(3) * 0.1)))
                met[pair] = 1;
            var isThere = TalkWays.Of(people).Any(way => TalkWays.Again(way, met) == 0);
            Assert.Equal(isThere, TalkWays.Again(TalkMatching.Match(people, met, random.Next), met) == 0);
        }
    }

    /// <summary>Not only within one round: no round is matched so that a later one must repeat a pair while others are unused.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Among_few_nobody_meets_again_until_everybody_has_met_everybody(int count)
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (random, met) = (new Random(seed.Get), new Dictionary<PeerPair, int>());
            var people = Enumerable.Range(0, count).Select(n => $"p{n}").ToList();
            for (var round = 1; round < count; round++)
            {
                foreach (var group in TalkMatching.Match(people, met, random.Next))
                    Assert.True(met.TryAdd(PeerPair.Of(group[0], group[1]), 1), $"{group[0]} and {group[1]} again in round {round}.");
            }

            return met.Count == count * (count - 1) / 2;
        }).QuickCheckThrowOnFailure();

    /// <summary>Who may meet is a three and pairs, in which all can meet somebody new, and some more pairs that lead astray.</summary>
    [Theory]
    [InlineData(27)]
    [InlineData(41)]
    [InlineData(101)]
    public void Nobody_meets_again_among_any_odd_number_where_there_is_a_way(int count)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var people = Enumerable.Range(0, count).Select(n => $"p{n:D3}").ToList();
            var places = people.OrderBy(_ => random.Next()).ToList();
            var open = Enumerable.Range(0, (count - 3) / 2).Select(pair => PeerPair.Of(places[3 + (2 * pair)], places[4 + (2 * pair)])).Append(PeerPair.Of(places[0], places[1])).Append(PeerPair.Of(places[0], places[2])).Append(PeerPair.Of(places[1], places[2])).ToHashSet();
            for (var more = 0; more < count * (seed % 4) / 2; more++)
                open.Add(PeerPair.Of(places[random.Next(3)], places[3 + random.Next(count - 3)]));
            for (var more = 0; more < count * (seed % 3) / 2; more++)
                open.Add(PeerPair.Of(places[3 + (2 * random.Next((count - 3) / 2))], places[3 + (2 * random.Next((count - 3) / 2))])); // among one of each pair alone
            var met = people.SelectMany((one, i) => people.Skip(i + 1).Select(other => PeerPair.Of(one, other))).Where(pair => !open.Contains(pair)).ToDictionary(pair => pair, _ => 1);
            Assert.Equal(0, TalkWays.Again(TalkMatching.Match(people, met, random.Next), met));
        }
    }

    /// <summary>Against trying every three: also where there is no way, and among people of whom each knows nearly all.</summary>
    [Fact]
    public void Where_an_odd_number_meets_again_no_three_would_have_done()
    {
        var (ways, none) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var (random, count) = (new Random(seed), 27 + (2 * (seed % 3)));
            var people = Enumerable.Range(0, count).Select(n => $"p{n:D3}").ToList();
            var open = people.SelectMany((one, i) => people.Skip(i + 1).Select(other => PeerPair.Of(one, other))).Where(_ => random.NextDouble() < 0.1 + (seed % 5 * 0.02)).ToHashSet();
            var met = people.SelectMany((one, i) => people.Skip(i + 1).Select(other => PeerPair.Of(one, other))).Where(pair => !open.Contains(pair)).ToDictionary(pair => pair, _ => 1);
            bool IsOpen(int one, int other) => open.Contains(PeerPair.Of(people[one], people[other]));
            var isThere = Enumerable.Range(0, count).Any(i => Enumerable.Range(i + 1, count - i - 1).Where(j => IsOpen(i, j)).Any(j => Enumerable.Range(j + 1, count - j - 1).Where(k => IsOpen(i, k) && IsOpen(j, k)).Any(k =>
            {
                var rest = Enumerable.Range(0, count).Except([i, j, k]).ToList();
                return !GeneralMatching.Of(rest.Count, (one, other) => IsOpen(rest[one], rest[other])).Contains(-1);
            })));
            _ = isThere ? ways++ : none++;
            Assert.Equal(isThere, TalkWays.Again(TalkMatching.Match(people, met, random.Next), met) == 0);
        }

        Assert.True(ways > 5 && none > 5, $"{ways} {none}");
    }

    [Fact]
    public void The_odd_one_joins_two_whom_they_have_not_met()
    {
        var met = new Dictionary<PeerPair, int>();
        string[] people = ["a", "b", "c", "d", "e", "f", "g"];
        for (var round = 0; round < 3; round++)
        {
            foreach (var group in TalkMatching.Match(people, met, new Random(round).Next))
            {
                foreach (var pair in group.SelectMany((one, i) => group.Skip(i + 1).Select(other => PeerPair.Of(one, other))))
                    Assert.True(met.TryAdd(pair, 1));
            }
        }
    }

    [Theory]
    [InlineData(2000)]
    [InlineData(1999)]
    public void Two_thousand_are_matched_in_two_seconds_also_after_many_rounds(int count)
    {
        var random = new Random(1);
        var people = Enumerable.Range(0, count).Select(n => $"p{n:D4}").ToList();
        var met = Enumerable.Range(0, 100_000).Select(_ => PeerPair.Of(people[random.Next(count)], people[random.Next(count)])).Where(pair => pair.One != pair.Other).Distinct().ToDictionary(pair => pair, _ => 1);
        TalkMatching.Match([.. people.Take(50)], met, random.Next); // compiled before it is timed
        var watch = Stopwatch.StartNew();
        var groups = TalkMatching.Match(people, met, random.Next);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, PromisedFor2000);
        Assert.Equal(0, TalkWays.Again(groups, met));
    }

    private static int FewestAgain(IReadOnlyList<string> people, Dictionary<PeerPair, int> met)
    {
        if (people.Count == 0)
            return 0;
        return people.Skip(1).Min(other => (met.ContainsKey(PeerPair.Of(people[0], other)) ? 1 : 0) + FewestAgain([.. people.Skip(1).Where(one => one != other)], met));
    }

    private static (IReadOnlyList<string> People, Dictionary<PeerPair, int> Met, Random Random) TrialOf(int seed, int countMax)
    {
        var random = new Random(seed);
        var people = Enumerable.Range(0, random.Next(countMax + 1)).Select(n => $"p{n:D2}").ToList();
        var share = random.NextDouble();
        var met = people.SelectMany((one, i) => people.Skip(i + 1).Select(other => PeerPair.Of(one, other))).Where(_ => random.NextDouble() < share).ToDictionary(pair => pair, _ => random.Next(1, 4));
        return (people, met, random);
    }
}
