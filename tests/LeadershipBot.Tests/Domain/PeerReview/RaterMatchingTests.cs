using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.PeerReview;

namespace LeadershipBot.Tests.Domain.PeerReview;

public sealed class RaterMatchingTests
{
    private static readonly TimeSpan PromisedFor2000 = TimeSpan.FromSeconds(2);

    [Fact]
    public void Nobody_is_asked_about_themselves_their_practice_or_a_conflict_and_nobody_about_more_than_nine()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var trial = Trial.Of(seed.Get);
            var ratings = RaterMatching.Match(trial.People, trial.Rules, trial.Random.Next);
            var byId = trial.People.ToDictionary(peer => peer.Id);
            return ratings.All(one => RaterMatching.MayRate(byId[one.Rater], byId[one.Subject], trial.Rules))
                && ratings.Distinct().Count() == ratings.Count
                && ratings.CountBy(one => one.Rater).All(one => one.Value <= RaterMatching.LoadMax)
                && ratings.CountBy(one => one.Subject).All(one => one.Value <= RaterMatching.RatersEach);
        }).QuickCheckThrowOnFailure();

    /// <summary>Against a plain search for an alternating path, from every subject that has too few.</summary>
    [Fact]
    public void There_is_no_way_to_ask_one_more()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var trial = Trial.Of(seed.Get);
            var ratings = RaterMatching.Match(trial.People, trial.Rules, trial.Random.Next);
            return trial.People.Where(peer => trial.CandidatesOf(peer) >= RaterMatching.CandidatesMin && ratings.Count(one => one.Subject == peer.Id) < RaterMatching.RatersEach).All(peer => !CanGrow(trial, ratings, peer, []));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_is_asked_about_somebody_whom_fewer_than_nine_may_be_asked_about()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var trial = Trial.Of(seed.Get);
            var ratings = RaterMatching.Match(trial.People, trial.Rules, trial.Random.Next);
            return trial.People.Where(peer => trial.CandidatesOf(peer) < RaterMatching.CandidatesMin).All(peer => ratings.All(one => one.Subject != peer.Id));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ten_people_two_of_one_practice_are_not_asked_about_and_ask_about_the_others()
    {
        var people = Enumerable.Range(0, 10).Select(n => new Peer($"p{n}", [n < 2 ? "both" : $"alone {n}"], "")).ToList();
        var ratings = RaterMatching.Match(people, PeerRules.None, new Random(1).Next);
        Assert.DoesNotContain(ratings, one => one.Subject is "p0" or "p1");
        Assert.All(people.Skip(2), peer => Assert.Equal(6, ratings.Count(one => one.Subject == peer.Id)));
        Assert.Contains(ratings, one => one.Rater == "p0");
    }

    [Fact]
    public void Where_some_of_six_are_gone_as_many_others_are_asked_as_there_can_be()
    {
        Peer subject = new("s", ["one"], "");
        List<Peer> people = [subject, new("same practice", ["one"], ""), new("asked", [], ""), new("a", [], ""), new("b", [], ""), new("c", [], "")];
        Assert.Equal(["a", "b", "c"], RaterMatching.FillUp(people, PeerRules.None, [new("asked", "s")], subject, new Random(1).Next).Order(StringComparer.Ordinal));
        var four = Enumerable.Range(0, 4).Select(n => new Rating($"gone {n}", "s")).ToList();
        Assert.Equal(2, RaterMatching.FillUp(people, PeerRules.None, four, subject, new Random(1).Next).Count);
        Assert.Empty(RaterMatching.FillUp(people, PeerRules.None, [.. four, new("a", "s"), new("b", "s")], subject, new Random(1).Next));
    }

    [Fact]
    public void Among_41_people_three_rounds_give_everybody_six_new_raters_each_time_and_everybody_six_to_rate()
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var random = new Random(seed.Get);
            var people = Enumerable.Range(0, 41).Select(n => new Peer($"p{n:D2}", [$"practice {n % 12}"], "")).ToList();
            var history = new Dictionary<Rating, int>();
            for (var round = 0; round < 3; round++)
            {
                var ratings = RaterMatching.Match(people, PeerRules.None with { History = history }, random.Next);
                Assert.All(people, peer => Assert.Equal((6, 6), (ratings.Count(one => one.Subject == peer.Id), ratings.Count(one => one.Rater == peer.Id))));
                foreach (var rating in ratings)
                    Assert.True(history.TryAdd(rating, 1), $"{rating} again in round {round}.");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Where_everybody_has_been_asked_about_everybody_those_come_again_who_were_asked_least()
    {
        var people = Enumerable.Range(0, 10).Select(n => new Peer($"p{n}", [], "")).ToList();
        var all = people.SelectMany(rater => people.Where(subject => subject != rater).Select(subject => new Rating(rater.Id, subject.Id)));
        var history = all.ToDictionary(one => one, one => one.Rater == "p9" || one.Subject == "p9" ? 2 : 1);
        var ratings = RaterMatching.Match(people, PeerRules.None with { History = history }, new Random(1).Next);
        Assert.All(people, peer => Assert.Equal(6, ratings.Count(one => one.Subject == peer.Id)));
        Assert.Equal(6, ratings.Count(one => one.Rater == "p9" || one.Subject == "p9") - ratings.Count(one => one.Subject == "p9"));
    }

    /// <summary>Against a flow of least cost: first as few as can be who met most often, of these as few as can be who met once less, and so on.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void As_few_as_possible_are_asked_again_about_somebody_however_often_they_were(int timesMax)
        => Prop.ForAll<PositiveInt>(seed =>
        {
            var random = new Random(seed.Get);
            var people = Enumerable.Range(0, random.Next(10, 13)).Select(n => new Peer($"p{n:D2}", [], "")).ToList();
            var share = 0.3 + (random.NextDouble() * 0.6);
            var history = people.SelectMany(rater => people.Where(subject => subject != rater).Select(subject => new Rating(rater.Id, subject.Id))).Where(_ => random.NextDouble() < share).ToDictionary(one => one, _ => random.Next(1, timesMax + 1));
            var ratings = RaterMatching.Match(people, PeerRules.None with { History = history }, random.Next);
            return ratings.Count == 6 * people.Count && ratings.Sum(one => CostOf(history.GetValueOrDefault(one))) == LeastCost(people, history);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_large_practice_is_rated_by_the_others_who_are_asked_about_a_few_more()
    {
        var people = Enumerable.Range(0, 41).Select(n => new Peer($"p{n:D2}", [n < 23 ? "large" : $"small {n}"], "")).ToList();
        var ratings = RaterMatching.Match(people, PeerRules.None, new Random(1).Next);
        Assert.All(people, peer => Assert.Equal(6, ratings.Count(one => one.Subject == peer.Id)));
        Assert.InRange(people.Max(peer => ratings.Count(one => one.Rater == peer.Id)), 7, RaterMatching.LoadMax);
    }

    [Fact]
    public void Only_people_of_one_group_rate_each_other()
    {
        var people = Enumerable.Range(0, 20).Select(n => new Peer($"p{n:D2}", [], n % 2 == 0 ? "north" : "vale")).ToList();
        Assert.All(RaterMatching.Match(people, PeerRules.None, new Random(1).Next), one => Assert.Equal(int.Parse(one.Rater[1..], null) % 2, int.Parse(one.Subject[1..], null) % 2));
    }

    [Fact]
    public void Two_thousand_are_matched_in_two_seconds_also_after_many_rounds_and_beside_a_practice_of_four_hundred()
    {
        var random = new Random(1);
        var people = Enumerable.Range(0, 2000).Select(n => new Peer($"p{n:D4}", [$"practice {(n < 400 ? 0 : n / 8)}"], "")).ToList();
        var history = Enumerable.Range(0, 100_000).Select(_ => new Rating($"p{random.Next(2000):D4}", $"p{random.Next(2000):D4}")).Distinct().ToDictionary(one => one, _ => 1 + random.Next(3));
        RaterMatching.Match([.. people.Take(50)], PeerRules.None, random.Next); // compiled before it is timed
        var watch = Stopwatch.StartNew();
        var ratings = RaterMatching.Match(people, PeerRules.None with { History = history }, random.Next);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, PromisedFor2000);
        Assert.All(ratings.CountBy(one => one.Subject), one => Assert.Equal(6, one.Value));
    }

    /// <summary>Among fifteen everybody has met everybody after two or three rounds, and after twenty often.</summary>
    [Fact]
    public void Two_thousand_in_localities_of_fifteen_are_matched_in_two_seconds_after_twenty_rounds()
    {
        var random = new Random(1);
        var people = Enumerable.Range(0, 2000).Select(n => new Peer($"p{n:D4}", [$"practice {n / 4}"], $"locality {n % 134}")).ToList();
        var history = new Dictionary<Rating, int>();
        for (var round = 0; round < 20; round++)
        {
            foreach (var rating in RaterMatching.Match(people, PeerRules.None with { History = history }, random.Next))
                history[rating] = history.GetValueOrDefault(rating) + 1;
        }

        var watch = Stopwatch.StartNew();
        var ratings = RaterMatching.Match(people, PeerRules.None with { History = history }, random.Next);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, PromisedFor2000);
        Assert.All(ratings.CountBy(one => one.Subject), one => Assert.Equal(6, one.Value));
        Assert.All(ratings, one => Assert.Equal(int.Parse(one.Rater[1..], null) % 134, int.Parse(one.Subject[1..], null) % 134));
    }

    [Fact]
    public void Whoever_wont_answer_is_stood_in_for_by_whoever_was_asked_least_and_may()
    {
        Peer subject = new("s", ["one"], "");
        List<Peer> people = [subject, new("same practice", ["one"], ""), new("asked already", [], ""), new("before", [], ""), new("busy", [], ""), new("free", [], "")];
        List<Rating> current = [new("asked already", "s"), new("busy", "x"), new("busy", "y")];
        var rules = PeerRules.None with { History = new Dictionary<Rating, int> { [new("before", "s")] = 1 } };
        Assert.Equal("free", RaterMatching.Substitute(people, rules, current, subject, new Random(1).Next));
        Assert.Equal("busy", RaterMatching.Substitute(people.GetRange(0, 5), rules, current, subject, new Random(1).Next));
        Assert.Equal("before", RaterMatching.Substitute(people.GetRange(0, 4), rules, current, subject, new Random(1).Next));
        Assert.Null(RaterMatching.Substitute(people.GetRange(0, 3), rules, current, subject, new Random(1).Next));
    }

    [Fact]
    public void Somebody_who_is_there_twice_is_refused()
        => Assert.Throws<ArgumentException>(() => RaterMatching.Match([new("a", [], ""), new("a", [], "")], PeerRules.None, new Random(1).Next));

    /// <summary>Each time costs more than all of the time below together.</summary>
    private static long CostOf(int times) => times == 0 ? 0 : (long)Math.Pow(1000, times - 1);

    /// <summary>What it costs at least where everybody has six and is asked about six: cheapest paths, one after the other.</summary>
    private static long LeastCost(List<Peer> people, Dictionary<Rating, int> history)
    {
        var (count, has, sum) = (people.Count, new bool[people.Count, people.Count], 0L);
        long Cost(int rater, int subject) => CostOf(history.GetValueOrDefault(new Rating(people[rater].Id, people[subject].Id)));
        for (var start = 0; start < 6 * count; start++)
        {
            var (raters, subjects) = (new long[count], new long[count]);
            var (by, to) = (new int[count], new int[count]);
            Array.Fill(raters, long.MaxValue / 2);
            Array.Fill(subjects, long.MaxValue / 2);
            subjects[start % count] = 0;
            for (var step = 0; step < 2 * count; step++)
            {
                for (var rater = 0; rater < count; rater++)
                {
                    for (var subject = 0; subject < count; subject++)
                    {
                        if (rater != subject && !has[rater, subject] && subjects[subject] + Cost(rater, subject) < raters[rater])
                            (raters[rater], by[rater]) = (subjects[subject] + Cost(rater, subject), subject);
                        if (has[rater, subject] && raters[rater] - Cost(rater, subject) < subjects[subject])
                            (subjects[subject], to[subject]) = (raters[rater] - Cost(rater, subject), rater);
                    }
                }
            }

            var at = Enumerable.Range(0, count).Where(rater => Enumerable.Range(0, count).Count(subject => has[rater, subject]) < 6).MinBy(rater => raters[rater]);
            sum += raters[at];
            for (var subject = by[at]; ; subject = by[at])
            {
                has[at, subject] = true;
                if (subject == start % count)
                    break;
                at = to[subject];
                has[at, subject] = false;
            }
        }

        return sum;
    }

    private static bool CanGrow(Trial trial, IReadOnlyList<Rating> ratings, Peer subject, HashSet<string> seen)
    {
        foreach (var rater in trial.People.Where(peer => RaterMatching.MayRate(peer, subject, trial.Rules) && !ratings.Contains(new Rating(peer.Id, subject.Id)) && seen.Add(peer.Id)))
        {
            var theirs = ratings.Where(one => one.Rater == rater.Id).ToList();
            if (theirs.Count < RaterMatching.LoadMax || theirs.Any(one => CanGrow(trial, ratings, trial.People.Single(peer => peer.Id == one.Subject), seen)))
                return true;
        }

        return false;
    }

    private sealed record Trial(IReadOnlyList<Peer> People, PeerRules Rules, Random Random)
    {
        public int CandidatesOf(Peer subject) => People.Count(peer => RaterMatching.MayRate(peer, subject, Rules));

        public static Trial Of(int seed)
        {
            var random = new Random(seed);
            var count = random.Next(2, 45);
            var practices = random.Next(1, 8);
            var people = Enumerable.Range(0, count).Select(n => new Peer($"p{n:D2}", [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"practice {random.Next(practices)}")], $"group {random.Next(2)}")).ToList();
            var conflicts = Enumerable.Range(0, random.Next(count)).Select(_ => PeerPair.Of(people[random.Next(count)].Id, people[random.Next(count)].Id)).ToHashSet();
            var history = Enumerable.Range(0, random.Next(6 * count)).Select(_ => new Rating(people[random.Next(count)].Id, people[random.Next(count)].Id)).Distinct().ToDictionary(one => one, _ => random.Next(1, 4));
            return new Trial(people, new PeerRules(conflicts, history), random);
        }
    }
}
