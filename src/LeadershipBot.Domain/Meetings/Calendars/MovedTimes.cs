namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>
/// Where a time of a series went that is there no more: on another weekday it is another event to Microsoft, with an id of its own, and
/// nothing says which took its place.
/// </summary>
public static class MovedTimes
{
    private const int DaysInWeek = 7;

    /// <summary>
    /// The time that stands where one stood that is gone: in the same week, or, where nothing is in that, in the same month, by the series'
    /// own zone. Null where it isn't the only one there, another went from there as well, or either was over or on: then nobody can tell.
    /// </summary>
    /// <param name="gone">The time that is gone.</param>
    /// <param name="times">All known times of its series, and of the one that goes on where it was cut, with those that are gone.</param>
    /// <param name="zone">The series' zone.</param>
    /// <param name="now">The time.</param>
    public static KnownEvent? InPlaceOf(KnownEvent gone, IReadOnlyCollection<KnownEvent> times, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gone);
        ArgumentNullException.ThrowIfNull(times);
        if (gone.StartsAt is not { } from || from <= now)
            return null;
        var dated = times.Where(one => one.StartsAt is not null).Select(one => (Time: one, Day: DayOf(one.StartsAt!.Value, zone))).ToList();
        var day = DayOf(from, zone);
        var near = dated.Where(one => MondayOf(one.Day) == MondayOf(day)).Select(one => one.Time).ToList();
        if (!near.Exists(IsThere))
            near = [.. dated.Where(one => (one.Day.Year, one.Day.Month) == (day.Year, day.Month)).Select(one => one.Time)];
        var there = near.FindAll(IsThere);
        return there.Count == 1 && there[0].StartsAt > now && near.Count(one => one.IsGone) == 1 ? there[0] : null;
    }

    /// <summary>
    /// The time that stands where a single event stood that was made a series: the one that begins when it did; where none does, see
    /// <see cref="InPlaceOf"/>.
    /// </summary>
    /// <param name="series">The event, which is the series now.</param>
    /// <param name="startedAt">When it was to begin.</param>
    /// <param name="times">All known times of the series.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The series' zone.</param>
    public static KnownEvent? InPlaceOfSingle(KnownEvent series, DateTimeOffset startedAt, IReadOnlyCollection<KnownEvent> times, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(times);
        var gone = new KnownEvent(series.Id, EventKind.Single) { SeriesId = series.Id, StartsAt = startedAt, IsGone = true };
        return times.FirstOrDefault(one => IsThere(one) && one.StartsAt == startedAt && startedAt > now) ?? InPlaceOf(gone, [gone, .. times.Where(IsThere)], zone, now);
    }

    /// <summary>The time of a series that is to come and lies nearest to one that is gone; null where none is to come.</summary>
    /// <param name="gone">The time that is gone.</param>
    /// <param name="times">All known times of its series.</param>
    /// <param name="now">The time.</param>
    public static KnownEvent? NearestTo(KnownEvent gone, IReadOnlyCollection<KnownEvent> times, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(gone);
        ArgumentNullException.ThrowIfNull(times);
        return times.Where(one => IsThere(one) && one.StartsAt > now).OrderBy(one => (one.StartsAt!.Value - (gone.StartsAt ?? now)).Duration()).ThenBy(one => one.StartsAt).FirstOrDefault();
    }

    /// <summary>Whether two moments lie in the same week, or in the same month.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="zone">By which zone's days.</param>
    internal static bool AreNear(DateTimeOffset one, DateTimeOffset other, TimeZoneInfo zone)
    {
        var (day, otherDay) = (DayOf(one, zone), DayOf(other, zone));
        return MondayOf(day) == MondayOf(otherDay) || (day.Year, day.Month) == (otherDay.Year, otherDay.Month);
    }

    internal static bool IsThere(KnownEvent one) => one is { IsGone: false, IsCancelled: not true };

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + DaysInWeek - 1) % DaysInWeek));
}
