using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Cards;

/// <summary>One set of data that a card is bound to, from <c>Samples/&lt;feature&gt;.&lt;card&gt;.&lt;case&gt;.json</c>.</summary>
internal sealed record CardSample(string Template, string Case, JsonObject Data)
{
    public string FileName => $"{Template.Replace('/', '.')}.{Case}.json";
}

internal static class CardSamples
{
    public static string Folder { get; } = Path.Combine(Needs.Root, "tests", "LeadershipBot.Tests", "Cards");

    public static CardLibrary Library { get; } = CardLibrary.Load(Path.Combine(Needs.Root, "cards"));

    public static IReadOnlyList<CardSample> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, "Samples"), "*.json").Order(StringComparer.Ordinal).Select(Read),
    ];

    public static TheoryData<string> FileNames { get; } = [.. All.Select(sample => sample.FileName)];

    public static CardSample Named(string fileName) => All.Single(sample => sample.FileName == fileName);

    private static CardSample Read(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('.');
        return new CardSample($"{parts[0]}/{parts[1]}", parts[2], JsonSerializer.Deserialize<JsonObject>(File.ReadAllBytes(file))!);
    }
}
