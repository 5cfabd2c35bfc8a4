namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>
/// Which series goes on where one was cut, as by "this and all following events" in Outlook: to Microsoft that is an end brought forward, and a
/// new series with ids of its own. No property of Graph's event names the one in the other, so it is told from what both are.
/// </summary>
public static class SplitSeries
{
    /// <summary>
    /// The only other series that begins where one ends now, is called the same, and is of the same organiser: the mailbox's own as that one, or
    /// with the same link. Null where there is none, or several: then nobody can tell.
    /// </summary>
    /// <param name="series">The series of which later times are gone.</param>
    /// <param name="all">All that is known of its calendar, with what is gone.</param>
    /// <param name="zone">The series' zone.</param>
    public static KnownEvent? After(KnownEvent series, IReadOnlyCollection<KnownEvent> all, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(all);
        var times = all.Where(one => one is { Kind: EventKind.Occurrence or EventKind.Exception, StartsAt: not null }).ToLookup(one => one.SeriesId, StringComparer.Ordinal);
        if (times[series.Id].Where(MovedTimes.IsThere).Max(one => one.StartsAt) is not { } last)
            return null;
        if (times[series.Id].Where(one => one.IsGone && one.StartsAt > last).Min(one => one.StartsAt) is not { } cut)
            return null;
        var others = all.Where(one => one.Kind is EventKind.Series && one.Id != series.Id && MovedTimes.IsThere(one) && IsOfTheSame(one, series) && BeginsThere(one)).ToList();
        return others is [var only] ? only : null;

        bool BeginsThere(KnownEvent one)
            => times[one.Id].Where(MovedTimes.IsThere).Min(time => time.StartsAt) is { } first && first > last && MovedTimes.AreNear(first, cut, zone);
    }

    private static bool IsOfTheSame(KnownEvent one, KnownEvent other)
        => one.Title is { Length: > 0 } && one.Title == other.Title
            && ((one.IsOwn is true && other.IsOwn is true) || (one.JoinUrl is { Length: > 0 } && one.JoinUrl == other.JoinUrl));
}
