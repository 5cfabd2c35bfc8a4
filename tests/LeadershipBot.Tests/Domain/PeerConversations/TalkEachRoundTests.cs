using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.PeerConversations;

/// <summary>What holds in every single round: nobody meets again where those who are there can be parted so that nobody does.</summary>
public sealed class TalkEachRoundTests
{
    /// <summary>Whoever has met whom: all that is possible among so few.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Among_up_to_five_as_few_meet_again_as_can_be_whatever_was_before(int count)
    {
        var people = Enumerable.Range(0, count).Select(n => $"p{n}").ToList();
        var pairs = TalkWays.PairsOf([people]).ToList();
        var ways = TalkWays.Of(people).ToList();
        for (var bits = 0; bits < 1 << pairs.Count; bits++)
        {
            var met = pairs.Where((_, place) => ((bits >> place) & 1) == 1).ToDictionary(pair => pair, _ => 1);
            Assert.Equal(ways.Min(way => TalkWays.Again(way, met)), TalkWays.Again(TalkMatching.Match(people, met, new Random(bits).Next), met));
        }
    }

    /// <summary>Round after round, of up to ten who have a seat some pause each time: against all ways to part those who are there.</summary>
    [Fact]
    public void In_no_round_anybody_meets_again_where_those_who_are_there_could_do_without()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var (random, met) = (new Random(seed.Get), new Dictionary<PeerPair, int>());
            var seated = Enumerable.Range(0, 5 + (seed.Get % 6)).Select(n => $"p{n}").ToList();
            var pauses = random.Next(4);
            for (var round = 0; round < 9; round++)
            {
                var here = seated.Where(_ => random.Next(10) >= pauses).Take(9).ToList();
                var groups = TalkMatching.Match(here, met, random.Next, seated);
                if (here.Count > 1 && TalkWays.Again(groups, met) > 0 && TalkWays.Of(here).Any(way => TalkWays.Again(way, met) == 0))
                    return false;
                foreach (var pair in TalkWays.PairsOf(groups))
                    met[pair] = met.GetValueOrDefault(pair) + 1;
            }

            return true;
        }).QuickCheckThrowOnFailure();
}
