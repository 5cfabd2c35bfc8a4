namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>Which events are past: of these no link is kept, and once they are long past nothing.</summary>
public static class OldEvents
{
    /// <summary>Those that ended before a moment; a series, which only says when its first time is, once none of its times is known any more.</summary>
    /// <param name="known">All that is known of a calendar's events.</param>
    /// <param name="before">The moment, exclusive.</param>
    public static IReadOnlyList<KnownEvent> In(IReadOnlyCollection<KnownEvent> known, DateTimeOffset before)
    {
        ArgumentNullException.ThrowIfNull(known);
        var living = known.Where(one => one.Kind is not EventKind.Series && !(one.EndsAt < before)).Select(one => one.SeriesId).ToHashSet(StringComparer.Ordinal);
        return [.. known.Where(one => one.EndsAt < before && !(one.Kind is EventKind.Series && living.Contains(one.Id)))];
    }
}
