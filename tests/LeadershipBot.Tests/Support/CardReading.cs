using System.Globalization;
using System.Text.Json.Nodes;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Support;

/// <summary>A card as a person reads it: its words in order, the rows of choices with their counts, the buttons.</summary>
internal sealed class CardReading(JsonObject card)
{
    public JsonObject Json => card;

    /// <summary>All words of the card, from top to bottom.</summary>
    public IReadOnlyList<string> Texts { get; } =
        [.. All(card["body"]).Where(o => TextOf(o["type"]) == "TextBlock").Select(o => TextOf(o["text"]) ?? "")];

    /// <summary>The words in large letters; empty where the card has none.</summary>
    public string Heading
        => TextOf(All(card["body"]).FirstOrDefault(o => TextOf(o["style"]) == "heading")?["text"]) ?? "";

    /// <summary>The rows of choices, in order.</summary>
    public IReadOnlyList<ChoiceRow> Choices { get; } = [.. All(card["body"]).Where(o => TextOf(o["type"]) == "Container").Select(ChoiceRow.TryRead).OfType<ChoiceRow>()];

    /// <summary>How many answered what, by the words of the choice.</summary>
    public IReadOnlyDictionary<string, int> Counts => Choices.ToDictionary(c => c.Label, c => c.Count);

    /// <summary>The choice that is marked as the reader's own; null where none is.</summary>
    public string? Mine => Choices.SingleOrDefault(c => c.IsMine)?.Label;

    /// <summary>The titles of the buttons, without those of rows that can be pressed.</summary>
    public IReadOnlyList<string> Buttons { get; } = [.. Pressable(card).Select(b => TextOf(b["title"]) ?? "")];

    /// <summary>Whether answers are chosen from a list and sent, not pressed one by one.</summary>
    public bool IsCompact => All(card["body"]).Any(o => TextOf(o["type"]) == "Input.ChoiceSet" && TextOf(o["id"]) == "choice");

    public static CardReading Of(JsonObject? card)
    {
        Assert.NotNull(card);
        return new CardReading(card);
    }

    /// <summary>Whether some line of the card holds these words.</summary>
    public bool Says(string words) => Texts.Any(t => t.Contains(words, StringComparison.Ordinal));

    /// <summary>What a button of a dialog sends; where its rows are pressed and it has none, the first row.</summary>
    public JsonObject SentBy(int button)
        => (card["actions"] is JsonArray { Count: > 0 } actions ? actions[button]! : All(card["body"]).Select(o => o["selectAction"]).OfType<JsonObject>().First())["data"]!.DeepClone().AsObject();

    /// <summary>The input with this id, such as one of a dialog.</summary>
    public JsonObject Input(string id) => All(card["body"]).Single(o => TextOf(o["id"]) == id);

    public override string ToString() => string.Join('\n', Texts) + "\n[" + string.Join("] [", Buttons) + "]";

    internal static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>All parts of a card, as a client shows them that draws no charts: instead of a chart what it falls back to.</summary>
    internal static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject chart when TextOf(chart["type"])?.StartsWith("Chart.", StringComparison.Ordinal) is true => All(chart["fallback"]),
        JsonObject o => o.Where(p => p.Key is not ("selectAction" or "fallback" or "data")).SelectMany(p => All(p.Value)).Prepend(o),
        JsonArray list => list.SelectMany(All),
        _ => [],
    };

    private static IEnumerable<JsonObject> Pressable(JsonObject card)
    {
        var rows = All(card["body"]).Select(o => o["selectAction"]).OfType<JsonObject>().ToList();
        return TeamsCards.Buttons(card).Where(b => !rows.Contains(b));
    }
}

/// <summary>One choice of a poll as its card shows it.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Count">How many chose it.</param>
/// <param name="Percent">Which share that is.</param>
/// <param name="Bar">The bar in text; empty where nobody chose it.</param>
/// <param name="IsMine">Whether it is marked as the reader's.</param>
/// <param name="Press">What pressing the row sends; null where it can't be pressed.</param>
internal sealed record ChoiceRow(string Label, int Count, int Percent, string Bar, bool IsMine, JsonObject? Press)
{
    public static ChoiceRow? TryRead(JsonObject container)
    {
        if (container["items"] is not JsonArray { Count: > 0 } items || items[0]?["columns"] is not JsonArray { Count: 2 } columns)
            return null;
        var label = CardReading.TextOf(columns[0]!["items"]![0]!["text"])!;
        // Before the first answer a card shows no counts at all.
        var result = CardReading.TextOf(columns[1]!["items"]![0]!["text"]) is { Length: > 0 } shown ? shown.Split(" · ") : ["0", "0%"];
        var below = items.Skip(1).Select(i => CardReading.TextOf(i!["text"])!).ToList();
        if (result is [var place] && place.StartsWith("mean place", StringComparison.Ordinal))
            result = ["0", "0%"]; // a ranking has no counts
        return new ChoiceRow(
            label.TrimStart('●', '○', ' '),
            int.Parse(result[0], NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture),
            int.Parse(result[1].TrimEnd('%'), CultureInfo.InvariantCulture),
            below.FirstOrDefault(t => !t.Contains("Your answer", StringComparison.Ordinal)) ?? "",
            below.Any(t => t.Contains("Your answer", StringComparison.Ordinal)),
            container["selectAction"] as JsonObject);
    }
}
