namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>What a meeting has from its calendar.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="StartsAt">When it begins, in UTC.</param>
/// <param name="EndsAt">When it ends, exclusive.</param>
/// <param name="Zone">The IANA name of the zone in which its day is told.</param>
/// <param name="Place">Where it is; empty where that isn't said.</param>
/// <param name="JoinUrl">The Teams link by which people join; empty for none.</param>
public sealed record FollowedContent(string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Zone, string Place, string JoinUrl)
{
    /// <summary>Whether the followed mailbox itself organised it, and so the Teams meeting behind its link.</summary>
    public bool IsOwn { get; init; }
}

/// <summary>Says which events are meetings, and which.</summary>
public static class EventMeaning
{
    /// <summary>Whether an event was cancelled or taken out of its calendar, or the whole series was; else it may take place though it is no meeting here.</summary>
    public static bool IsOff(KnownEvent known, KnownEvent? series)
    {
        ArgumentNullException.ThrowIfNull(known);
        return known.IsGone || known.IsCancelled is true || series is { IsGone: true } or { IsCancelled: true };
    }

    /// <summary>
    /// The meeting that an event is; null where it is none: gone, cancelled, the series itself, of another category, private, of whole
    /// days, or longer than a meeting may be.
    /// </summary>
    /// <param name="known">The event.</param>
    /// <param name="series">Its series, where it is of one and that is known.</param>
    /// <param name="calendarName">What it is called where it has no title.</param>
    /// <param name="zone">The zone of those that name none that is known, by its IANA name.</param>
    public static FollowedContent? Of(KnownEvent known, KnownEvent? series, string calendarName, string zone)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (known.IsGone || known.Kind is EventKind.Series || series?.IsGone is true || (known.Kind is EventKind.Occurrence && series is null))
            return null;
        var isWanted = known.IsWanted ?? series?.IsWanted ?? false;
        var isOff = (known.IsCancelled ?? false) || (series?.IsCancelled ?? false);
        if (!isWanted || isOff || (known.IsAllDay ?? series?.IsAllDay ?? false))
            return null;
        if (known.StartsAt is not { } starts || known.EndsAt is not { } ends || ends <= starts || ends - starts > TimeSpan.FromHours(MeetingLimits.HoursMax))
            return null;
        var title = known.Title ?? series?.Title ?? "";
        return new FollowedContent(
            title.Length > 0 ? title : EventWords.Title(calendarName)!,
            starts,
            ends,
            known.Zone ?? series?.Zone ?? zone,
            known.Place ?? series?.Place ?? "",
            known.JoinUrl ?? series?.JoinUrl ?? "")
        {
            IsOwn = known.IsOwn ?? series?.IsOwn ?? false,
        };
    }
}
