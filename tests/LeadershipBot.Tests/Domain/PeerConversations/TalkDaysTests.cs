using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.PeerConversations;

namespace LeadershipBot.Tests.Domain.PeerConversations;

/// <summary>When people are matched, over months, years and the two days on which clocks change.</summary>
public sealed class TalkDaysTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2026-03-06T12:00:00Z", "2026-03-09T09:00:00Z")]
    [InlineData("2026-03-09T08:59:00Z", "2026-03-16T09:00:00Z")] // a Monday is not its own next one
    [InlineData("2026-03-28T12:00:00Z", "2026-03-30T08:00:00Z")] // clocks go forward on the 29th
    [InlineData("2026-03-29T23:30:00Z", "2026-04-06T08:00:00Z")] // half past midnight on Monday, there
    [InlineData("2026-10-24T12:00:00Z", "2026-10-26T09:00:00Z")] // clocks go back on the 25th
    [InlineData("2026-12-31T12:00:00Z", "2027-01-04T09:00:00Z")]
    public void The_next_Monday_is_at_nine_by_the_clock_on_the_wall(string after, string next)
        => Assert.Equal(At(next), TalkDays.NextMonday(At(after), London));

    [Theory]
    [InlineData("2026-03-23T09:00:00Z", 2, "2026-04-06T08:00:00Z")]
    [InlineData("2026-10-19T08:00:00Z", 2, "2026-11-02T09:00:00Z")]
    [InlineData("2026-04-06T08:00:00Z", -2, "2026-03-23T09:00:00Z")]
    public void Some_weeks_later_it_is_nine_again_whatever_the_clocks_did(string at, int weeks, string later)
        => Assert.Equal(At(later), TalkDays.WeeksAfter(At(at), weeks, London));

    [Fact]
    public void It_is_always_a_Monday_at_nine_within_eight_days()
        => Prop.ForAll<int>(minutes =>
        {
            var after = At("2026-01-01T00:00:00Z").AddMinutes(minutes % 5_000_000);
            var next = TalkDays.NextMonday(after, London);
            var local = TimeZoneInfo.ConvertTime(next, London);
            return local.DayOfWeek is DayOfWeek.Monday && local.TimeOfDay == TimeSpan.FromHours(9) && next > after && next - after < TimeSpan.FromDays(8);
        }).QuickCheckThrowOnFailure();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
