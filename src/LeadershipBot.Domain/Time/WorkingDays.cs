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
}
