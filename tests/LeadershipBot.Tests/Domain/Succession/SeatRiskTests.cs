using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;

namespace LeadershipBot.Tests.Domain.Succession;

public sealed class SeatRiskTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("2026-12-02", 0, SeatState.Red)]
    [InlineData("2026-12-03", 0, SeatState.Held)]
    [InlineData("2026-12-02", 1, SeatState.EndsSoon)]
    [InlineData("2026-03-01", 0, SeatState.Red)]
    [InlineData("2026-03-01", 2, SeatState.Empty)]
    [InlineData(null, 0, SeatState.Held)]
    public void A_seat_is_red_where_it_ends_within_nine_months_or_is_empty_and_nobody_is_ready(string? until, int ready, SeatState state)
        => Assert.Equal(state, SeatRisk.Of(1, [Held("ann", "2023-01-01", until)], ready, Today));

    [Fact]
    public void Whoever_follows_already_keeps_a_seat_from_being_red()
    {
        Tenure[] tenures = [Held("ann", "2023-07-01", "2026-06-30"), Held("ben", "2026-07-01", "2029-06-30")];
        Assert.Equal(SeatState.Held, SeatRisk.Of(1, tenures, 0, Today));
        Assert.Equal(SeatState.Red, SeatRisk.Of(2, tenures, 0, Today)); // ben fills the empty place, and nobody follows ann
    }

    [Fact]
    public void More_people_who_are_ready_never_make_a_seat_worse()
        => Prop.ForAll(Gen.Choose(-2_000, 2_000).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (days, ready) =>
        {
            var tenures = new[] { Held("ann", "2015-01-01", PlainDay(days)) };
            var (without, with) = (SeatRisk.Of(1, tenures, 0, Today), SeatRisk.Of(1, tenures, ready, Today));
            return with is SeatState.Red ? ready == 0 && without is SeatState.Red : without is not SeatState.Held || with is SeatState.Held;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2027-03-03", 0, null)]
    [InlineData("2027-03-02", 0, 12)]
    [InlineData("2027-03-02", 12, null)]
    [InlineData("2026-12-02", 12, 9)]
    [InlineData("2026-06-01", 0, 3)]
    [InlineData("2026-06-01", 12, 3)]
    [InlineData("2026-06-01", 3, null)]
    [InlineData("2026-03-02", 0, 3)]
    [InlineData("2026-03-01", 0, null)]
    [InlineData(null, 0, null)]
    public void A_late_start_sends_only_the_latest_reminder_and_none_twice(string? until, int reminded, int? due)
        => Assert.Equal(due, TermReminders.DueOn(Day(until), reminded, Today));

    [Fact]
    public void Looked_at_when_they_are_due_reminders_come_each_once_and_in_order()
        => Prop.ForAll(Gen.Choose(0, 1_500).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (days, late) =>
        {
            var until = Today.AddDays(days);
            var (today, reminded, sent) = (Today, 0, new List<int>());
            for (var looks = 0; looks < 8; looks++)
            {
                if (TermReminders.DueOn(until, reminded, today) is { } months)
                    sent.Add(reminded = months);
                if (TermReminders.NextAfter(until, reminded, today) is not { } next)
                    break;
                today = next.AddDays(late);
            }

            int[] all = [12, 9, 6, 3];
            return sent.Count > 0 && sent[^1] == 3 && sent.SequenceEqual(all[^sent.Count..]);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2025-03-02", "2029-01-01", null, true)]
    [InlineData("2025-03-03", "2029-01-01", null, false)]
    [InlineData("2020-01-01", "2029-01-01", "2025-03-02", true)]
    [InlineData("2020-01-01", "2029-01-01", "2025-06-01", false)]
    [InlineData("2020-01-01", "2026-04-01", null, false)]
    [InlineData("2020-01-01", null, null, true)]
    public void Whether_somebody_stays_is_asked_once_a_year_and_not_in_the_last_month(string from, string? until, string? asked, bool due)
        => Assert.Equal(due, StayQuestion.IsDueOn(Held("ann", from, until) with { AskedOn = Day(asked) }, Today));

    [Fact]
    public void A_rescue_comes_once_halfway_and_the_time_is_extended_once()
    {
        var opens = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var round = new Round(1, opens, opens.AddDays(28), 1);
        Assert.False(Rescue.IsDueAt(round, opens.AddDays(14).AddTicks(-1)));
        Assert.True(Rescue.IsDueAt(round, opens.AddDays(14)));
        Assert.False(Rescue.IsDueAt(round with { LookedAt = opens.AddDays(14) }, opens.AddDays(15)));
        Assert.False(Rescue.IsDueAt(round, opens.AddDays(28)));
        Assert.False(Rescue.IsContested(new ApplicantCounts(3, 0, 0, 0, 0, 3, 2) { ReadyNow = 1, OneToTwoYears = 2, Exploring = 9 }, 1)); // one stands
        Assert.True(Rescue.IsContested(new ApplicantCounts(1, 1, 0, 0, 0, 0, 0) { ReadyNow = 2 }, 1));

        Assert.False(Rescue.Extend(round, 14, null, opens.AddDays(15)).IsRefused(out _, out var extended));
        Assert.Equal(opens.AddDays(42), extended!.ClosesAt);
        Assert.True(Rescue.Extend(extended, 7, null, opens.AddDays(16)).IsRefused(out var twice, out _) && twice.TextKey == "posts.refused.extended");
        Assert.True(Rescue.Extend(round, 5, null, opens.AddDays(15)).IsRefused(out var odd, out _) && odd.TextKey == "posts.refused.days");
        Assert.True(Rescue.Extend(round, 7, null, opens.AddDays(28)).IsRefused(out var late, out _) && late.TextKey == "posts.refused.notOpen");
    }

    [Theory]
    [InlineData("2026-04-09", "2026-04-09", 7, "2026-04-09", null)]
    [InlineData("2026-04-09", "2026-04-09", 14, null, null)] // it would be before the new end: not known any more
    [InlineData("2026-04-09", "2026-04-20", 14, "2026-04-20", null)]
    [InlineData("2026-04-09", "2026-04-12", 14, null, "posts.refused.interview")]
    [InlineData("2026-04-09", null, 7, null, null)]
    [InlineData(null, "2026-04-13", 14, "2026-04-13", null)]
    public void Interviews_are_never_before_the_end_to_which_a_round_is_extended(string? before, string? said, int days, string? after, string? refused)
    {
        var opens = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero); // until 30 March
        var ruling = Rescue.Extend(new Round(1, opens, opens.AddDays(28), 1) { InterviewOn = Day(before) }, days, Day(said), opens.AddDays(15));
        Assert.Equal(refused, ruling.IsRefused(out var why, out var round) ? why.TextKey : null);
        Assert.Equal(Day(after), round?.InterviewOn);
    }

    [Theory]
    [InlineData(Rung.Shadow, Experience.Good, Rung.Project)]
    [InlineData(Rung.Associate, Experience.Good, Rung.Seat)]
    [InlineData(Rung.Shadow, Experience.NotSaid, null)]
    [InlineData(Rung.Shadow, Experience.Mixed, null)]
    [InlineData(Rung.Shadow, Experience.NotForMe, null)]
    public void The_next_rung_is_offered_after_a_good_experience_and_never_before(Rung rung, Experience experience, Rung? next)
        => Assert.Equal(next, new LadderStep("s", Named("ann"), rung, "A meeting", Today, null) { Experience = experience }.Next);

    [Theory]
    [InlineData(Rung.Seat, "A seat", 0, null, "posts.refused.step")]
    [InlineData(Rung.Shadow, " ", 0, null, "posts.refused.step")]
    [InlineData(Rung.Shadow, "A meeting", 0, -1, "posts.refused.stepDays")]
    [InlineData(Rung.Shadow, "A meeting", 400, null, "posts.refused.stepDays")]
    [InlineData(Rung.Shadow, "Saw 485 777 3457", 0, null, "shell.refused.patientData")]
    [InlineData(Rung.Shadow, "A meeting", -30, null, null)]
    public void What_is_recorded_of_the_ladder_makes_sense(Rung rung, string what, int from, int? until, string? refused)
        => Assert.Equal(refused, Ladder.Check(new LadderStep("s", Named("ann"), rung, what, Today.AddDays(from), until is { } days ? Today.AddDays(days) : null), Today).IsRefused(out var why, out _) ? why.TextKey : null);

    [Fact]
    public void A_mentor_helps_three_at_once_and_nobody_has_two_or_is_their_own()
    {
        List<MentorPair> pairs = [Pair("a", "m", "x"), Pair("b", "m", "y"), Pair("c", "m", "z")];
        Assert.Equal("posts.refused.mentorFull", Mentoring.WhyNot(Named("m").Id, Named("w").Id, pairs)?.TextKey);
        Assert.Null(Mentoring.WhyNot(Named("m").Id, Named("w").Id, [.. pairs.Take(2), pairs[2] with { EndedAt = DateTimeOffset.UnixEpoch }]));
        Assert.Equal("posts.refused.hasMentor", Mentoring.WhyNot(Named("n").Id, Named("x").Id, pairs)?.TextKey);
        Assert.Equal("posts.refused.ownMentor", Mentoring.WhyNot(Named("m").Id, Named("m").Id, [])?.TextKey);
    }

    private static MentorPair Pair(string id, string mentor, string mentee) => new(id, Named(mentor), Named(mentee), DateTimeOffset.UnixEpoch);

    private static Tenure Held(string who, string from, string? until) => new("t" + who, Named(who), Day(from)!.Value, Day(until));

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static string PlainDay(int days) => Today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Person Named(string id) => new(new MemberId("tenant", id), id);
}
