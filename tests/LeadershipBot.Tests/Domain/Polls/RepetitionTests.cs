using System.Globalization;
using LeadershipBot.Domain.Polls;

namespace LeadershipBot.Tests.Domain.Polls;

public sealed class RepetitionTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData(RepeatEvery.Week, "2026-03-23 09:00", "2026-03-30 08:00", "2026-04-06 08:00")] // clocks go forward on 29 March
    [InlineData(RepeatEvery.TwoWeeks, "2026-10-19 08:00", "2026-11-02 09:00", "2026-11-16 09:00")] // and back on 25 October
    [InlineData(RepeatEvery.Month, "2026-01-31 10:00", "2026-02-28 10:00", "2026-03-31 09:00")] // a 31st comes back
    [InlineData(RepeatEvery.ThreeMonths, "2026-11-30 10:00", "2027-02-28 10:00", "2027-05-30 09:00")]
    [InlineData(RepeatEvery.Year, "2028-02-29 10:00", "2029-02-28 10:00", "2030-02-28 10:00")]
    [InlineData(RepeatEvery.Week, "2026-03-22 01:30", "2026-03-29 01:00", "2026-04-05 00:30")] // half past one is left out that night
    [InlineData(RepeatEvery.Week, "2026-10-18 00:30", "2026-10-25 00:30", "2026-11-01 01:30")] // and comes twice in that one: the first counts
    public void It_keeps_the_day_and_the_clock_on_the_wall(RepeatEvery every, string from, string second, string third)
    {
        var repetition = new Repetition(every, At(from), London.Id);

        Assert.Equal(At(second), repetition.Next(At(from), 2, London));
        Assert.Equal(At(third), repetition.Next(At(second), 3, London));
    }

    [Fact]
    public void A_leap_day_comes_back() => Assert.Equal(At("2032-02-29 10:00"), new Repetition(RepeatEvery.Year, At("2028-02-29 10:00"), London.Id).Next(At("2031-06-01 00:00"), 4, London));

    [Theory]
    [InlineData(3, null, 3, true)]
    [InlineData(3, null, 4, false)]
    [InlineData(null, "2026-03-09 09:00", 2, true)]
    [InlineData(null, "2026-03-09 08:59", 2, false)]
    [InlineData(null, null, 60, true)]
    [InlineData(null, null, 61, false)]
    public void It_ends(int? times, string? until, int number, bool goesOn)
    {
        var repetition = new Repetition(RepeatEvery.Week, At("2026-03-02 09:00"), London.Id) { Times = times, Until = until is null ? null : At(until) };

        Assert.Equal(goesOn, repetition.Next(At("2026-03-02 09:00"), number, London) is not null);
        Assert.Null((repetition with { StoppedAt = At("2026-03-01 00:00") }).Next(At("2026-03-02 09:00"), 2, London));
    }

    [Fact]
    public void Each_of_them_is_open_as_long_on_the_wall()
    {
        var before = new Poll("p", new("larkford", "Larkford"), "t", "?", [Question.OneOf("?", ["Yes", "No"])], "a", "A", At("2026-03-27 10:00"), At("2026-03-28 17:00"), null);

        Assert.Equal(At("2026-03-29 16:00"), Repetition.ClosingOf(At("2026-03-28 10:00"), before, London)); // an hour less
        Assert.Null(Repetition.ClosingOf(At("2026-03-28 10:00"), before with { ClosesAt = null }, London));
    }

    [Fact]
    public void The_next_one_holds_nothing_of_what_happened_to_the_one_before()
    {
        var before = new Poll("p", new("larkford", "Larkford"), "t", "?", [Question.OneOf("?", ["Yes", "No"])], "a", "A", At("2026-03-02 10:00"), At("2026-03-03 10:00"), At("2026-03-02 12:00"))
        {
            Series = new PollSeries("p", 1),
            OnRoll = 12,
            Revision = 3,
            Edition = 2,
            SendsReminders = false,
        };

        var next = before.Following("q", At("2026-03-09 10:00"), London);

        Assert.Equal((new PollSeries("p", 2), null, 0, 0, null), (next.Series, next.OnRoll, next.Revision, next.Edition, next.ClosedAt));
        Assert.True(next.IsOpenAt(At("2026-03-09 10:00")));
        Assert.False(next.IsOpenAt(At("2026-03-09 09:59")));
        Assert.False(next.IsOpenAt(At("2026-03-10 10:00")));
        Assert.False(next.SendsReminders);
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.ParseExact(utc, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
