using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Cards;

public sealed class SchemaJudgeTests
{
    [Fact]
    public async Task Every_card_follows_the_schema_of_Adaptive_Cards_1_5()
    {
        var findings = await JudgeAsync([.. CardCase.All.Select(card => card.AsOfSchema())]);
        Assert.All(CardCase.All.Zip(findings), pair => Assert.True(pair.Second.Length == 0, $"{pair.First.Name}: {string.Join("; ", pair.Second)}"));
    }

    [Fact]
    public async Task The_judge_finds_an_element_that_does_not_exist()
    {
        var card = JsonNode.Parse("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlok","text":"x"}]}""")!;
        Assert.NotEmpty((await JudgeAsync([card])).Single());
    }

    private static async Task<string[][]> JudgeAsync(IReadOnlyList<JsonNode> cards)
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Needs.SharedData("schemas/adaptive-card-1.5.0.json"), TestContext.Current.CancellationToken));
        var input = new JsonObject { ["schema"] = schema, ["cards"] = new JsonArray([.. cards.Select(card => card.DeepClone())]) };
        return JsonSerializer.Deserialize<string[][]>(await NodeTools.RunAsync("cards-schema.mjs", input.ToJsonString()))!;
    }
}
