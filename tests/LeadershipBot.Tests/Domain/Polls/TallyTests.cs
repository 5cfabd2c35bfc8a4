using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class TallyTests
{
    private static readonly Question Any = Question.OneOf("Which?", ["A", "B", "C", "D"]);
    private static readonly Gen<int[]> Counts = Gen.Choose(0, 300).ArrayOf().Where(counts => counts.Length is >= PollLimits.ChoicesMin and <= PollLimits.ChoicesMax);

    [Theory]
    [InlineData(new[] { 0, 0, 0 }, new[] { 0, 0, 0 })]
    [InlineData(new[] { 1, 0 }, new[] { 100, 0 })]
    [InlineData(new[] { 1, 1 }, new[] { 50, 50 })]
    [InlineData(new[] { 1, 1, 1 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 2, 1 }, new[] { 67, 33 })]
    [InlineData(new[] { 1, 2 }, new[] { 33, 67 })]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1 }, new[] { 17, 17, 17, 17, 16, 16 })]
    [InlineData(new[] { 0, 199, 1 }, new[] { 0, 100, 0 })]
    [InlineData(new[] { 1, 199 }, new[] { 1, 99 })]
    [InlineData(new[] { 12, 12, 6 }, new[] { 40, 40, 20 })]
    [InlineData(new[] { 40_000_000, 23_000_000 }, new[] { 63, 37 })]
    public void Percents_are_shared_out_by_largest_remainder_and_level_ones_by_order(int[] counts, int[] percents)
        => Assert.Equal(percents, new Tally(counts, counts.Sum()).Percents());

    [Fact]
    public void Percents_add_up_to_100_and_none_is_a_whole_per_cent_off()
        => Prop.ForAll(Counts.ToArbitrary(), counts =>
        {
            var tally = new Tally(counts, counts.Sum());
            var percents = tally.Percents();
            return percents.Count == counts.Length
                && percents.Sum() == (tally.Answered == 0 ? 0 : 100)
                && percents.Zip(counts).All(one => one.First >= 0 && Math.Abs((one.First * tally.Answered) - (one.Second * 100)) < Math.Max(1, tally.Answered));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void More_votes_never_show_fewer_per_cent()
        => Prop.ForAll(Counts.ToArbitrary(), counts =>
        {
            var percents = new Tally(counts, counts.Sum()).Percents();
            return Enumerable.Range(0, counts.Length).All(i => Enumerable.Range(0, counts.Length).All(j => counts[i] <= counts[j] || percents[i] >= percents[j]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData(new[] { 0, 0 }, new int[0])]
    [InlineData(new[] { 3, 1, 2 }, new[] { 0 })]
    [InlineData(new[] { 0, 1 }, new[] { 1 })]
    [InlineData(new[] { 2, 1, 2 }, new[] { 0, 2 })]
    [InlineData(new[] { 1, 1 }, new[] { 0, 1 })]
    public void The_leading_choices_are_none_one_or_all_that_are_level(int[] counts, int[] leading)
        => Assert.Equal(leading, new Tally(counts, counts.Sum()).Leading());

    [Fact]
    public void A_first_vote_adds_one_and_a_changed_vote_moves_one()
    {
        var first = Tally.Empty(3).With(Any, null, Response.Of(1));
        Assert.Equal([0, 1, 0], first.Counts);
        Assert.Equal([0, 0, 1], first.With(Any, Response.Of(1), Response.Of(2)).Counts);
        Assert.Equal([0, 1, 0], first.With(Any, Response.Of(1), Response.Of(1)).Counts);
        Assert.Equal([0, 1, 0], first.Counts); // and the tally before stays as it was
    }

    [Fact]
    public void A_vote_changed_through_another_server_counts_once_in_the_sum()
    {
        var here = Tally.Empty(2).With(Any, null, Response.Of(0));
        var there = Tally.Empty(2).With(Any, Response.Of(0), Response.Of(1));
        Assert.Equal([-1, 1], there.Counts);
        Assert.Equal([0, 1], here.Plus(there).Counts);
        Assert.Equal(1, here.Plus(there).Answered);
    }

    [Fact]
    public void However_the_votes_are_split_over_servers_the_sum_is_a_recount_of_the_answers()
    {
        const int choices = 4;
        var votes = (from member in Gen.Choose(0, 6) from choice in Gen.Choose(0, choices - 1) from server in Gen.Choose(0, 4) select (member, choice, server)).ArrayOf();
        Prop.ForAll(votes.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (cast, seed) =>
        {
            var answers = new Dictionary<int, int>();
            var shards = Enumerable.Repeat(Tally.Empty(choices), 5).ToArray();
            foreach (var (member, choice, server) in cast)
            {
                shards[server] = shards[server].With(Any, answers.TryGetValue(member, out var before) ? Response.Of(before) : null, Response.Of(choice));
                answers[member] = choice;
            }

            new Random(seed).Shuffle(shards);
            var sum = shards.Aggregate(Tally.Empty(choices), (one, other) => one.Plus(other));
            var inAnotherOrder = shards.Reverse().Aggregate((one, other) => other.Plus(one));
            var recount = Enumerable.Range(0, choices).Select(choice => answers.Count(answer => answer.Value == choice)).ToArray();
            return sum.Counts.SequenceEqual(recount)
                && inAnotherOrder.Counts.SequenceEqual(recount)
                && sum.Answered == answers.Count
                && sum.Percents().All(percent => percent >= 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
