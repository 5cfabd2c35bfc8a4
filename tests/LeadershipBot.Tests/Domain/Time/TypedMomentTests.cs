using LeadershipBot.Domain.Time;

namespace LeadershipBot.Tests.Domain.Time;

public sealed class TypedMomentTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>A Thursday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Thu 3 Dec 18:00", "2026-12-03T18:00")]
    [InlineData("thursday 3rd december, 6pm", "2026-12-03T18:00")]
    [InlineData("3 Dec at 6.30 pm", "2026-12-03T18:30")]
    [InlineData("3/12/2026 18:30", "2026-12-03T18:30")]
    [InlineData("3/12/26 18:30", "2026-12-03T18:30")]
    [InlineData("3/12 18:30", "2026-12-03T18:30")]
    [InlineData("3.12.2026 18:30", "2026-12-03T18:30")]
    [InlineData("2026-12-03 18:30", "2026-12-03T18:30")]
    [InlineData("2026-12-03T18:30", "2026-12-03T18:30")]
    [InlineData("Thu 3 Dec, 18:00 (GMT)", "2026-12-03T18:00")]
    [InlineData("3 December 2027 09:05", "2027-12-03T09:05")]
    [InlineData("12am 4 Dec", "2026-12-04T00:00")]
    [InlineData("12pm 4 Dec", "2026-12-04T12:00")]
    [InlineData("26 Nov 12:01", "2026-11-26T12:01")]
    [InlineData("26 Nov 12:00", "2027-11-26T12:00")]
    [InlineData("Tue 1 Jun 18:00", "2027-06-01T17:00")] // summer time; without a year it is the next
    [InlineData("Fri 17:00", "2026-11-27T17:00")]
    [InlineData("Thu 11:00", "2026-12-03T11:00")]
    [InlineData("Thu 13:00", "2026-11-26T13:00")]
    [InlineData("3/12/2025 18:30", "2025-12-03T18:30")] // has passed: the caller says so
    public void A_moment_is_read_as_people_type_it(string typed, string utc)
        => Assert.Equal(DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture), TypedMoment.Read(typed, Now, London));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("3 Dec")] // no time
    [InlineData("18:00")] // no date
    [InlineData("Wed 3 Dec 18:00")] // it is a Thursday
    [InlineData("31 Nov 18:00")]
    [InlineData("29 Feb 18:00")] // neither this year nor the next
    [InlineData("3 Dec 24:00")]
    [InlineData("3 Dec 18:60")]
    [InlineData("3 Dec 13pm")]
    [InlineData("3 Dec 18:00 19:00")]
    [InlineData("3 Dec Jan 18:00")]
    [InlineData("3/13/2026 18:00")]
    [InlineData("3 Dec 18")]
    [InlineData("28 Mar 2027 01:30")] // clocks go forward over it
    [InlineData("1/1/9999 10:00")]
    [InlineData("0000-00-00 00:00")]
    [InlineData("٣/١٢/٢٠٢٦ ١٨:٣٠")] // digits of another script
    [InlineData("{{DATE(2026-01-01)}} 10:00")]
    public void What_is_no_moment_is_none(string typed) => Assert.Null(TypedMoment.Read(typed, Now, London));
}
