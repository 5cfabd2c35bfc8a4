using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.PeerConversations;

/// <summary>Round after round: nobody meets again while there are others whom they haven't met.</summary>
public sealed class TalkRoundsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(42)]
    [InlineData(100)]
    public void An_even_number_who_stay_the_same_meet_all_others_before_anybody_meets_again_and_then_all_once_more(int count)
    {
        var trial = new Trial(count, seed: count);
        Assert.Equal(count - 1, trial.PlaysWithoutMeetingAgain(count - 1));
        Assert.Equal(count * (count - 1) / 2, trial.Met.Count);
        for (var round = 1; round < count; round++)
            trial.Plays(trial.People);
        Assert.All(trial.Met.Values, times => Assert.Equal(2, times));
    }

    /// <summary>A round of an odd number takes (n + 3) / 2 of the n (n - 1) / 2 pairs, so there can't be more than n (n - 1) / (n + 3) rounds.</summary>
    [Theory]
    [InlineData(9, 5)]
    [InlineData(11, 5)]
    [InlineData(27, 21)]
    [InlineData(41, 34)]
    [InlineData(101, 87)]
    public void An_odd_number_who_stay_the_same_do_not_meet_again_in_nearly_as_many_rounds_as_there_can_be(int count, int atLeast)
        => Assert.InRange(new Trial(count, seed: count).PlaysWithoutMeetingAgain(count), atLeast, count * (count - 1) / (count + 3));

    /// <summary>Of 42 one in twenty is away each time, and one more joins after every ten rounds.</summary>
    [Fact]
    public void Where_some_pause_each_time_and_others_join_nobody_meets_again_for_thirty_rounds()
    {
        var fewest = int.MaxValue;
        for (var seed = 0; seed < 20; seed++)
        {
            var trial = new Trial(42, seed);
            var played = 0;
            while (played < 60 && trial.Plays([.. trial.People.Where(_ => trial.Random.Next(20) > 0)]) == 0)
            {
                if (++played % 10 == 0)
                    trial.Joins();
            }

            fewest = Math.Min(fewest, played);
        }

        Assert.InRange(fewest, 30, 60);
    }

    /// <summary>Against Edmonds' matching: an even number of whom some leave for good and others join is never matched so that somebody meets again who needn't.</summary>
    [Fact]
    public void Where_people_leave_for_good_and_others_join_nobody_meets_again_while_all_could_meet_somebody_new()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var trial = new Trial(10 + (2 * (seed.Get % 8)), seed.Get);
            for (var round = 0; round < 25; round++)
            {
                var here = trial.People.ToList();
                var isThere = !GeneralMatching.Of(here.Count, (one, other) => !trial.Met.ContainsKey(PeerPair.Of(here[one], here[other]))).Contains(-1);
                if (trial.Plays(here) > 0 && isThere)
                    return false;
                for (var change = trial.Random.Next(3); change > 0; change--)
                {
                    trial.Leaves();
                    trial.Joins();
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_is_there_and_whatever_was_before_all_are_matched_once_and_nobody_is_who_is_away()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var trial = new Trial(9 + (seed.Get % 30), seed.Get);
            for (var round = 0; round < 12; round++)
            {
                var here = trial.People.Where(_ => trial.Random.Next(4) > 0).ToList();
                var groups = trial.Match(here);
                if (here.Count > 1 && (!groups.SelectMany(group => group).Order(StringComparer.Ordinal).SequenceEqual(here.Order(StringComparer.Ordinal)) || groups.Count(group => group.Count == 3) != here.Count % 2))
                    return false;
                trial.Count(groups);
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_has_no_seat_can_not_be_matched()
        => Assert.Throws<ArgumentException>(() => TalkMatching.Match(["a", "b"], new Dictionary<PeerPair, int>(), _ => 0, ["a", "c"]));

    private sealed class Trial(int count, int seed)
    {
        private int _joined;
        private readonly List<string> _people = [.. Enumerable.Range(0, count).Select(n => $"p{(n * 7) % 100:D2}.{n}")];

        public Random Random { get; } = new(seed);

        public Dictionary<PeerPair, int> Met { get; } = [];

        public IReadOnlyList<string> People => _people;

        public void Joins() => _people.Add($"new{_joined++}");

        public void Leaves() => _people.RemoveAt(Random.Next(_people.Count));

        public IReadOnlyList<IReadOnlyList<string>> Match(IReadOnlyList<string> here) => TalkMatching.Match(here, Met, Random.Next, People);

        /// <summary>One round of those who are there: how many pairs meet again.</summary>
        public int Plays(IReadOnlyList<string> here) => Count(Match(here));

        /// <summary>How many rounds pass until somebody meets again.</summary>
        public int PlaysWithoutMeetingAgain(int roundsMax)
        {
            for (var played = 0; played < roundsMax; played++)
            {
                if (Plays(People) > 0)
                    return played;
            }

            return roundsMax;
        }

        public int Count(IReadOnlyList<IReadOnlyList<string>> groups)
        {
            var again = 0;
            foreach (var pair in groups.SelectMany(group => group.SelectMany((one, i) => group.Skip(i + 1).Select(other => PeerPair.Of(one, other)))))
            {
                var before = Met.GetValueOrDefault(pair);
                Met[pair] = before + 1;
                again += before > 0 ? 1 : 0;
            }

            return again;
        }
    }
}
