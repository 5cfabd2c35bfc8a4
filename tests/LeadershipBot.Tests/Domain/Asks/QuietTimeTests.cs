using System.Globalization;
using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Asks;

public sealed class QuietTimeTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2026-03-02T09:00Z", "2026-03-02T09:00Z")] // a Monday, and not quiet
    [InlineData("2026-03-02T18:59Z", "2026-03-02T18:59Z")]
    [InlineData("2026-03-02T19:00Z", "2026-03-03T07:30Z")]
    [InlineData("2026-03-03T07:29Z", "2026-03-03T07:30Z")]
    [InlineData("2026-03-06T20:00Z", "2026-03-09T07:30Z")] // over the weekend
    [InlineData("2026-03-07T12:00Z", "2026-03-09T07:30Z")]
    [InlineData("2026-07-01T18:30Z", "2026-07-02T06:30Z")] // summer time
    public void Quiet_ends_in_the_morning_of_the_next_working_day(string at, string end)
        => Assert.Equal(Moment(end), QuietTime.EndOf(AskDefaults.Quiet, Moment(at), London));

    [Fact]
    public void Nothing_is_quiet_where_begin_and_end_are_the_same()
        => Assert.False(QuietTime.Holds(new QuietHours(new TimeOnly(8, 0), new TimeOnly(8, 0), Weekends: false), Moment("2026-03-07T08:00Z"), London));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
