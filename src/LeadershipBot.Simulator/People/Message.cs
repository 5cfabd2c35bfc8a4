using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Simulator.People;

/// <summary>
/// A message as it stands in a conversation. A new value for each change; ask the <see cref="World"/> again for the
/// newest one.
/// </summary>
/// <param name="Id">The message id; unique in the world.</param>
/// <param name="ConversationId">The conversation, without a thread.</param>
/// <param name="ThreadId">In a channel the id of the thread's first message; null elsewhere.</param>
/// <param name="FromId">The account id of the writer, <c>28:</c> or <c>29:</c>.</param>
/// <param name="FromName">The writer's name.</param>
/// <param name="Body">The activity as it came, or the parts of one for a person's message.</param>
/// <param name="At">When it was sent.</param>
public sealed record Message(
    string Id,
    string ConversationId,
    string? ThreadId,
    string FromId,
    string FromName,
    JsonElement Body,
    DateTimeOffset At)
{
    /// <summary>Whether a later update has replaced the text or card.</summary>
    public bool Edited { get; init; }

    /// <summary>Whether it was deleted: then text and cards are gone for everybody.</summary>
    public bool Deleted { get; init; }

    /// <summary>How many times it was updated.</summary>
    public int Updates { get; init; }

    /// <summary>Reactions: who, and which. Empty when there are none.</summary>
    public IReadOnlyList<Reaction> Reactions { get; init; } = [];

    /// <summary>Whether the bot wrote it.</summary>
    public bool IsBot => FromId.StartsWith("28:", StringComparison.Ordinal);

    /// <summary>The text; empty for a card alone and after a deletion.</summary>
    public string Text => Word("text") ?? "";

    /// <summary>The summary that a notification shows; null when there is none.</summary>
    public string? Summary => Word("summary");

    /// <summary>The message that this one answers: in a channel the thread's first message; null on that one.</summary>
    public string? ReplyToId => ThreadId is null ? Word("replyToId") : ThreadId == Id ? null : ThreadId;

    /// <summary>What everybody sees attached. A fresh copy at each call; empty when there is nothing.</summary>
    public JsonArray Attachments()
        => !Deleted && Body.TryGetProperty("attachments", out var list) && list.ValueKind == JsonValueKind.Array
            ? JsonArray.Create(list)!
            : [];

    /// <summary>The first Adaptive Card that everybody sees, without anyone's own view; null when there is none.</summary>
    public JsonObject? Card()
        => Attachments().OfType<JsonObject>().FirstOrDefault(Cards.IsAdaptive)?["content"]?.DeepClone() as JsonObject;

    private string? Word(string name)
        => !Deleted && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A reaction to a message.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="Type">Such as <c>like</c> or <c>heart</c>.</param>
public readonly record struct Reaction(string PersonId, string Type);

/// <summary>A message as one person sees it at one moment.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attachments">What that person sees attached.</param>
/// <param name="Version">Grows with each change of the world, also over restarts; of two looks at a message the one with the higher number is the newer.</param>
internal sealed record SeenMessage(Message Message, JsonArray Attachments, long Version);
