namespace LeadershipBot.Domain.Meetings;

/// <summary>How far a meeting is.</summary>
public enum MeetingState
{
    /// <summary>It is still to come.</summary>
    Coming,

    /// <summary>It is on.</summary>
    Running,

    /// <summary>It is over, and its register is still to be closed.</summary>
    Over,

    /// <summary>Its register is closed.</summary>
    Closed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>Its calendar doesn't share it here any more: it may take place all the same.</summary>
    Unshared,
}
