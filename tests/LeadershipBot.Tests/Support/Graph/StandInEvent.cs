namespace LeadershipBot.Tests.Support.Graph;

/// <summary>An event in a stand-in's calendar. Change it by its <see cref="MailboxCalendar"/> only, which tells the feeds.</summary>
internal sealed class StandInEvent
{
    public required string Id { get; init; }

    public required string ICalUId { get; init; }

    /// <summary>The series; null for what is none, and for a series itself.</summary>
    public StandInEvent? Master { get; init; }

    /// <summary>All that were ever made of a series, also those deleted since; empty for what is none.</summary>
    public List<StandInEvent> Occurrences { get; } = [];

    public bool IsSeries => Occurrences.Count > 0;

    /// <summary>Whether an occurrence differs from its series.</summary>
    public bool IsException { get; set; }

    public bool IsDeleted { get; set; }

    public required string Subject { get; set; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset Start { get; set; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset End { get; set; }

    /// <summary>A Windows or IANA name; Graph says what the client said that made the event.</summary>
    public string Zone { get; set; } = "GMT Standard Time";

    public bool IsAllDay { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>normal, personal, private or confidential.</summary>
    public string Sensitivity { get; set; } = "normal";

    /// <summary>free, tentative, busy, oof or workingElsewhere.</summary>
    public string ShowAs { get; set; } = "busy";

    public string? Place { get; set; }

    public string? JoinUrl { get; set; }

    /// <summary>Null for the mailbox itself.</summary>
    public string? Organiser { get; set; }

    public List<string> Categories { get; } = [];

    public List<StandInAttendee> Attendees { get; } = [];

    /// <summary>The calendar's count of changes at its last one.</summary>
    public long Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>graph's word for what it is.</summary>
    public string Type => (Master, IsSeries, IsException) switch
    {
        (not null, _, true) => "exception",
        (not null, _, _) => "occurrence",
        (_, true, _) => "seriesMaster",
        _ => "singleInstance",
    };

    public bool Overlaps(DateTimeOffset from, DateTimeOffset until) => !IsDeleted && Start < until && End > from;

    /// <summary>An occurrence that begins to differ takes along what its series says.</summary>
    public void Takes(StandInEvent other)
    {
        (Subject, Zone, IsAllDay, IsCancelled, Sensitivity, ShowAs) = (other.Subject, other.Zone, other.IsAllDay, other.IsCancelled, other.Sensitivity, other.ShowAs);
        (Place, JoinUrl, Organiser) = (other.Place, other.JoinUrl, other.Organiser);
        Categories.Clear();
        Categories.AddRange(other.Categories);
        Attendees.Clear();
        Attendees.AddRange(other.Attendees);
    }
}

/// <summary>Somebody invited.</summary>
/// <param name="Address">Their e-mail address.</param>
/// <param name="Response">none, organizer, tentativelyAccepted, accepted, declined or notResponded.</param>
/// <param name="AnsweredAt">When; null where they didn't.</param>
/// <param name="Type">required, optional or resource.</param>
internal sealed record StandInAttendee(string Address, string Response = "none", DateTimeOffset? AnsweredAt = null, string Type = "required");
