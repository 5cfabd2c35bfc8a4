namespace LeadershipBot.Domain.Applying;

/// <summary>How far an application has come.</summary>
public enum Stage
{
    /// <summary>It came, and nobody decided yet.</summary>
    Received,

    /// <summary>The panel wants to see them.</summary>
    Shortlisted,

    /// <summary>They are invited to an interview.</summary>
    Interview,

    /// <summary>They are offered a place, until a time: it is theirs to take or to leave.</summary>
    Offered,

    /// <summary>They got it.</summary>
    Appointed,

    /// <summary>They get it if another can't.</summary>
    Reserve,

    /// <summary>Not shortlisted, for a reason that they are told.</summary>
    NotShortlisted,

    /// <summary>Not selected, for a reason that they are told.</summary>
    NotSelected,

    /// <summary>They said no to the place that they were offered, or gave it up.</summary>
    Declined,

    /// <summary>The time for their answer to an offer passed.</summary>
    Lapsed,

    /// <summary>They withdrew.</summary>
    Withdrawn,
}
