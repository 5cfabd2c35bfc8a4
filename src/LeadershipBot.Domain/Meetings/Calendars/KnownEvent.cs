namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>
/// What is kept of an event of a followed calendar. Words are kept only of what may become a meeting, and never who is invited
/// nor what the invitation says.
/// </summary>
/// <param name="Id">The event's id in its mailbox.</param>
/// <param name="Kind">What it is in its series.</param>
public sealed record KnownEvent(string Id, EventKind Kind)
{
    /// <summary>The id of its series; empty where it is of none.</summary>
    public string SeriesId { get; init; } = "";

    /// <summary>When it begins; null where nobody said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it ends; null where nobody said.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The IANA name of its zone; null where it is that of its series, or not known.</summary>
    public string? Zone { get; init; }

    /// <summary>What it is called; null where it is called as its series, or nothing is kept of it.</summary>
    public string? Title { get; init; }

    /// <summary>Where it is; null likewise.</summary>
    public string? Place { get; init; }

    /// <summary>By which Teams link people join, empty for none; null likewise.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>The names of its Outlook categories, one a line, empty for none; null likewise. By them it is known what another rule would take away.</summary>
    public string? Categories { get; init; }

    /// <summary>Whether it is of a sort that becomes a meeting: has the category that is asked for, is neither private nor shown as free, names no patient; null where that is as with its series.</summary>
    public bool? IsWanted { get; init; }

    /// <summary>Whether it takes whole days; null where that is as with its series.</summary>
    public bool? IsAllDay { get; init; }

    /// <summary>Whether it was cancelled; null where that is as with its series.</summary>
    public bool? IsCancelled { get; init; }

    /// <summary>Whether its mailbox organised it; null where that is as with its series.</summary>
    public bool? IsOwn { get; init; }

    /// <summary>When it was last changed, as far as was said.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The number of the reading that saw it last.</summary>
    public int Round { get; init; }

    /// <summary>Whether it is not in the window any more. Kept until the whole window is read again, so that an older answer is known as old.</summary>
    public bool IsGone { get; init; }
}
