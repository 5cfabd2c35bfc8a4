namespace LeadershipBot.Domain.People;

/// <summary>When quiet hours end.</summary>
public static class QuietEnd
{
    private const int MinutesAheadMax = 4 * 24 * 60;

    /// <summary>The moment at which the quiet in which this moment lies ends, to the minute; null where it isn't quiet.</summary>
    public static DateTimeOffset? EndsAt(this QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        if (!IsQuiet(quiet, at, zone))
            return null;
        var minute = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0, at.Offset);
        for (var ahead = 1; ahead <= MinutesAheadMax; ahead++)
        {
            if (!IsQuiet(quiet, minute.AddMinutes(ahead), zone))
                return minute.AddMinutes(ahead);
        }

        return minute.AddMinutes(MinutesAheadMax);
    }

    private static bool IsQuiet(QuietHours quiet, DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        if (quiet.Weekends && local.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            return true;
        var time = TimeOnly.FromDateTime(local.DateTime);
        return quiet.From <= quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until;
    }
}
