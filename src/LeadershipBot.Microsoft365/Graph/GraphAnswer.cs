using System.Diagnostics.CodeAnalysis;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>What became of a question to Microsoft Graph. What others do wrong is one of these, never an exception.</summary>
public enum GraphOutcome
{
    /// <summary>It was answered as asked.</summary>
    Done,

    /// <summary>The tenant has not granted the permission, or not for this mailbox or organiser; or Graph is not enabled.</summary>
    NoPermission,

    /// <summary>
    /// The bot can't prove in that tenant who it is: it has no credential there, its certificate or secret ran out, or nobody has consented
    /// to it there. Only whoever runs it can help.
    /// </summary>
    NoToken,

    /// <summary>There is no such mailbox, meeting, report or subscription.</summary>
    NotFound,

    /// <summary>Too many calls: see <see cref="GraphAnswer{T}.RetryAfter"/>. Nothing in this room waits for it.</summary>
    Throttled,

    /// <summary>No answer, one that can't be read, or one that is too large; trying later may help.</summary>
    Unavailable,

    /// <summary>Graph no longer knows a link that it gave (410, syncStateNotFound, resyncRequired): begin anew with a window.</summary>
    SyncStateLost,

    /// <summary>Graph won't do it, and asking the same again won't help; a link that leads elsewhere is refused unasked.</summary>
    Refused,
}

/// <summary>How a question to Microsoft Graph ended.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Value">The answer; null unless <see cref="IsDone"/>.</param>
/// <param name="RetryAfter">How long Graph wants to be left alone, never negative; null if it didn't say.</param>
/// <param name="Code">Graph's own word for an error, for logs; null where there is none.</param>
public sealed record GraphAnswer<T>(GraphOutcome Outcome, T? Value = default, TimeSpan? RetryAfter = null, string? Code = null)
{
    /// <summary>Whether there is a <see cref="Value"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsDone => Outcome == GraphOutcome.Done;

    /// <summary>Whether Graph didn't take the token itself (401), which may pass: a clock is wrong, or it ran out.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>The same end, of another question.</summary>
    public GraphAnswer<TOther> Failed<TOther>() => new(Outcome, default, RetryAfter, Code) { IsUnproven = IsUnproven };
}
