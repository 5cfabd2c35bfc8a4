namespace LeadershipBot.Microsoft365.Graph.Calendars;

/// <summary>Where reading a calendar begins.</summary>
public abstract record DeltaStart
{
    private DeltaStart()
    {
    }

    /// <summary>Everything that overlaps a time, from scratch. The links that follow keep to this time.</summary>
    /// <param name="From">The beginning, inclusive.</param>
    /// <param name="Until">The end, exclusive.</param>
    public sealed record Window(DateTimeOffset From, DateTimeOffset Until) : DeltaStart;

    /// <summary>A link that an earlier page gave: the next page, or what changed since.</summary>
    /// <param name="Url">As it came, unread. One that leads off Graph's own address is refused and not followed.</param>
    public sealed record Link(string Url) : DeltaStart;
}

/// <summary>A mailbox's own calendar, which the bot may read.</summary>
/// <param name="Name">What its owner's language calls it, such as "Calendar".</param>
/// <param name="OwnerAddress">The owner's e-mail address; the mailbox as asked for, where Graph doesn't say.</param>
public sealed record CalendarFound(string Name, string OwnerAddress);

/// <summary>
/// A page of changes. The same event may come several times, on one page or on several, and in any order. A series that
/// changed comes whole: its master and each of its times in the window. Of a time that was deleted Graph says nothing: it is
/// only absent, and of a deleted series the master alone may be told. So, at the end of a round, those times of a series told
/// in it which were not told themselves are gone.
/// </summary>
/// <param name="Changes">May be empty, also where more pages follow.</param>
/// <param name="NextLink">The next page of this round; null where this is the last.</param>
/// <param name="DeltaLink">Where the next round begins, given by the last page alone: exactly one of the two links is set.</param>
public sealed record EventPage(IReadOnlyList<EventChange> Changes, string? NextLink, string? DeltaLink);

/// <summary>An event that is there, or is gone.</summary>
/// <param name="Id">Its immutable id, which survives being moved between folders of its mailbox.</param>
public sealed record EventChange(string Id)
{
    /// <summary>
    /// Whether it is gone from the window: deleted, or moved out of it. Also said of events outside the window that were
    /// never told of, and then means nothing.
    /// </summary>
    public bool IsRemoved { get; init; }

    /// <summary>What it is now; null where it is removed.</summary>
    public CalendarEvent? Event { get; init; }
}

/// <summary>What an event is.</summary>
public enum EventType
{
    /// <summary>Once only.</summary>
    SingleInstance,

    /// <summary>One time of a series, as the series says.</summary>
    Occurrence,

    /// <summary>One time of a series that differs from it.</summary>
    Exception,

    /// <summary>A series itself: its times are those of its first occurrence.</summary>
    SeriesMaster,
}

/// <summary>
/// An event as a page told it. Null means that it didn't say: of an occurrence a page says only times and series, and the
/// series' master has the rest. The event's text is never read.
/// </summary>
public sealed record CalendarEvent
{
    /// <summary>Its immutable id.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the series; null for what is none.</summary>
    public string? SeriesMasterId { get; init; }

    /// <summary>What it is; an unknown kind is read as <see cref="EventType.SingleInstance"/>.</summary>
    public EventType Type { get; init; }

    /// <summary>What it is called.</summary>
    public string? Subject { get; init; }

    /// <summary>UTC. For an event of whole days midnight of its first date, read as if it were UTC.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>UTC, exclusive. For an event of whole days midnight after its last date, read as if it were UTC.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The zone in which it was made, in Graph's words: a Windows name such as <c>GMT Standard Time</c>, or an IANA one.</summary>
    public string? ZoneName { get; init; }

    /// <summary>Whether it is of whole days.</summary>
    public bool? IsAllDay { get; init; }

    /// <summary>Whether its organiser called it off; it may stay in the calendar.</summary>
    public bool? IsCancelled { get; init; }

    /// <summary>Whether its owner marked it private, personal or confidential.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>Whether it is shown as free time.</summary>
    public bool? IsFree { get; init; }

    /// <summary>The name of where it is.</summary>
    public string? Place { get; init; }

    /// <summary>Where to join it in Teams; null also where it is no online meeting.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>The organiser's e-mail address.</summary>
    public string? OrganiserAddress { get; init; }

    /// <summary>
    /// Whether it was organised by whoever owns the calendar in which it is, or for them, by whichever of their addresses; null where that
    /// wasn't said. Source: Microsoft Graph, event, isOrganizer.
    /// </summary>
    public bool? IsOfOwner { get; init; }

    /// <summary>The names of the categories that the owner gave it.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The people invited, without rooms and equipment.</summary>
    public IReadOnlyList<Invited>? Invited { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>Somebody invited.</summary>
/// <param name="Address">Their e-mail address.</param>
/// <param name="Answer">What they answered.</param>
/// <param name="AnsweredAt">When; null where they didn't, or Graph doesn't say.</param>
public sealed record Invited(string Address, InvitedAnswer Answer, DateTimeOffset? AnsweredAt);

/// <summary>What somebody answered to an invitation.</summary>
public enum InvitedAnswer
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Yes.</summary>
    Accepted,

    /// <summary>Perhaps.</summary>
    Tentative,

    /// <summary>No.</summary>
    Declined,

    /// <summary>They organise it.</summary>
    Organiser,
}
