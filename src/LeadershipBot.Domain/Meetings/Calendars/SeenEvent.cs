namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>What an event of a calendar is in its series.</summary>
public enum EventKind
{
    /// <summary>It is of no series.</summary>
    Single,

    /// <summary>One time of a series, as the series has it: its words are those of the series.</summary>
    Occurrence,

    /// <summary>One time of a series that was changed by itself.</summary>
    Exception,

    /// <summary>The series itself, which is no meeting.</summary>
    Series,
}

/// <summary>What one page of an answer said of one event. What is null was not said.</summary>
/// <param name="Id">The event's id in its mailbox.</param>
public sealed record SeenEvent(string Id)
{
    /// <summary>Whether it was said that it is not in the window any more: deleted, or moved out of it.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>What it is in its series.</summary>
    public EventKind Kind { get; init; }

    /// <summary>The id of its series; null where it is of none.</summary>
    public string? SeriesId { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it ends, exclusive.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The zone in which it was arranged, by its Windows or IANA name.</summary>
    public string? Zone { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>Where it is.</summary>
    public string? Place { get; init; }

    /// <summary>The address by which people join.</summary>
    public string? JoinUrl { get; init; }

    /// <summary>Whether it takes whole days.</summary>
    public bool? IsAllDay { get; init; }

    /// <summary>Whether its organiser cancelled it.</summary>
    public bool? IsCancelled { get; init; }

    /// <summary>Whether it is marked as private, personal or confidential.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>Whether the mailbox in whose calendar it is organised it.</summary>
    public bool? IsOwn { get; init; }

    /// <summary>Whether it is shown as free time, as a note to oneself is: nobody's presence is asked for.</summary>
    public bool? IsFree { get; init; }

    /// <summary>The names of the Outlook categories that it has.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}
