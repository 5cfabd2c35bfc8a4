using LeadershipBot.Domain.Sending;

namespace LeadershipBot.Tests.Domain.Sending;

public sealed class RecipientRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Wanted First = new(1, 1, IsCancelled: false, IsWithdrawn: false);

    [Theory]
    [InlineData(RecipientState.Waiting, nameof(RecipientStep.Send))]
    [InlineData(RecipientState.Held, nameof(RecipientStep.Send))]
    [InlineData(RecipientState.Trying, nameof(RecipientStep.Send))]
    [InlineData(RecipientState.Sent, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.NotNeeded, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.Unreachable, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.Failed, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.Cancelled, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.Withdrawn, nameof(RecipientStep.Nothing))]
    public void What_is_done_while_it_goes_out(RecipientState state, string step) => Assert.Equal(step, StepOf(state, First));

    [Theory]
    [InlineData(RecipientState.Waiting, nameof(RecipientStep.Settle))]
    [InlineData(RecipientState.Held, nameof(RecipientStep.Settle))]
    [InlineData(RecipientState.Trying, nameof(RecipientStep.Settle))]
    [InlineData(RecipientState.Sent, nameof(RecipientStep.Nothing))]
    [InlineData(RecipientState.Unreachable, nameof(RecipientStep.Nothing))]
    public void What_is_done_when_it_was_stopped(RecipientState state, string step) => Assert.Equal(step, StepOf(state, First with { IsCancelled = true, Round = 2 }));

    [Theory]
    [InlineData(RecipientState.Waiting, nameof(RecipientStep.Settle))]
    [InlineData(RecipientState.Sent, nameof(RecipientStep.Remove))]
    [InlineData(RecipientState.Withdrawn, nameof(RecipientStep.Nothing))]
    public void What_is_done_when_it_is_taken_back(RecipientState state, string step) => Assert.Equal(step, StepOf(state, First with { IsWithdrawn = true, Version = 2 }));

    [Theory]
    [InlineData(RecipientState.Unreachable)]
    [InlineData(RecipientState.Failed)]
    public void Who_was_not_reached_is_tried_again_in_the_next_round_only(RecipientState state)
    {
        Assert.IsType<RecipientStep.Send>(RecipientRule.Next(Row(state), First with { Round = 2 }, Now));
        Assert.IsType<RecipientStep.Nothing>(RecipientRule.Next(Row(state) with { Round = 2 }, First with { Round = 2 }, Now));
    }

    [Fact]
    public void An_older_version_is_changed_at_its_time_also_where_its_message_must_be_looked_up()
    {
        var wanted = First with { Version = 2 };

        Assert.IsType<RecipientStep.Change>(RecipientRule.Next(Row(RecipientState.Sent), wanted, Now));
        Assert.Equal(Now.AddSeconds(1), Assert.IsType<RecipientStep.Wait>(RecipientRule.Next(Row(RecipientState.Sent) with { DueAt = Now.AddSeconds(1) }, wanted, Now)).Until);
        Assert.IsType<RecipientStep.Change>(RecipientRule.Next(Row(RecipientState.Sent) with { ActivityId = "" }, wanted, Now));
        Assert.IsType<RecipientStep.Remove>(RecipientRule.Next(Row(RecipientState.Sent) with { ActivityId = "" }, wanted with { IsWithdrawn = true }, Now));
    }

    [Theory]
    [InlineData(1, "a", 1)]
    [InlineData(3, "a", 2)] // nobody knows which version they have: it is changed once more
    [InlineData(3, "", 3)] // there is nothing to be changed
    public void Who_has_the_message_by_another_way_gets_what_it_is_changed_to(int wanted, string activityId, int version)
    {
        var row = RecipientRule.GotItAlready(RecipientRule.Begun(Row(RecipientState.Held), First), activityId, mayBeTwice: false, First with { Version = wanted }, Now);

        Assert.Equal((RecipientState.Sent, activityId, version), (row.State, row.ActivityId, row.Version));
        Assert.Equal(version < wanted ? nameof(RecipientStep.Change) : nameof(RecipientStep.Nothing), RecipientRule.Next(row, First with { Version = wanted }, Now).GetType().Name);
        Assert.Equal(version < wanted ? Now : null, row.DueAt);
    }

    [Fact]
    public void Who_is_held_for_an_installation_is_counted_apart_and_still_left()
    {
        var tally = new Tally();
        tally.Add(Row(RecipientState.Held));
        tally.Add(Row(RecipientState.Held) with { Why = RecipientRule.Installing });

        Assert.Equal((1, 1, 2, 2), (tally.Held, tally.Installing, tally.Left, tally.Total));
    }

    [Fact]
    public void What_a_dead_server_was_sending_may_have_arrived_and_what_waited_may_not()
    {
        Assert.True(RecipientRule.Begun(Row(RecipientState.Trying), First).MayHaveArrived);
        Assert.False(RecipientRule.Begun(Row(RecipientState.Waiting), First).MayHaveArrived);
        Assert.True(RecipientRule.Arrived(RecipientRule.Begun(Row(RecipientState.Trying), First), "a", 1, mayBeTwice: false, Now).IsPossiblyTwice);
        Assert.True(RecipientRule.Arrived(RecipientRule.Begun(Row(RecipientState.Waiting), First), "a", 1, mayBeTwice: true, Now).IsPossiblyTwice);
    }

    [Fact]
    public void Tries_end_as_failed_after_three_hours_and_a_new_round_counts_from_none()
    {
        var (row, at, tries) = (RecipientRule.Begun(Row(RecipientState.Waiting), First), Now, 0);
        for (; row.State is not RecipientState.Failed; tries++)
        {
            row = RecipientRule.NotNow(row, null, isPatience: false, at, jitter: 0);
            at = row.DueAt ?? at;
        }

        Assert.Equal(RecipientRule.TriesMax, tries);
        Assert.InRange(at - Now, TimeSpan.FromHours(1.5), TimeSpan.FromHours(4));
        Assert.Equal((RecipientState.Trying, 0, 2), (RecipientRule.Begun(row, First with { Round = 2 }).State, RecipientRule.Begun(row, First with { Round = 2 }).Tries, RecipientRule.Begun(row, First with { Round = 2 }).Round));
    }

    [Fact]
    public void Being_asked_for_patience_is_no_failed_try_and_lasts_as_long_as_was_asked()
    {
        var row = RecipientRule.Begun(Row(RecipientState.Waiting), First);
        for (var i = 0; i < 100; i++)
            row = RecipientRule.NotNow(row, TimeSpan.FromMinutes(1), isPatience: true, Now, jitter: 0);

        Assert.Equal((RecipientState.Waiting, 0, Now.AddMinutes(1)), (row.State, row.Tries, row.DueAt));
    }

    [Fact]
    public void An_answer_that_is_lost_again_and_again_is_never_called_sent()
    {
        var (row, at) = (RecipientRule.Begun(Row(RecipientState.Waiting), First), Now);
        for (var i = 1; i < RecipientRule.UnsureTriesMax; i++)
        {
            row = RecipientRule.Unsure(row, at, jitter: 0);
            Assert.Equal((RecipientState.Waiting, true), (row.State, row.MayHaveArrived));
            at = row.DueAt!.Value;
        }

        var last = RecipientRule.Unsure(row, at, jitter: 0);
        Assert.Equal((RecipientState.Failed, RecipientRule.NotSure, true, false), (last.State, last.Why, last.MayHaveArrived, last.IsPossiblyTwice));
        Assert.Equal(TimeSpan.FromMinutes(31), at - Now);
    }

    [Fact]
    public void A_change_that_never_comes_through_is_given_up_and_said_so()
    {
        var row = Row(RecipientState.Sent);
        for (var i = 0; i < RecipientRule.TriesMax; i++)
            row = RecipientRule.NotChangedNow(row, 2, null, isPatience: false, Now, jitter: 0.5);

        Assert.Equal((RecipientState.Sent, 2, RecipientRule.NoAnswer, null), (row.State, row.Version, row.Why, row.DueAt));
    }

    [Fact]
    public void A_way_that_was_wrong_is_replaced_a_few_times_only()
    {
        var (row, ways) = (Row(RecipientState.Unreachable), 0);
        for (; RecipientRule.AnotherWay(row) is { State: RecipientState.Waiting } next; ways++)
            row = next with { State = RecipientState.Unreachable };

        Assert.Equal(RecipientRule.TriesMax - 1, ways);
    }

    private static string StepOf(RecipientState state, Wanted wanted) => RecipientRule.Next(Row(state), wanted, Now).GetType().Name;

    private static Recipient Row(RecipientState state) => new() { State = state, Version = state is RecipientState.Sent ? 1 : 0, ActivityId = state is RecipientState.Sent ? "a" : "", Why = state is RecipientState.Unreachable or RecipientState.Failed ? "neverMet" : "" };
}
