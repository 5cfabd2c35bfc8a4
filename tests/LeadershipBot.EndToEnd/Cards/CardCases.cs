using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Cards;

/// <summary>Every sample of every card, as bound by us, with what a judge needs to bind it too.</summary>
internal sealed record CardCase(string Name, JsonNode Template, JsonObject Data, JsonNode Bound)
{
    public static CardLibrary Library { get; } = CardLibrary.Load(Path.Combine(Needs.Root, "cards"));

    public static IReadOnlyList<CardCase> All { get; } = [.. Read()];

    private static IEnumerable<CardCase> Read()
    {
        var sentences = JsonNode.Parse(File.ReadAllText(Path.Combine(Needs.Root, "cards", "text", "en-GB.json")))!;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Needs.Root, "tests", "LeadershipBot.Tests", "Cards", "Samples")).Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileNameWithoutExtension(file).Split('.');
            var template = JsonNode.Parse(File.ReadAllText(Path.Combine(Needs.Root, "cards", parts[0], parts[1] + ".json")))!;
            var data = JsonSerializer.Deserialize<JsonObject>(File.ReadAllBytes(file))!;
            var bound = Library.Bind($"{parts[0]}/{parts[1]}", data);
            data["text"] = sentences.DeepClone();
            yield return new CardCase(Path.GetFileNameWithoutExtension(file), template, data, bound);
        }
    }

    /// <summary>
    /// The bound card as schema 1.5 knows it. Teams documents <c>choices.data</c> with style <c>filtered</c> for inputs
    /// that look their choices up, and 1.5 knows neither: one choice stands in for what typing would offer. It documents
    /// charts, too: in the place of each stands its fallback, and the chart itself is judged by <see cref="ChartRules"/>. And
    /// it documents <c>msteams.width</c> of a card, which is <c>Full</c> or absent.
    /// </summary>
    public JsonNode AsOfSchema()
    {
        var card = ChartRules.WithoutCharts(Bound);
        if (card["msteams"] is JsonObject { Count: 1 } teams && teams["width"]?.GetValue<string>() == "Full")
            card.AsObject().Remove("msteams");
        foreach (var input in Within(card).Where(one => one.ContainsKey("choices.data")).ToList())
        {
            input.Remove("choices.data");
            input["style"] = "compact";
            if (input["choices"] is JsonArray { Count: 0 } none)
                none.Add(new JsonObject { ["title"] = "Found", ["value"] = "found" });
        }

        return card;
    }

    private static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(property => Within(property.Value)).Prepend(one),
        JsonArray list => list.SelectMany(Within),
        _ => [],
    };
}
