using LeadershipBot.Domain.Meetings.Calendars;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>Which series goes on where another was cut: one only where nobody can be wrong about it.</summary>
public sealed class SplitSeriesTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private static readonly KnownEvent Old = new("old", EventKind.Series) { Title = "Huddle", IsOwn = true };

    private static readonly KnownEvent New = new("new", EventKind.Series) { Title = "Huddle", IsOwn = true };

    [Theory]
    [InlineData("5 12 -19 -26", "19 26", true)] // at another hour, or with others invited
    [InlineData("5 12 -19 -26", "20 27", true)] // on another weekday
    [InlineData("5 12 -19 -26", "26", true)] // begins later in that month
    [InlineData("5 12 -19 -26", "33 40", false)] // not where it was cut
    [InlineData("5 12 -19 -26", "6 13 20", false)] // ran beside it
    [InlineData("5 -12 19 26", "27", false)] // one was taken out, and it goes on
    [InlineData("5 12 19", "26", false)] // nothing was cut
    [InlineData("-19 -26", "19 26", false)] // nothing of it is left by which one could tell
    [InlineData("5 12 -19 -26", "", false)]
    public void A_series_goes_on_as_the_one_that_begins_where_it_ends_now(string old, string other, bool goesOn)
        => Assert.Equal(goesOn, SplitSeries.After(Old, [Old, New, .. Times(Old, old), .. Times(New, other)], London) is { Id: "new" });

    [Fact]
    public void It_is_the_same_only_by_name_and_organiser_and_where_no_other_begins_there()
    {
        Assert.True(GoesOnAs(Old, New));
        Assert.False(GoesOnAs(Old, New with { Title = "Huddle 2" }));
        Assert.False(GoesOnAs(Old with { Title = null }, New with { Title = null })); // of which no words are kept
        Assert.False(GoesOnAs(Old, New with { IsCancelled = true }));
        Assert.False(GoesOnAs(Old, New with { IsOwn = false }));
        Assert.False(GoesOnAs(Old with { IsOwn = false }, New with { IsOwn = false })); // by whom, nobody knows
        Assert.True(GoesOnAs(Old with { IsOwn = false, JoinUrl = "https://teams.example/1" }, New with { IsOwn = false, JoinUrl = "https://teams.example/1" }));
        var third = New with { Id = "third" };
        Assert.Null(SplitSeries.After(Old, [Old, New, third, .. Times(Old, "5 -12"), .. Times(New, "12"), .. Times(third, "13")], London));
    }

    private static bool GoesOnAs(KnownEvent old, KnownEvent other) => SplitSeries.After(old, [old, other, .. Times(old, "5 12 -19 -26"), .. Times(other, "19 26")], London) == other;

    /// <summary>Times on these days from 1 March 2026 on; with a minus those that are gone.</summary>
    private static IEnumerable<KnownEvent> Times(KnownEvent series, string days)
        => days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => int.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Select(day => new KnownEvent($"{series.Id}{day}", EventKind.Occurrence)
        {
            SeriesId = series.Id,
            StartsAt = new DateTimeOffset(2026, 2, 28, 18, 0, 0, TimeSpan.Zero).AddDays(Math.Abs(day)),
            IsGone = day < 0,
        });
}
