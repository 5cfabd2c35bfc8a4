namespace LeadershipBot.Shell;

/// <summary>A conversation with the bot: where a turn happened, and where a card can be sent later.</summary>
/// <param name="Scope">Personal chat, group chat or channel.</param>
/// <param name="TenantId">The tenant of the conversation.</param>
/// <param name="ServiceUrl">The connector's address for it; on the allow-list when it was taken.</param>
/// <param name="ConversationId">The conversation; for a channel it includes the thread (<c>;messageid=…</c>).</param>
/// <param name="TeamId">The team of a channel; else null.</param>
public sealed record Place(Scope Scope, string TenantId, string ServiceUrl, string ConversationId, string? TeamId)
{
    private const string ThreadMark = ";messageid=";

    /// <summary>Whether it is a channel and no thread in it: what is sent there begins a thread of its own.</summary>
    public bool IsWholeChannel => Scope is Scope.Channel && WholeConversationId == ConversationId;

    /// <summary>The conversation without its thread, the same for every message in a channel.</summary>
    public string WholeConversationId
        => ConversationId.IndexOf(ThreadMark, StringComparison.Ordinal) is var at && at < 0 ? ConversationId : ConversationId[..at];

    /// <summary>The thread of a channel that a message began; elsewhere the conversation itself.</summary>
    /// <param name="activityId">The message.</param>
    public string ThreadOf(string activityId) => IsWholeChannel ? ConversationId + ThreadMark + activityId : ConversationId;
}

/// <summary>The three kinds of conversation of Teams.</summary>
public enum Scope
{
    Personal,
    GroupChat,
    Channel,
}
