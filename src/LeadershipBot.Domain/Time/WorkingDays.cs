namespace LeadershipBot.Domain.Time;

/// <summary>Counts days on which people work: Monday to Friday. Bank holidays count as such, since they differ by nation.</summary>
public static class WorkingDays
{
    /// <summary>The same time of day so many working days later, in the offset of <paramref name="from"/>; never on a weekend.</summary>
    /// <param name="from">From when.</param>
    /// <param name="days">How many, at least 1.</param>
    public static DateTimeOffset After(DateTimeOffset from, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var at = from;
        while (days > 0)
        {
            at = at.AddDays(1);
            days -= at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return at;
    }

    /// <summary>The day so many working days before another; never on a weekend.</summary>
    /// <param name="day">Before which.</param>
    /// <param name="days">How many, at least 1.</param>
    public static DateOnly Before(DateOnly day, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        while (days > 0)
        {
            day = day.AddDays(-1);
            days -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }

    /// <summary>The day so many working days after another; never on a weekend.</summary>
    /// <param name="day">After which.</param>
    /// <param name="days">How many, at least 1.</param>
    public static DateOnly After(DateOnly day, int days) => DateOnly.FromDateTime(After(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), days).DateTime);
}
