using LeadershipBot.Domain.Ledger;

namespace LeadershipBot.Tests.Domain.Ledger;

public sealed class RaiseWeekTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2026-11-23T00:00:00Z", "20261123", "2026-11-30T08:00:00Z")]
    [InlineData("2026-11-29T23:59:59Z", "20261123", "2026-11-30T08:00:00Z")]
    [InlineData("2026-11-30T00:00:00Z", "20261130", "2026-12-07T08:00:00Z")]
    [InlineData("2026-07-05T23:30:00Z", "20260706", "2026-07-13T07:00:00Z")] // Monday already on the wall
    [InlineData("2026-03-24T12:00:00Z", "20260323", "2026-03-30T07:00:00Z")] // clocks go forward on the Sunday
    [InlineData("2026-10-24T12:00:00Z", "20261019", "2026-10-26T08:00:00Z")] // and back
    [InlineData("2026-12-31T12:00:00Z", "20261228", "2027-01-04T08:00:00Z")]
    public void A_week_is_passed_on_at_eight_on_the_Monday_after_it(string at, string key, string passedOn)
    {
        var week = RaiseWeek.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), London);

        Assert.Equal(key, week.Key);
        Assert.Equal(DateTimeOffset.Parse(passedOn, System.Globalization.CultureInfo.InvariantCulture), week.PassedOnAt(London));
        Assert.True(RaiseWeek.TryRead(week.Key, out var read));
        Assert.Equal(week, read);
        Assert.Equal(TimeSpan.FromDays(7), week.Date - week.Before.Date);
        Assert.Equal(TimeSpan.Zero, week.Date.TimeOfDay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20261124")]
    [InlineData("2026-11-23")]
    [InlineData("x")]
    public void Another_day_or_text_is_no_week(string key) => Assert.False(RaiseWeek.TryRead(key, out _));
}
