using LeadershipBot.Domain.Meetings.Calendars;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>Which time of a series stands in the place of one that is gone: one only where nobody can be wrong about it.</summary>
public sealed class MovedTimesTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Monday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-12", "13", "13")] // Thursday, then Friday
    [InlineData("-12", "9", "9")]
    [InlineData("-12", "13 20", "13")] // next week's is another's
    [InlineData("-12 -19", "13 20", "13")]
    [InlineData("-12", "10 13", null)] // which of both?
    [InlineData("-10 -12", "13", null)] // whose place?
    [InlineData("-12", "", null)]
    [InlineData("-12", "20", "20")] // the only one of its month, as of a monthly series
    [InlineData("-12", "20 27", null)]
    [InlineData("-12 -19", "27", null)]
    [InlineData("-5", "2", null)] // today's began before now
    public void A_time_stands_in_the_place_of_the_only_one_that_went_where_it_is_the_only_one_that_came(string gone, string there, string? expected)
    {
        var times = Days(gone).Select(day => Time(-day, isGone: true)).Concat(Days(there).Select(day => Time(day, isGone: false))).ToList();
        Assert.Equal(expected, MovedTimes.InPlaceOf(times[0], times, London, Now)?.Id);
    }

    [Fact]
    public void What_is_over_has_none_in_its_place_and_what_is_cancelled_stands_in_none()
    {
        Assert.Null(MovedTimes.InPlaceOf(Time(12, isGone: true), [Time(12, isGone: true), Time(13, isGone: false)], London, Now.AddDays(15)));
        Assert.Null(MovedTimes.InPlaceOf(Time(12, isGone: true), [Time(12, isGone: true), Time(13, isGone: false) with { IsCancelled = true }], London, Now));
    }

    [Fact]
    public void Weeks_are_those_of_the_series_own_zone()
    {
        var (gone, there) = (At("a", new DateTimeOffset(2026, 6, 15, 22, 30, 0, TimeSpan.Zero), isGone: true), At("b", new DateTimeOffset(2026, 6, 21, 23, 30, 0, TimeSpan.Zero), isGone: false)); // Monday, 22:30 in UTC; Monday, 00:30 in London
        var other = At("c", new DateTimeOffset(2026, 6, 17, 9, 0, 0, TimeSpan.Zero), isGone: false);
        Assert.Equal("c", MovedTimes.InPlaceOf(gone, [gone, there, other], London, Now)?.Id);
        Assert.Null(MovedTimes.InPlaceOf(gone, [gone, there, other], TimeZoneInfo.Utc, Now));
    }

    [Fact]
    public void The_nearest_one_to_come_is_named_and_none_that_is_gone_cancelled_or_over()
    {
        var gone = Time(12, isGone: true);
        KnownEvent[] times = [gone, Time(2, isGone: false), Time(11, isGone: true), Time(13, isGone: false) with { IsCancelled = true }, Time(19, isGone: false), Time(26, isGone: false)];
        Assert.Equal("19", MovedTimes.NearestTo(gone, times, Now)?.Id);
        Assert.Null(MovedTimes.NearestTo(gone, times, Now.AddDays(60)));
    }

    private static IEnumerable<int> Days(string days) => days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => int.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    private static KnownEvent Time(int day, bool isGone) => At(day.ToString(System.Globalization.CultureInfo.InvariantCulture), new DateTimeOffset(2026, 3, day, 8, 0, 0, TimeSpan.Zero), isGone);

    private static KnownEvent At(string id, DateTimeOffset at, bool isGone) => new(id, EventKind.Occurrence) { SeriesId = "series", StartsAt = at, EndsAt = at.AddHours(1), IsGone = isGone };
}
