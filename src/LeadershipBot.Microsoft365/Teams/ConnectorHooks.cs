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
}

/// <summary>
/// Lets the app keep pace: Teams counts every attempt, retries too, per app and tenant. Register one before
/// <see cref="TeamsProtocol.AddTeamsProtocol"/> to be heard.
/// </summary>
public sealed class ConnectorHooks
{
    /// <summary>Awaited before each attempt; may wait for the attempt's turn. The time doesn't count as the attempt's.</summary>
    public Func<ConnectorRequestInfo, CancellationToken, ValueTask> BeforeAttempt { get; init; } = static (_, _) => ValueTask.CompletedTask;

    /// <summary>Told of each answer: its status, and how long the Connector wants to be left alone (null: not said).</summary>
    public Action<ConnectorRequestInfo, HttpStatusCode, TimeSpan?> Answered { get; init; } = static (_, _, _) => { };
}
