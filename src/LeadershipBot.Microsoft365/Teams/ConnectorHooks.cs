using System.Net;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>What is asked of the Connector.</summary>
public enum ConnectorOperation
{
    CreateConversation,
    SendToConversation,
    ReplyToActivity,
    UpdateActivity,
    DeleteActivity,
    GetConversationMember,
    GetConversationPagedMembers,
    GetTeamDetails,
    GetTeamChannels,
}

/// <summary>One attempt of a call, ids only.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="TenantId">The tenant whose limit the attempt counts against; null when the caller didn't know.</param>
/// <param name="ConversationId">Null for a new conversation.</param>
/// <param name="Attempt">0 for the first.</param>
public sealed record ConnectorRequestInfo(ConnectorOperation Operation, string? TenantId, string? ConversationId, int Attempt)
{
    /// <summary>Whether nobody waits for it: <see cref="ConnectorAddress.CanWait"/>.</summary>
    public bool CanWait { get; init; }

    /// <summary>Where there is no conversation yet: the member or channel that it is to be made with; null if that isn't known.</summary>
    public string? NewWith { get; init; }

    /// <summary>Whether it changes nothing: Teams counts such calls apart for each conversation.</summary>
    public bool IsRead => Operation is ConnectorOperation.GetConversationMember or ConnectorOperation.GetConversationPagedMembers or ConnectorOperation.GetTeamDetails or ConnectorOperation.GetTeamChannels;
}

/// <summary>
/// An attempt can't have its turn in reasonable time. Thrown by <see cref="ConnectorHooks.BeforeAttempt"/>, it ends the call
/// as one that Teams turned away: <see cref="ConnectorOutcome.IsThrottled"/>.
/// </summary>
/// <param name="after">When it may be tried again; null if that isn't known.</param>
public sealed class ConnectorBusyException(TimeSpan? after) : Exception("The call to the Connector can't have its turn now.")
{
    /// <summary>When it may be tried again; null if that isn't known.</summary>
    public TimeSpan? After => after;
}

/// <summary>
/// Lets the app keep pace: Teams counts every attempt, retries too, per app and tenant. Register one before
/// <see cref="TeamsProtocol.AddTeamsProtocol"/> to be heard.
/// </summary>
public sealed class ConnectorHooks
{
    /// <summary>
    /// Awaited before each attempt; may wait for the attempt's turn, or refuse it by a <see cref="ConnectorBusyException"/>. The
    /// time doesn't count as the attempt's. What it answers is disposed of when the attempt has ended, however it did.
    /// </summary>
    public Func<ConnectorRequestInfo, CancellationToken, ValueTask<IDisposable?>> BeforeAttempt { get; init; } = static (_, _) => new(default(IDisposable));

    /// <summary>Told of each answer: its status, and how long the Connector wants to be left alone (null: not said).</summary>
    public Action<ConnectorRequestInfo, HttpStatusCode, TimeSpan?> Answered { get; init; } = static (_, _, _) => { };
}
