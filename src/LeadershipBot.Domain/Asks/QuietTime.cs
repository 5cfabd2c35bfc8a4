using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Asks;

/// <summary>When quiet hours hold, and when they end.</summary>
public static class QuietTime
{
    // Quiet may end on the day before (over midnight and clocks going back) up to the Monday after a long weekend.
    private const int DaysAheadMax = 8;

    /// <summary>Whether the moment is within the quiet hours, by the person's clock on the wall.</summary>
    public static bool Holds(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(quiet);
        var local = LocalTime.Of(at, zone);
        if (quiet.Weekends && local.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            return true;
        if (quiet.From == quiet.Until)
            return false;
        var time = TimeOnly.FromDateTime(local);
        return quiet.From < quiet.Until
            ? time >= quiet.From && time < quiet.Until
            : time >= quiet.From || time < quiet.Until;
    }

    /// <summary>The first end of quiet from the moment on; the moment itself where it isn't quiet.</summary>
    public static DateTimeOffset EndOf(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(quiet);
        if (!Holds(quiet, at, zone))
            return at;
        var today = LocalTime.DateOf(at, zone);
        return Enumerable.Range(-1, DaysAheadMax + 1)
            .Select(today.AddDays)
            .SelectMany(date => LocalTime.MomentsOf(date.ToDateTime(quiet.Until), zone).Concat(LocalTime.MomentsOf(date.ToDateTime(TimeOnly.MinValue), zone)))
            .Where(end => end > at && !Holds(quiet, end, zone))
            .Min()
            .ToUniversalTime();
    }
}
