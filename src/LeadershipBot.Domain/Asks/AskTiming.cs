using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Asks;

/// <summary>The rule that nobody is nagged: when an ask goes to a person, by what they set for themselves.</summary>
public static class AskTiming
{
    /// <summary>
    /// Decides for one ask at one moment. Quiet hours and pause come first; then the week's minutes. An ask that is over
    /// them waits for the digest, unless it closes before: then it is sent, since it can't wait. An ask that closes
    /// before quiet hours or pause end is never sent: nobody's evening is worth it, and a card that can't be answered
    /// any more is worth nothing.
    /// </summary>
    /// <param name="ask">What is asked.</param>
    /// <param name="settings">What the person set.</param>
    /// <param name="minutesGiven">The minutes of the asks that were sent to them since the week began; 0 or more.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The person's time zone.</param>
    public static AskDecision Decide(Ask ask, PersonalSettings settings, int minutesGiven, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(zone);
        if (ask.IsClosedAt(now))
            return new AskDecision.Dropped(AskDrop.Closed);

        var pauseEnd = ask.Weight is AskWeight.Ask ? settings.PausedUntil : null;
        var free = FreeFrom(settings, pauseEnd > now ? pauseEnd.Value : now, zone);
        if (ask.IsClosedAt(free))
            return new AskDecision.Dropped(AskDrop.ClosesWhileHeld);
        if (free > now)
            return new AskDecision.Held(free, pauseEnd > now ? AskHold.Pause : AskHold.Quiet);

        if (ask.Weight is AskWeight.Notice || minutesGiven + ask.Minutes <= (settings.WeeklyMinutes ?? AskDefaults.WeeklyMinutes))
            return new AskDecision.SendNow();
        var digest = NextDigest(settings, now, zone);
        return ask.IsClosedAt(digest) ? new AskDecision.SendNow() : new AskDecision.InDigest(digest);
    }

    /// <summary>The first moment from <paramref name="at"/> on, inclusive, that isn't in the person's quiet hours.</summary>
    public static DateTimeOffset FreeFrom(PersonalSettings settings, DateTimeOffset at, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return QuietTime.EndOf(settings.Quiet ?? AskDefaults.Quiet, at, zone);
    }

    /// <summary>
    /// When the person's next digest goes: the digest's weekday and time in their zone, after <paramref name="now"/> and
    /// after their pause; if that is in their quiet hours, when those end.
    /// </summary>
    public static DateTimeOffset NextDigest(PersonalSettings settings, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var after = settings.PausedUntil > now ? settings.PausedUntil.Value : now;
        var date = LocalTime.DateOf(after, zone);
        while (date.DayOfWeek != AskDefaults.DigestDay || LocalTime.FirstMomentOf(date.ToDateTime(AskDefaults.DigestTime), zone) <= after)
            date = date.AddDays(1);
        return FreeFrom(settings, LocalTime.FirstMomentOf(date.ToDateTime(AskDefaults.DigestTime), zone), zone);
    }

    /// <summary>The Monday on which the person's week began: at 00:00 in their zone.</summary>
    public static DateOnly WeekOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var date = LocalTime.DateOf(now, zone);
        return date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
    }
}
