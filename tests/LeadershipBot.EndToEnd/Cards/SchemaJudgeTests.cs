using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.EndToEnd.Cards;

public sealed class SchemaJudgeTests
{
    [Fact]
    public async Task Every_card_follows_the_schema_of_Adaptive_Cards_1_5()
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Needs.SharedData("schemas/adaptive-card-1.5.0.json"), TestContext.Current.CancellationToken));
        var input = new JsonObject { ["schema"] = schema, ["cards"] = new JsonArray([.. CardCase.All.Select(card => card.Bound.DeepClone())]) };
        var output = JsonNode.Parse(await NodeTools.RunAsync("cards-schema.mjs", input.ToJsonString()))!.AsArray();
        Assert.All(CardCase.All.Zip(output), pair => Assert.True(pair.Second!.AsArray().Count == 0, $"{pair.First.Name}: {pair.Second!.ToJsonString()}"));
    }
}
