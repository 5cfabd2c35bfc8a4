namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>When a calendar is read at night though nobody tells of a change: each at its own minute, so that many don't come at once.</summary>
public static class NightlyReading
{
    private const int FromHourUtc = 1;

    /// <summary>How many minutes of the night there are.</summary>
    public const int Minutes = 240;

    /// <summary>The last such moment, not after now, and the next one, after now.</summary>
    /// <param name="minute">The calendar's own minute, from 0, under <see cref="Minutes"/>.</param>
    /// <param name="now">The time.</param>
    public static (DateTimeOffset Before, DateTimeOffset Next) Around(int minute, DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(FromHourUtc).AddMinutes(minute);
        return tonight <= now ? (tonight, tonight.AddDays(1)) : (tonight.AddDays(-1), tonight);
    }
}
