using LeadershipBot.Domain.Meetings.Calendars;

namespace LeadershipBot.Tests.Domain.Meetings.Calendars;

/// <summary>What another rule takes away, and what of past events isn't kept.</summary>
public sealed class FollowRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly FollowRule All = new("", new DateOnly(2026, 3, 2));

    [Theory]
    [InlineData("", 0)]
    [InlineData("board", 3)] // Lunch, and both times of the series that differ from it in nothing
    [InlineData("Exec", 3)] // Board, Lunch and the time of the series that has a category of its own
    [InlineData("Other", 5)]
    public void Another_category_takes_away_those_coming_meetings_that_have_it_not(string category, int leaving)
    {
        KnownEvent[] known =
        [
            Seen("b", "Board", categories: ["Board", "NHS"]),
            Seen("l", "Lunch"),
            Seen("p", "Past", starts: Now.AddDays(-1)),
            Seen("w", "Away day", isAllDay: true),
            Seen("s", "Huddle", EventKind.Series, categories: ["Exec"]),
            Occurrence("o1"),
            Occurrence("o2"),
            Seen("x", "Huddle", EventKind.Exception, categories: ["Board"]),
        ];
        Assert.Equal(leaving, (All with { Category = category }).CountLeaving(known, Now));
    }

    [Fact]
    public void Of_what_becomes_no_meeting_no_category_is_kept()
    {
        Assert.Null(EventMerge.Merge(null, Said("e", "Leave") with { IsFree = true, Categories = ["Private life"] }, 1, isFull: true, All).Event.Categories);
        Assert.Equal("A\nB", EventMerge.Merge(null, Said("e", "Board") with { Categories = ["A", "B"] }, 1, isFull: true, All).Event.Categories);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, null)]
    public void What_is_shown_as_free_is_no_meeting(bool isMeeting, bool? isBusy)
        => Assert.Equal(isMeeting, EventMeaning.Of(EventMerge.Merge(null, Said("e", "Board") with { IsFree = isBusy is null ? true : isBusy is true ? false : null }, 1, isFull: true, All).Event, null, "x", "UTC") is not null);

    [Fact]
    public void A_reading_of_the_whole_window_takes_what_it_sees_first_though_the_time_of_its_change_went_back()
    {
        var known = EventMerge.Merge(null, Said("e", "Board") with { ChangedAt = Now }, 1, isFull: true, All).Event;
        var restored = Said("e", "Board as it was") with { ChangedAt = Now.AddHours(-5) };
        Assert.Equal(("Board as it was", true), EventMerge.Merge(known, restored, 2, isFull: true, All) is var full ? (full.Event.Title, full.IsNews) : default);
        Assert.Equal("Board", EventMerge.Merge(known, restored, 2, isFull: false, All).Event.Title);
        var seen = EventMerge.Merge(known, Said("e", "Newest") with { ChangedAt = Now.AddHours(1) }, 2, isFull: true, All).Event;
        Assert.Equal("Newest", EventMerge.Merge(seen, restored, 2, isFull: true, All).Event.Title); // an older page of the same reading
    }

    [Fact]
    public void Past_events_go_and_a_series_with_the_last_of_its_times()
    {
        var old = Now.AddDays(-130);
        KnownEvent[] known =
        [
            Seen("past", "Past", starts: old),
            Seen("recent", "Recent", starts: Now.AddDays(-100)),
            Seen("s", "Living series", EventKind.Series, starts: old),
            Occurrence("o1") with { StartsAt = old, EndsAt = old.AddHours(1) },
            Occurrence("o2"),
            Seen("dead", "Dead series", EventKind.Series, starts: old),
            Occurrence("o3") with { SeriesId = "dead", StartsAt = old, EndsAt = old.AddHours(1) },
            new KnownEvent("timeless", EventKind.Single),
        ];
        Assert.Equal(["past", "o1", "dead", "o3"], OldEvents.In(known, Now.AddDays(-121)).Select(one => one.Id));
    }

    private static KnownEvent Seen(string id, string title, EventKind kind = EventKind.Single, DateTimeOffset? starts = null, string[]? categories = null, bool isAllDay = false)
    {
        var at = starts ?? Now.AddDays(2);
        return EventMerge.Merge(null, Said(id, title) with { Kind = kind, SeriesId = kind is EventKind.Exception ? "s" : null, StartsAt = at, EndsAt = at.AddHours(1), Categories = categories ?? [], IsAllDay = isAllDay }, 1, isFull: true, All).Event;
    }

    private static KnownEvent Occurrence(string id)
        => EventMerge.Merge(null, new SeenEvent(id) { Kind = EventKind.Occurrence, SeriesId = "s", StartsAt = Now.AddDays(3), EndsAt = Now.AddDays(3).AddHours(1) }, 1, isFull: true, All).Event;

    private static SeenEvent Said(string id, string title) => new(id) { Title = title, StartsAt = Now.AddDays(2), EndsAt = Now.AddDays(2).AddHours(1), ChangedAt = Now, Categories = [] };
}
