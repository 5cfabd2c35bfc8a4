using System.Text.Json.Nodes;

namespace LeadershipBot.Simulator.People;

/// <summary>What a Teams client reads out of an Adaptive Card: its buttons, and whether it wants a refresh.</summary>
public static class Cards
{
    /// <summary>The content type of an Adaptive Card.</summary>
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Most people who may be named in <c>refresh.userIds</c>, and the size of chat up to which leaving it out means everybody.</summary>
    public const int RefreshPeopleMax = 60;

    private static readonly string[] NamesOfButtons = ["verb", "id", "title"];

    /// <summary>Every action of the card, wherever it stands, in reading order. Fallbacks are not among them.</summary>
    public static IEnumerable<JsonObject> Buttons(JsonNode? card)
    {
        if (card is JsonObject item)
        {
            if (Text(item["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true)
                yield return item;
            foreach (var (name, value) in item)
                if (name is not ("fallback" or "refresh" or "data"))
                    foreach (var found in Buttons(value))
                        yield return found;
        }
        else if (card is JsonArray list)
        {
            foreach (var found in list.SelectMany(Buttons))
                yield return found;
        }
    }

    /// <summary>The action whose verb, id or title is the given one; null when the card has none.</summary>
    public static JsonObject? Button(JsonNode? card, string verbIdOrTitle)
        => Buttons(card).FirstOrDefault(button => NamesOfButtons
            .Any(name => string.Equals(Text(button[name]), verbIdOrTitle, StringComparison.Ordinal)));

    /// <summary>The action that a client sends by itself when this person sees the card; null when it sends none.</summary>
    public static JsonObject? RefreshFor(JsonObject? card, string personId, int people)
    {
        if (card?["refresh"] is not JsonObject refresh || refresh["action"] is not JsonObject action)
            return null;
        var named = refresh["userIds"] as JsonArray;
        var wanted = named is null ? people <= RefreshPeopleMax : named.Any(id => Text(id) == personId);
        return wanted ? action : null;
    }

    internal static bool IsAdaptive(JsonObject attachment) => Text(attachment["contentType"]) == ContentType;

    internal static string? Text(JsonNode? node)
        => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
