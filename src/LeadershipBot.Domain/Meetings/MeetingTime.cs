using System.Globalization;

namespace LeadershipBot.Domain.Meetings;

/// <summary>From when until when a meeting is.</summary>
/// <param name="StartsAt">Its beginning, in UTC.</param>
/// <param name="EndsAt">Its end, in UTC; later.</param>
public sealed record MeetingTime(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    private const int RemindHour = 10;
    private const int HourlyDays = 7;

    /// <summary>The moments that a day and two times on the wall mean.</summary>
    /// <param name="day">The day.</param>
    /// <param name="from">When it begins, on the wall.</param>
    /// <param name="until">When it ends, on the wall; the day is the same.</param>
    /// <param name="zone">The zone of the wall; an hour that comes twice as clocks go back is the later one, one that is left out is refused.</param>
    /// <param name="now">The time.</param>
    public static Ruling<MeetingTime> Read(DateOnly day, TimeOnly from, TimeOnly until, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (MomentOf(day, from, zone) is not { } starts || MomentOf(day, until, zone) is not { } ends)
            return new Refusal("meetings.refused.noSuchTime");
        return WhyNot(starts, ends, now) is { } refusal ? refusal : new MeetingTime(starts, ends);
    }

    /// <summary>Why nobody can meet then; null where they can.</summary>
    public static Refusal? WhyNot(DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeOffset now)
    {
        if (endsAt <= startsAt)
            return new Refusal("meetings.refused.endsFirst");
        if (endsAt - startsAt > TimeSpan.FromHours(MeetingLimits.HoursMax))
            return new Refusal("meetings.refused.hours", ("hours", MeetingLimits.HoursMax.ToString(CultureInfo.InvariantCulture)));
        if (startsAt <= now)
            return new Refusal("meetings.refused.past");
        return startsAt > now.AddDays(MeetingLimits.AheadDaysMax) ? new Refusal("meetings.refused.far", ("days", MeetingLimits.AheadDaysMax.ToString(CultureInfo.InvariantCulture))) : null;
    }

    /// <summary>
    /// When those who have not answered are reminded: at ten in the morning of the working day before the meeting's day, where it
    /// is; null where they were asked so late, or heard of another time or place, that it was only a day before: that card asks them already.
    /// </summary>
    /// <param name="startsAt">When it begins.</param>
    /// <param name="askedAt">When people were last asked.</param>
    /// <param name="zone">The meeting's zone.</param>
    public static DateTimeOffset? RemindAt(DateTimeOffset startsAt, DateTimeOffset askedAt, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(startsAt, zone).DateTime).AddDays(-1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(-1);
        return MomentOf(day, new TimeOnly(RemindHour, 0), zone) is { } at && at >= askedAt.AddDays(1) ? at : null;
    }

    /// <summary>
    /// When it is looked next whether somebody was listed who is called: daily until a week before it begins, then hourly; null once it
    /// has begun.
    /// </summary>
    /// <param name="startsAt">When it begins.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? LooksAgainAt(DateTimeOffset startsAt, DateTimeOffset now)
    {
        if (now >= startsAt)
            return null;
        var hourlyFrom = startsAt.AddDays(-HourlyDays);
        var next = now >= hourlyFrom ? now.AddHours(1) : now.AddDays(1) < hourlyFrom ? now.AddDays(1) : hourlyFrom;
        return next < startsAt ? next : startsAt;
    }

    /// <summary>The highest id among some items; 0 where there is none.</summary>
    internal static int HighestOf(IReadOnlyList<AgendaItem> items)
        => items.Select(item => int.TryParse(item.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).DefaultIfEmpty().Max();

    private static DateTimeOffset? MomentOf(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        return zone.IsInvalidTime(local) ? null : new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
