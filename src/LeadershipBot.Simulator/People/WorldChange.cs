namespace LeadershipBot.Simulator.People;

/// <summary>What somebody who looks at Teams would notice.</summary>
public enum WorldChangeKind
{
    /// <summary>A new message.</summary>
    Message,

    /// <summary>A message has changed for everybody.</summary>
    Update,

    /// <summary>A message is gone.</summary>
    Delete,

    /// <summary>One viewer sees another card than before; that viewer's client has it from the bot's answer.</summary>
    View,

    /// <summary>The bot is typing.</summary>
    Typing,

    /// <summary>Conversations, rosters or installs have changed.</summary>
    Conversations,
}

/// <summary>Something that happened in the world.</summary>
/// <param name="Kind">What.</param>
/// <param name="ConversationId">Where, without a thread; null for changes of people and places.</param>
/// <param name="Message">The message, as it is now; null when it is about none.</param>
public sealed record WorldChange(WorldChangeKind Kind, string? ConversationId, Message? Message);
