namespace LeadershipBot.Domain.Meetings;

/// <summary>Refusals that several rules about meetings share.</summary>
public static class MeetingRefusals
{
    /// <summary>There is no such meeting, or none that this person may see.</summary>
    public const string Unknown = "meetings.refused.unknown";

    /// <summary>It was cancelled.</summary>
    public const string Cancelled = "meetings.refused.cancelled";

    /// <summary>Its calendar doesn't share it any more.</summary>
    public const string Unshared = "meetings.refused.unshared";

    /// <summary>Its name, time and place are those of an event in a calendar.</summary>
    public const string Followed = "meetings.refused.followed";

    /// <summary>The person may not manage it.</summary>
    public const string Role = "meetings.refused.role";
}
