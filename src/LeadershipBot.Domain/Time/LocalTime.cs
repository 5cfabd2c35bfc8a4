namespace LeadershipBot.Domain.Time;

/// <summary>Moments of a clock on the wall, which twice a year shows an hour twice or leaves one out.</summary>
public static class LocalTime
{
    /// <summary>What the clock on the wall shows.</summary>
    public static DateTime Of(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>The date on the wall.</summary>
    public static DateOnly DateOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(Of(at, zone));

    /// <summary>
    /// The moments at which the clock on the wall shows this: one, or two where clocks go back. A time that is left out
    /// is taken for the moment at which the clocks go forward.
    /// </summary>
    public static IEnumerable<DateTimeOffset> MomentsOf(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Select(offset => new DateTimeOffset(local, offset)).Order()
            : [new DateTimeOffset(local, zone.GetUtcOffset(local))];
    }

    /// <summary>The first of <see cref="MomentsOf"/>.</summary>
    public static DateTimeOffset FirstMomentOf(DateTime local, TimeZoneInfo zone) => MomentsOf(local, zone).First();

    /// <summary>The first moment at which the clock on the wall shows this on a day, in UTC.</summary>
    public static DateTimeOffset MomentOf(DateOnly day, TimeOnly time, TimeZoneInfo zone) => FirstMomentOf(day.ToDateTime(time), zone).ToUniversalTime();
}
