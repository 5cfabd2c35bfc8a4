using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Support;

/// <summary>
/// Teams' charts as its documentation of Adaptive Cards has them ("Chart.HorizontalBar"): schema 1.5 and the official
/// renderer know none, so that a judge looks here, and then at what stands in the chart's place.
/// </summary>
internal static class ChartRules
{
    private static readonly string[] DisplayModes = ["AbsoluteWithAxis", "AbsoluteNoAxis", "PartToWhole"];
    private static readonly string[] Spacings = ["None", "ExtraSmall", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding"];

    private static readonly Dictionary<string, Func<JsonNode, bool>> Properties = new()
    {
        ["type"] = value => Text(value) == "Chart.HorizontalBar",
        ["title"] = value => Text(value) is { Length: > 0 },
        ["showTitle"] = value => value is JsonValue flag && flag.TryGetValue<bool>(out _),
        ["displayMode"] = value => DisplayModes.Contains(Text(value)),
        ["color"] = value => Text(value)?.StartsWith("categorical", StringComparison.Ordinal) is true,
        ["spacing"] = value => Spacings.Contains(Text(value)),
        ["data"] = value => value is JsonArray { Count: > 0 } bars && bars.All(IsBar),
        ["fallback"] = value => Text(value["type"]) == "Container",
    };

    /// <summary>Every chart of a card, at whatever depth.</summary>
    public static IEnumerable<JsonObject> In(JsonNode? node) => node switch
    {
        JsonObject chart when IsChart(chart) => [chart],
        JsonObject part => part.SelectMany(property => In(property.Value)),
        JsonArray list => list.SelectMany(In),
        _ => [],
    };

    public static bool IsChart(JsonObject element) => Text(element["type"])?.StartsWith("Chart.", StringComparison.Ordinal) is true;

    /// <summary>What is wrong with a chart; nothing if Teams takes it and other clients have something in its place.</summary>
    public static IEnumerable<string> WrongIn(JsonObject chart)
        => chart.Where(property => !Properties.TryGetValue(property.Key, out var fits) || property.Value is null || !fits(property.Value)).Select(property => $"{property.Key}: {property.Value?.ToJsonString()}")
            .Concat(new[] { "type", "title", "data", "fallback" }.Where(name => !chart.ContainsKey(name)).Select(name => $"no {name}"));

    /// <summary>The same card for a client that draws no charts: in the place of each stands what it falls back to.</summary>
    public static JsonNode WithoutCharts(JsonNode card) => card switch
    {
        JsonObject chart when IsChart(chart) => WithoutCharts(chart["fallback"]!),
        JsonObject part => new JsonObject(part.Select(property => KeyValuePair.Create(property.Key, property.Value is null ? null : (JsonNode?)WithoutCharts(property.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : WithoutCharts(item))]),
        _ => card.DeepClone(),
    };

    private static bool IsBar(JsonNode? bar)
        => bar is JsonObject { Count: 2 } one && Text(one["x"]) is { Length: > 0 } && one["y"] is JsonValue length && length.TryGetValue<double>(out var percent) && percent is >= 0 and <= 100;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
