namespace LeadershipBot.Domain.Meetings;

/// <summary>What Teams says of the meetings behind links: when they began and ended, and which meeting that was.</summary>
public static class HeldInTeams
{
    /// <summary>
    /// Which of several meetings by one link Teams means: of a beginning the one whose time holds it, else the nearest; of an end the one
    /// that began last. 0 to the count of the times, less one; null where there is none.
    /// </summary>
    /// <param name="times">From when until when each is arranged.</param>
    /// <param name="began">Whether a beginning is told; else an end.</param>
    /// <param name="at">When it was.</param>
    public static int? MeantOf(IReadOnlyList<(DateTimeOffset StartsAt, DateTimeOffset EndsAt)> times, bool began, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Count == 0)
            return null;
        var places = Enumerable.Range(0, times.Count);
        return began || times.All(time => time.StartsAt > at)
            ? places.OrderBy(i => Distance(times[i])).ThenByDescending(i => times[i].StartsAt).First()
            : places.Where(i => times[i].StartsAt <= at).MaxBy(i => times[i].StartsAt);

        TimeSpan Distance((DateTimeOffset StartsAt, DateTimeOffset EndsAt) time)
        {
            if (at < time.StartsAt)
                return time.StartsAt - at;
            return at < time.EndsAt ? TimeSpan.Zero : at - time.EndsAt;
        }
    }

    /// <summary>Teams says that the meeting behind its link began or ended. What lies far from its time is another occasion, and what comes once the register is closed changes nothing.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="began">Whether it began; else it ended.</param>
    /// <param name="at">When.</param>
    public static Meeting Held(this Meeting meeting, bool began, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var (startsAt, from, until) = (meeting.Content.StartsAt, meeting.HeldFrom, meeting.HeldUntil);
        var isNear = at >= startsAt.AddHours(-MeetingLimits.HeldHoursAround) && at <= meeting.Content.EndsAt.AddHours(MeetingLimits.HeldHoursAround);
        if (!isNear || meeting.ClosedAt is not null || meeting.WhyOff() is not null)
            return meeting;
        if (began)
            return meeting with { HeldFrom = from ?? at, HeldUntil = at < until || from == at ? until : null }; // told late, or twice
        return until >= at || at < from || at <= startsAt ? meeting : meeting with { HeldUntil = at }; // an end before the beginning was a test call
    }
}
