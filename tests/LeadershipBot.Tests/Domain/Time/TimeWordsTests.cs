using LeadershipBot.Domain.Time;

namespace LeadershipBot.Tests.Domain.Time;

public sealed class TimeWordsTests
{
    [Theory]
    [InlineData("2026-11-27T17:00:00Z", "Europe/London", "Fri 27 Nov, 17:00 (GMT)")]
    [InlineData("2026-06-05T16:00:00Z", "Europe/London", "Fri 5 Jun, 17:00 (BST)")]
    [InlineData("2026-03-29T00:59:59Z", "Europe/London", "Sun 29 Mar, 00:59 (GMT)")]
    [InlineData("2026-03-29T01:00:00Z", "Europe/London", "Sun 29 Mar, 02:00 (BST)")]
    [InlineData("2026-10-25T00:30:00Z", "Europe/London", "Sun 25 Oct, 01:30 (BST)")] // the hour that comes twice
    [InlineData("2026-10-25T01:30:00Z", "Europe/London", "Sun 25 Oct, 01:30 (GMT)")]
    [InlineData("2026-12-31T23:30:00-01:00", "Europe/London", "Fri 1 Jan, 00:30 (GMT)")]
    [InlineData("2026-07-01T12:00:00Z", "GMT Standard Time", "Wed 1 Jul, 13:00 (BST)")]
    [InlineData("2026-11-27T17:00:00Z", "GMT Standard Time", "Fri 27 Nov, 17:00 (GMT)")]
    [InlineData("2026-11-27T17:00:00Z", "UTC", "Fri 27 Nov, 17:00 (UTC)")]
    [InlineData("2026-11-27T17:00:00Z", "Africa/Abidjan", "Fri 27 Nov, 17:00 (UTC)")]
    [InlineData("2026-11-27T17:00:00Z", "Europe/Paris", "Fri 27 Nov, 18:00 (UTC+1)")]
    [InlineData("2026-07-01T12:00:00Z", "Europe/Paris", "Wed 1 Jul, 14:00 (UTC+2)")]
    [InlineData("2026-11-27T03:00:00Z", "America/New_York", "Thu 26 Nov, 22:00 (UTC-5)")]
    [InlineData("2026-11-27T17:00:00Z", "Asia/Kathmandu", "Fri 27 Nov, 22:45 (UTC+5:45)")]
    [InlineData("2026-11-27T17:00:00Z", "America/St_Johns", "Fri 27 Nov, 13:30 (UTC-3:30)")]
    [InlineData("2026-11-27T17:00:00Z", "Pacific/Kiritimati", "Sat 28 Nov, 07:00 (UTC+14)")]
    [InlineData("2026-11-27T17:00:00Z", "Pacific/Chatham", "Sat 28 Nov, 06:45 (UTC+13:45)")]
    public void A_moment_is_told_in_the_readers_zone_with_the_zone(string utc, string zone, string words)
        => Assert.Equal(words, TimeWords.Moment(DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
