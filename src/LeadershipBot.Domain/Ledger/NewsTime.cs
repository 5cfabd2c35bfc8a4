using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Ledger;

/// <summary>When those who manage the ledger are told of what was raised: at most once on a working day, all of it together.</summary>
public static class NewsTime
{
    /// <summary>The time of day, on the clock on the wall.</summary>
    public static TimeOnly At { get; } = new(9, 0);

    /// <summary>The first such moment after <paramref name="now"/>, exclusive: Monday to Friday.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = LocalTime.DateOf(now, zone);
        while (true)
        {
            var at = LocalTime.FirstMomentOf(day.ToDateTime(At), zone);
            if (at > now && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                return at.ToUniversalTime();
            day = day.AddDays(1);
        }
    }
}
