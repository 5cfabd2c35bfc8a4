namespace LeadershipBot.Domain.Meetings.Calendars;

/// <summary>How far a reading is.</summary>
public enum SyncPhase
{
    /// <summary>None is under way.</summary>
    Idle,

    /// <summary>Pages are being read.</summary>
    Reading,

    /// <summary>The whole window was read: what wasn't seen in it is being found.</summary>
    Comparing,

    /// <summary>Meetings are being brought in line with what was read.</summary>
    Settling,

    /// <summary>It is followed no more: what is left of its meetings is being let go of.</summary>
    Releasing,
}

/// <summary>Why a calendar can't be read.</summary>
public enum CalendarProblem
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The tenant has not granted it, or not for this mailbox.</summary>
    NoPermission,

    /// <summary>The bot can't prove in the tenant who it is.</summary>
    NoToken,

    /// <summary>There is no such mailbox.</summary>
    NotFound,

    /// <summary>Microsoft asks us to wait.</summary>
    Throttled,

    /// <summary>Microsoft doesn't answer.</summary>
    Unavailable,

    /// <summary>Microsoft refuses it for another reason.</summary>
    Refused,

    /// <summary>Microsoft doesn't take the bot's token: a clock may be wrong, or a token have run out.</summary>
    Unproven,

    /// <summary>The settings don't let this organisation follow this mailbox: Microsoft isn't asked.</summary>
    NotListed,
}

/// <summary>What somebody asked for; several may have been, and are then one.</summary>
[Flags]
public enum Wish
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>To look: something has changed, or news of it were lost.</summary>
    Look = 1,

    /// <summary>Not to wait until somebody helps; by itself it asks for nothing.</summary>
    Unwaiting = 2,

    /// <summary>To look, even where it was given up until somebody helps.</summary>
    TryAgain = Look | Unwaiting,

    /// <summary>To confirm the subscription, which costs no reading.</summary>
    Reauthorize = 4,

    /// <summary>Not to believe in the subscription any more; by itself it asks for no reading.</summary>
    Unsubscribed = 8,

    /// <summary>To subscribe anew, and to look.</summary>
    SubscribeAnew = Look | Unsubscribed,
}

/// <summary>How far a followed calendar is read. What must not be forgotten where a server dies is all here.</summary>
public sealed record SyncState
{
    /// <summary>The number of the run that works on it: one higher than that of the run before it.</summary>
    public int Token { get; init; }

    /// <summary>How far the reading is.</summary>
    public SyncPhase Phase { get; init; }

    /// <summary>The number of the reading.</summary>
    public int Round { get; init; }

    /// <summary>Whether it reads the whole window.</summary>
    public bool IsFull { get; init; }

    /// <summary>Where its next page is; empty where none is to come.</summary>
    public string NextLink { get; init; } = "";

    /// <summary>Where what changed since is to be read; empty where the whole window must be.</summary>
    public string DeltaLink { get; init; } = "";

    /// <summary>The row up to which, inclusive, the phase has come; empty at its beginning.</summary>
    public string Cursor { get; init; } = "";

    /// <summary>Whether the reading saw a series: Graph then tells all its times, and of those that were deleted it says nothing else.</summary>
    public bool SawSeries { get; init; }

    /// <summary>Whether what was read contradicts itself, so that the whole window is to be read.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Whether the whole window must be read, whatever the link says: the rule was changed.</summary>
    public bool WantsFull { get; init; }

    /// <summary>Whether it is to be read once more, since something may have changed before we were told of changes.</summary>
    public bool WantsLook { get; init; }

    /// <summary>Whether the subscription is to be confirmed.</summary>
    public bool WantsReauthorizing { get; init; }

    /// <summary>When the last reading of the whole window began; null before the first.</summary>
    public DateTimeOffset? FullBeganAt { get; init; }

    /// <summary>When the window was made that is read; null before the first.</summary>
    public DateTimeOffset? WindowAt { get; init; }

    /// <summary>When the last reading began; null before the first.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>When the last reading was complete; null before the first.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The name of the wish that was last taken up; empty for none.</summary>
    public string Served { get; init; } = "";

    /// <summary>Why it can't be read.</summary>
    public CalendarProblem Problem { get; init; }

    /// <summary>Since when it goes wrong, for whatever reason; null where it can.</summary>
    public DateTimeOffset? ProblemSince { get; init; }

    /// <summary>How often it went wrong in a row.</summary>
    public int Failures { get; init; }

    /// <summary>How many readings of the whole window in a row were lost before their end.</summary>
    public int Losses { get; init; }

    /// <summary>Before when Graph isn't asked; null for no wait.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The id of the subscription; empty for none.</summary>
    public string SubscriptionId { get; init; } = "";

    /// <summary>When it ends; null where there is none.</summary>
    public DateTimeOffset? SubscriptionEndsAt { get; init; }

    /// <summary>When it is to be renewed; null where there is none.</summary>
    public DateTimeOffset? RenewAt { get; init; }

    /// <summary>The address at which Microsoft tells by it; empty where there is none.</summary>
    public string ToldAt { get; init; } = "";

    /// <summary>The hash of the secret by which its notifications are known; empty for none.</summary>
    public string SecretHash { get; init; } = "";

    /// <summary>Before when it isn't tried to subscribe, since it went wrong; null for no wait.</summary>
    public DateTimeOffset? SubscribeNotBefore { get; init; }

    /// <summary>How often in a row Microsoft didn't let us subscribe, renew or confirm.</summary>
    public int SubscribeFailures { get; init; }

    /// <summary>When what lies long past was last let go of; null before the first time.</summary>
    public DateTimeOffset? SweptAt { get; init; }

    /// <summary>Whether nothing is heard of it until somebody helps: then nothing that is changed in the calendar shows.</summary>
    public bool IsSilent => Problem is CalendarProblem.NoPermission or CalendarProblem.NoToken or CalendarProblem.NotFound or CalendarProblem.Refused or CalendarProblem.NotListed;

    /// <summary>Whether it has gone wrong for so long, whatever the reason, that somebody is told.</summary>
    public bool HasLongBeenWrongAt(DateTimeOffset now) => Problem is not CalendarProblem.None && ProblemSince + CalendarLimits.ToldAfter <= now;

    /// <summary>Whether we are told of changes at a moment.</summary>
    public bool IsLiveAt(DateTimeOffset now) => SubscriptionId.Length > 0 && SubscriptionEndsAt > now;
}
