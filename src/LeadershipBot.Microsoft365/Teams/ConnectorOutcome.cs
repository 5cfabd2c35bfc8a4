namespace LeadershipBot.Microsoft365.Teams;

/// <summary>How a call to the Connector ended.</summary>
public enum ConnectorOutcomeKind
{
    /// <summary>It happened.</summary>
    Delivered,

    /// <summary>It didn't happen, and trying again won't help: see <see cref="ConnectorOutcome.Refusal"/>.</summary>
    Refused,

    /// <summary>It didn't happen; trying later may help: see <see cref="ConnectorOutcome.RetryAfter"/>.</summary>
    Unavailable,

    /// <summary>
    /// The answer was lost after a message had left, so that sending again may show it twice and not sending may
    /// lose it. Only sends and new threads end so.
    /// </summary>
    PossiblyDelivered,
}

/// <summary>Why the Connector won't do it.</summary>
public enum ConnectorRefusal
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>403: the person blocked the bot, or the app isn't installed there.</summary>
    BlockedOrNotInstalled,

    /// <summary>404 or 410: no such conversation, message or member.</summary>
    Gone,

    /// <summary>413: the message is too large.</summary>
    TooLarge,

    /// <summary>401: the Connector doesn't accept the bot's token.</summary>
    NotAuthorised,

    /// <summary>The address is not on the list of service hosts; nothing was sent.</summary>
    HostNotAllowed,

    /// <summary>Another 4xx, or a redirect, which is never followed.</summary>
    Invalid,
}

/// <summary>How a call to the Connector ended, for a row, a log or a decision; holds ids and codes only.</summary>
public readonly record struct ConnectorOutcome
{
    /// <summary>How it ended.</summary>
    public ConnectorOutcomeKind Kind { get; private init; }

    /// <summary>Delivered only: the message's id; null when the Connector gave none.</summary>
    public string? Id { get; private init; }

    /// <summary>Refused only: why, for good.</summary>
    public ConnectorRefusal Refusal { get; private init; }

    /// <summary>Unavailable only: how long the Connector wants to be left alone; null when it didn't say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Unavailable only: whether Teams wants to be left alone, or too much waits for it; the call itself is in order.</summary>
    public bool IsThrottled { get; private init; }

    /// <summary>The last HTTP status; null when there was no answer.</summary>
    public int? Status { get; private init; }

    /// <summary>The Connector's error code, as <c>ConversationNotFound</c>; null when it gave none.</summary>
    public string? Code { get; private init; }

    /// <summary>
    /// Delivered only: whether an earlier attempt of the same call may have arrived, too, so that the message may stand
    /// there twice. Only with <see cref="WhenUnsure.SendAgain"/>; the id is that of the last.
    /// </summary>
    public bool MayBeTwice { get; private init; }

    /// <summary>Whether the message has certainly arrived.</summary>
    public bool IsDelivered => Kind == ConnectorOutcomeKind.Delivered;

    /// <summary>The message has arrived.</summary>
    public static ConnectorOutcome Delivered(string? id, int? status = null) =>
        new() { Kind = ConnectorOutcomeKind.Delivered, Id = id, Status = status };

    internal static ConnectorOutcome Delivered(int status, bool mayBeTwice) =>
        new() { Kind = ConnectorOutcomeKind.Delivered, Status = status, MayBeTwice = mayBeTwice };

    /// <summary>The same, with the id that was answered.</summary>
    internal ConnectorOutcome WithId(string? id) => this with { Id = id };

    /// <summary>The Connector said no; trying again is no use.</summary>
    public static ConnectorOutcome Refused(ConnectorRefusal refusal, int? status = null, string? code = null) =>
        new() { Kind = ConnectorOutcomeKind.Refused, Refusal = refusal, Status = status, Code = code };

    /// <summary>The message has not arrived; trying later may help.</summary>
    public static ConnectorOutcome Unavailable(TimeSpan? retryAfter = null, int? status = null, string? code = null) =>
        new() { Kind = ConnectorOutcomeKind.Unavailable, RetryAfter = retryAfter, Status = status, Code = code, IsThrottled = status == 429 };

    /// <summary>The message waits for too many others to be sent now; it has not left.</summary>
    public static ConnectorOutcome Busy(TimeSpan? retryAfter) =>
        new() { Kind = ConnectorOutcomeKind.Unavailable, RetryAfter = retryAfter, IsThrottled = true };

    /// <summary>The message may have arrived: the answer was lost.</summary>
    public static ConnectorOutcome PossiblyDelivered(int? status = null, string? code = null) =>
        new() { Kind = ConnectorOutcomeKind.PossiblyDelivered, Status = status, Code = code };
}

/// <summary>How a question to the Connector ended, and its answer.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Value">The answer; null unless delivered.</param>
public readonly record struct ConnectorAnswer<T>(ConnectorOutcome Outcome, T? Value) where T : class;

/// <summary>What to do when a message may have arrived.</summary>
public enum WhenUnsure
{
    /// <summary>Tell the caller: the message arrives at most once.</summary>
    Report,

    /// <summary>Send again: the message arrives at least once, perhaps twice.</summary>
    SendAgain,
}
