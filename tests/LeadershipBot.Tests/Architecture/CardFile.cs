using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Architecture;

/// <summary>A card template as it is written, for questions about its buttons and words.</summary>
/// <param name="Name">Such as <c>polls/open</c>.</param>
/// <param name="Json">All of it.</param>
internal sealed record CardFile(string Name, JsonObject Json)
{
    public static IReadOnlyList<CardFile> All { get; } =
    [
        .. SourceFile.Under("cards", ".json")
            .Where(file => !file.Path.StartsWith("cards/text/", StringComparison.Ordinal))
            .Select(file => Parse(file.Path["cards/".Length..^".json".Length], file.Text)),
    ];

    public static CardFile Parse(string name, string text) => new(name, JsonNode.Parse(text)!.AsObject());

    /// <summary>Every object of the card, itself too.</summary>
    public IEnumerable<JsonObject> Objects => Within(Json);

    /// <summary>Everything that a person can press, and what asks by itself.</summary>
    public IEnumerable<JsonObject> Buttons => Objects.Where(one => TypeOf(one) is "Action.Execute" or "Action.Submit");

    /// <summary>The verbs of all buttons, and the datasets of all type-aheads, which lead to slices in the same way (behind a colon stands the organisation).</summary>
    public IEnumerable<string> Verbs => Buttons.SelectMany(VerbsOf).Concat(Objects.Where(one => TypeOf(one) is "Data.Query").Select(one => one["dataset"]!.GetValue<string>().Split(':')[0])).Distinct();

    /// <summary>Each string of the card.</summary>
    public IEnumerable<string> Strings => Objects.SelectMany(one => one.Select(property => property.Value))
        .SelectMany(value => value is JsonArray list ? list : Enumerable.Repeat(value, 1))
        .OfType<JsonValue>().Where(value => value.GetValueKind() is System.Text.Json.JsonValueKind.String).Select(value => value.GetValue<string>());

    /// <summary>The verbs that one button says: its own, and the one in its data.</summary>
    public static IEnumerable<string> VerbsOf(JsonObject button)
    {
        if (button["verb"] is { } verb)
            yield return verb.GetValue<string>();
        if (button["data"]?["verb"] is { } inData)
            yield return inData.GetValue<string>();
    }

    public static string? TypeOf(JsonNode? one) => one is JsonObject && one["type"] is JsonValue type ? type.GetValue<string>() : null;

    private static IEnumerable<JsonObject> Within(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(property => Within(property.Value)).Prepend(one),
        JsonArray list => list.SelectMany(Within),
        _ => [],
    };
}
