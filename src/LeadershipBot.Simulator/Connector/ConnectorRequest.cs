using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeadershipBot.Simulator.Connector;

/// <summary>What a call to the connector asks for.</summary>
public enum ConnectorOperation
{
    /// <summary>No route of the connector: recorded among the unexpected ones.</summary>
    Unknown,

    /// <summary>Send to a conversation.</summary>
    Send,

    /// <summary>Reply to an activity.</summary>
    Reply,

    /// <summary>Update an activity.</summary>
    Update,

    /// <summary>Delete an activity.</summary>
    Delete,

    /// <summary>Create a conversation, or a new thread in a channel.</summary>
    CreateConversation,

    /// <summary>The whole roster.</summary>
    Members,

    /// <summary>One member.</summary>
    Member,

    /// <summary>A page of the roster.</summary>
    PagedMembers,

    /// <summary>Details of a team.</summary>
    Team,

    /// <summary>The channels of a team.</summary>
    TeamChannels,
}

/// <summary>A call of the bot to the connector in few bytes.</summary>
/// <param name="Operation">What it asked for.</param>
/// <param name="ConversationId">The conversation or team that it named, or found or made; null when none.</param>
/// <param name="MessageId">The message that it made or changed; null when none.</param>
/// <param name="At">When it came, on the simulator's clock.</param>
/// <param name="Status">The HTTP status answered; 0 when the connection was broken or hung.</param>
/// <param name="Applied">Whether it took effect, answered or not.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConnectorEntry(
    ConnectorOperation Operation, string? ConversationId, string? MessageId, DateTimeOffset At, int Status, bool Applied);

/// <summary>A call of the bot to the connector, and what came of it.</summary>
/// <param name="Operation">What it asks for.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query, unescaped, without the base path.</param>
/// <param name="At">When it came, on the simulator's clock.</param>
public sealed record ConnectorRequest(ConnectorOperation Operation, string Method, string Path, DateTimeOffset At)
{
    /// <summary>The conversation or team that the path names; null when it names none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>The activity or member that the path names; null when it names none.</summary>
    public string? ItemId { get; init; }

    /// <summary>The JSON that was sent; null when there was none.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>The Authorization header as it came; null when there was none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The HTTP status answered; 0 when the connection was broken or hung.</summary>
    public int Status { get; init; }

    /// <summary>The error code answered; null when all went well.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Whether the call took effect, answered or not.</summary>
    public bool Applied { get; init; }

    /// <summary>The id of the message that it made or changed; null when none.</summary>
    public string? MessageId { get; init; }
}
