using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class PollRemindersTests
{
    private static readonly DateTimeOffset Asked = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3.9, new double[0])]
    [InlineData(4, new[] { 2.0 })]
    [InlineData(24, new[] { 12.0 })]
    [InlineData(47, new[] { 23.5 })]
    [InlineData(48, new[] { 24.0 })]
    [InlineData(167, new[] { 143.0 })]
    [InlineData(168, new[] { 84.0, 144.0 })]
    [InlineData(720, new[] { 360.0, 696.0 })]
    public void Short_ones_remind_at_half_time_longer_ones_a_day_before_and_those_of_a_week_twice(double openForHours, double[] afterHours)
        => Assert.Equal(afterHours.Select(hours => Asked.AddHours(hours)), PollReminders.Of(Poll(Asked.AddHours(openForHours))));

    [Fact]
    public void Nobody_is_reminded_without_a_closing_time_or_where_the_asker_wants_none()
    {
        var week = Poll(Asked.AddDays(7));

        Assert.NotEmpty(PollReminders.Of(week));
        Assert.Empty(PollReminders.Of(Poll(null)));
        Assert.Empty(PollReminders.Of(week with { SendsReminders = false }));
        Assert.NotEmpty(PollReminders.Of(InAChat(Asked.AddDays(7))));
    }

    [Fact]
    public void There_are_at_most_two_in_order_and_all_while_it_is_open()
        => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 60 * 24 * 90).ToArbitrary(), minutes =>
        {
            var closes = Asked.AddMinutes(minutes);
            var times = PollReminders.Of(Poll(closes));
            return times.Count <= PollReminders.RemindersMax
                && times.SequenceEqual(times.Distinct().Order())
                && times.All(time => time > Asked && time < closes);
        }));

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Once_enough_people_are_found_nobody_more_is_asked(int answered, bool isFull)
    {
        var call = Poll(null) with { Questions = [new Question(QuestionKind.Target, "Who comes?", ["I will"]) { Target = 2 }] };

        Assert.Equal(isFull, call.IsFull(new PollTally(answered, [new Tally([answered], answered)])));
        Assert.False(Poll(null).IsFull(new PollTally(answered, [new Tally([answered, 0], answered)])));
    }

    private static Poll InAChat(DateTimeOffset? closesAt)
        => new("p1", new OrganisationName("larkford", "Larkford"), "t1", "Extend?", [Question.OneOf("Extend?", ["Yes", "No"])], "u1", "Amara", Asked, closesAt, null);

    private static Poll Poll(DateTimeOffset? closesAt) => InAChat(closesAt) with { Audience = PollAudience.Everybody };
}
