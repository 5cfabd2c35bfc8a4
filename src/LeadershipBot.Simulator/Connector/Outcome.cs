using System.Text.Json.Nodes;

namespace LeadershipBot.Simulator.Connector;

/// <summary>What the connector answers to one call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON; null is an empty body.</param>
internal sealed record Outcome(int Status, JsonNode? Body)
{
    public string? ErrorCode { get; init; }

    public string? MessageId { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public bool Applied { get; init; }

    // Codes and messages: Microsoft's table "Status codes from bot conversational APIs".
    public static Outcome NotInRoster { get; } = Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static Outcome Blocked { get; } = Error(403, "ConversationBlockedByUser", "User blocked the conversation with the bot.");

    public static Outcome NotInstalled { get; } = Error(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope");

    public static Outcome NoConversation { get; } = Error(404, "ConversationNotFound", "Conversation not found.");

    public static Outcome NoActivity { get; } = Error(404, "ActivityNotFoundInConversation", "Conversation not found.");

    public static Outcome NoMember { get; } = Error(404, "MemberNotFoundInConversation", "The member is not in the conversation.");

    public static Outcome TooBig { get; } = Error(413, "MessageSizeTooBig", "Message size too large.");

    public static Outcome NotAuthorized { get; } = Error(401, "BotNotRegistered", "No registration found for this bot.");

    public static Outcome BadArgument(string message) => Error(400, "Bad Argument", message);

    public static Outcome Throttled(TimeSpan wait) => Error(429, "Throttled", "Too many requests.") with
    {
        RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
    };

    public static Outcome Error(int status, string code, string message) => new(status, null)
    {
        ErrorCode = code,
        ErrorMessage = message,
    };

    public string? ErrorMessage { get; init; }

    /// <summary>The JSON to send: the body, or a Bot Framework ErrorResponse.</summary>
    public JsonNode? ToJson() => ErrorCode is null
        ? Body
        : new JsonObject { ["error"] = new JsonObject { ["code"] = ErrorCode, ["message"] = ErrorMessage } };

    /// <summary>A change that took effect; a null id is answered without one.</summary>
    public static Outcome Done(int status, string? messageId, bool tellsId = true) => new(status, tellsId && messageId is not null ? new JsonObject { ["id"] = messageId } : new JsonObject())
    {
        MessageId = messageId,
        Applied = true,
    };
}
