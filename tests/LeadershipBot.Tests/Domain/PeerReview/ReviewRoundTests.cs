using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.PeerReview;

public sealed class ReviewRoundTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void A_round_goes_from_joining_to_over_by_its_times_and_grace_is_after_the_deadline()
    {
        var round = Draft();
        var open = round with { Match = "v1" };
        Assert.Equal(RoundStage.Joining, round.StageAt(round.StartsAt.AddTicks(-1)));
        Assert.Equal(RoundStage.Starting, round.StageAt(round.StartsAt));
        Assert.Equal(RoundStage.Open, open.StageAt(round.ClosesAt.AddDays(3).AddTicks(-1)));
        Assert.Equal(RoundStage.Over, open.StageAt(round.ClosesAt.AddDays(3)));
        Assert.Equal(RoundStage.CalledOff, Holds(round.CallOff(Now)).StageAt(Now));
        Assert.Equal(Now.AddDays(14), round.HalfwayAt);
    }

    [Fact]
    public void What_two_organisers_do_is_done_once()
    {
        var started = Holds(Draft().StartNow(Now.AddDays(1)));
        Assert.Same(started, Holds(started.StartNow(Now.AddDays(2))));
        var closed = Holds((started with { Match = "v1" }).CloseEarly(Now.AddDays(3)));
        Assert.Equal(Now.AddDays(3), closed.LastAt);
        Assert.Same(closed, Holds(closed.CloseEarly(Now.AddDays(4))));
        Assert.Equal("review.refused.started", Why((started with { Match = "v1" }).CallOff(Now.AddDays(2))));
        Assert.NotNull(Holds(started.CallOff(Now.AddDays(2))).CalledOffAt); // it waits to start: nobody was asked anything
        Assert.Equal("review.refused.notOpen", Why(Draft().CloseEarly(Now)));
        Assert.Equal("review.refused.over", Why(closed.StartNow(Now.AddDays(4))));
    }

    [Theory]
    [InlineData("Spring", 2, 7, 21, 3, null)]
    [InlineData(" ", 2, 7, 21, 3, "peers.refused.noWords")]
    [InlineData("Spring", 1, 7, 21, 3, "review.refused.questions")]
    [InlineData("Spring", 6, 7, 21, 3, "review.refused.questions")]
    [InlineData("Spring", 2, 0, 21, 3, "review.refused.days")]
    [InlineData("Spring", 2, 7, 7, 3, "review.refused.days")]
    [InlineData("Spring", 2, 91, 95, 3, "review.refused.days")]
    [InlineData("Spring", 2, 7, 98, 3, "review.refused.days")]
    [InlineData("Spring", 2, 7, 21, 15, "review.refused.days")]
    public void A_draft_is_checked(string title, int questions, int starts, int closes, int grace, string? refused)
    {
        var draft = Draft() with { Title = title, Questions = [.. Enumerable.Range(1, questions).Select(n => new string('q', n))], StartsAt = Now.AddDays(starts), ClosesAt = Now.AddDays(closes), GraceDays = grace };
        Assert.Equal(refused, Why(RoundDraft.Check(draft, Now, Today)));
    }

    [Fact]
    public void Questions_are_tidied_and_hold_no_patient()
    {
        Assert.Equal(["a", "b"], Holds(RoundDraft.Check(Draft() with { Questions = [" a ", "", "b", "A"] }, Now, Today)).Questions);
        Assert.Equal("shell.refused.patientData", Why(RoundDraft.Check(Draft() with { Questions = ["a", "Mrs Smith, 3.4.1951"] }, Now, Today)));
    }

    [Theory]
    [InlineData("4-1", 3, true)]
    [InlineData("411", 2, false)]
    [InlineData("5--", 3, false)]
    [InlineData("0--", 3, false)]
    [InlineData(null, 3, false)]
    public void An_answer_is_a_step_for_each_question_or_that_it_does_not_apply(string? words, int questions, bool isOne)
    {
        var answer = ReviewAnswer.Read(words, questions);
        Assert.Equal(isOne, answer is not null);
        Assert.Equal(isOne ? words : null, answer?.Write());
    }

    [Fact]
    public void Nothing_is_known_of_a_question_that_fewer_than_five_answered()
    {
        var five = ReviewResult.Of([Count("4-", 1), Count("34", 4)], 2);
        Assert.Equal(5, five.Answered);
        Assert.Equal([0, 0, 4, 1], five.Counts[0]!);
        Assert.Null(five.Counts[1]);
        var four = ReviewResult.Of([Count("44", 4)], 2);
        Assert.Equal((4, false), (four.Answered, four.IsShown));
        Assert.All(four.Counts, Assert.Null);
    }

    [Fact]
    public void It_is_looked_at_daily_and_when_a_reminder_becomes_due()
    {
        var round = Draft(); // 14 days, from day 7 on: halfway on day 14, an eighth before the end on day 19.25
        Assert.Equal([0, 0, 1, 1, 2, 2], new[] { 7.0, 13.9, 14.0, 19.2, 19.25, 21.0 }.Select(day => round.RemindersDueAt(Now.AddDays(day))));
        foreach (var (at, next) in new[] { (7.0, 8.0), (13.5, 14.0), (14.0, 15.0), (18.5, 19.25), (19.25, 20.25) })
            Assert.Equal(Now.AddDays(next), round.NextLookAfter(Now.AddDays(at)));
    }

    [Theory]
    [InlineData(0, 10, false, false)]
    [InlineData(30, 30, false, false)]
    [InlineData(2 * 1440, 1440, false, false)]
    [InlineData(13.5 * 1440, 720, false, false)]
    [InlineData((14 * 1440) - 1, 1, false, false)]
    [InlineData(14 * 1440, 1440, true, false)]
    [InlineData((90 * 1440) - 30, 30, true, false)]
    [InlineData(90 * 1440, 1440, true, true)]
    public void What_cannot_be_opened_is_tried_ever_less_often_and_given_up_after_fourteen_days_or_ninety(double minutesAfter, int againAfterMinutes, bool givesUpOne, bool givesUpAll)
    {
        var round = Draft();
        var now = round.LastAt.AddMinutes(minutesAfter);
        Assert.Equal(now.AddMinutes(againAfterMinutes), round.TriesAgainAt(now));
        Assert.Equal((givesUpOne, givesUpAll), (round.GivesUp(now, othersOpen: true), round.GivesUp(now, othersOpen: false)));
    }

    [Fact]
    public void For_how_long_the_key_was_away_is_summed_up_to_the_end_and_counts_from_three_hours_on()
    {
        var round = Draft();
        var start = round.StartsAt;
        var away = round.KeyLooked(false, start.AddHours(1));
        Assert.Same(away, away.KeyLooked(false, start.AddHours(2)));
        Assert.Equal((false, true), (away.IsKeyAwayLong(start.AddHours(3)), away.IsKeyAwayLong(start.AddHours(4))));
        var back = away.KeyLooked(true, start.AddHours(3));
        Assert.Equal((null, null), (back.KeyAwaySince, back.KeyAwayHours));
        Assert.Same(back, back.KeyLooked(true, start.AddHours(4)));
        Assert.False(back.IsKeyAwayLong(start.AddDays(1)));
        Assert.Equal(3, back.KeyLooked(false, start.AddDays(1)).KeyLooked(true, start.AddDays(1).AddHours(1)).KeyAwayHours);
        Assert.Equal(6, back.KeyLooked(false, round.LastAt.AddHours(-4)).KeyAwayHours);
    }

    private static PatternCount Count(string answer, int count) => new(ReviewAnswer.Read(answer, 2)!.ToPattern(), count);

    private static ReviewRound Draft() => new("r1", new OrganisationName("larkford", "Larkford"), "Spring", ["Listens", "Explains"], WhoMayRate.Anybody, Now.AddDays(7), Now.AddDays(21), 3);

    private static T Holds<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var why, out var fact) ? throw new InvalidOperationException(why.TextKey) : fact;

    private static string? Why<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
