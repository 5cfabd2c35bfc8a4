using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.PeerConversations;

/// <summary>The Mondays on which people are matched, at nine by the clock on the wall, in winter and in summer.</summary>
public static class TalkDays
{
    private static readonly TimeOnly Time = new(9, 0);

    /// <summary>The next Monday at nine, from the day after.</summary>
    public static DateTimeOffset NextMonday(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = LocalTime.DateOf(after, zone).AddDays(1);
        while (day.DayOfWeek is not DayOfWeek.Monday)
            day = day.AddDays(1);
        return AtNine(day, zone);
    }

    /// <summary>At nine of the same day of the week, so many weeks later; fewer than none are earlier.</summary>
    public static DateTimeOffset WeeksAfter(DateTimeOffset at, int weeks, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return AtNine(LocalTime.DateOf(at, zone).AddDays(7 * weeks), zone);
    }

    private static DateTimeOffset AtNine(DateOnly day, TimeZoneInfo zone) => LocalTime.FirstMomentOf(day.ToDateTime(Time), zone).ToUniversalTime();
}
