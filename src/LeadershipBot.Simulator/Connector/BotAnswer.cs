using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Connector;

/// <summary>What came of an activity that was to reach the bot, as the person's client sees it.</summary>
public sealed record BotAnswer
{
    /// <summary>What a Teams client shows when the bot fails or doesn't answer in time.</summary>
    public const string SomethingWentWrong = "Something went wrong. Please try again.";

    /// <summary>Whether Teams passed it on at all: not without a mention in a group, or where the app isn't installed.</summary>
    public required bool Delivered { get; init; }

    /// <summary>The bot's HTTP status; 0 when there was no answer in 15 s, or no bot.</summary>
    public int Status { get; init; }

    /// <summary>The JSON that the bot answered; null when it was empty or no JSON.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>The body as text.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the client tells the person instead of a result; null when all went well.</summary>
    public string? Problem { get; init; }

    /// <summary>The activity as it was sent; null when it was not delivered.</summary>
    public JsonObject? Activity { get; init; }

    /// <summary>The message that the person wrote by this; null when it was none.</summary>
    public Message? Message { get; init; }

    /// <summary>What the bot answered when the same was delivered again.</summary>
    public IReadOnlyList<BotAnswer> Again { get; init; } = [];

    /// <summary>The Adaptive Card in the answer to a press, a dialog or a query; null when there is none.</summary>
    public JsonObject? Card
        => Cards.Text(Body?["type"]) == Cards.ContentType
            ? Body!["value"] as JsonObject
            : Body?["task"]?["value"] is JsonObject dialog
                ? dialog["card"]?["content"] as JsonObject
                : null;

    /// <summary>The sentence in the answer to a press or a dialog; null when there is none.</summary>
    public string? Sentence
        => Cards.Text(Body?["type"]) == "application/vnd.microsoft.activity.message"
            ? Cards.Text(Body!["value"])
            : Cards.Text(Body?["task"]?["value"]);
}
