using System.Text.Json.Nodes;

namespace LeadershipBot.Tests.Cards;

/// <summary>What every card must keep to, so that each client shows it whole.</summary>
public sealed class CardLimitsTests
{
    /// <summary>Source: Teams' host configuration, <c>actions.maxActions</c>.</summary>
    private const int ActionsMax = 6;

    public static TheoryData<string> Samples => CardSamples.FileNames;

    [Theory]
    [MemberData(nameof(Samples))]
    public void No_row_of_buttons_has_more_than_clients_show(string fileName)
    {
        var sample = CardSamples.Named(fileName);
        Assert.Empty(TooLong(CardSamples.Library.Bind(sample.Template, sample.Data)));
    }

    [Fact]
    public void A_row_that_is_too_long_is_found_however_deep_it_stands()
    {
        var row = new JsonArray([.. Enumerable.Repeat(0, ActionsMax + 1).Select(_ => new JsonObject { ["type"] = "Action.Submit" })]);
        var card = new JsonObject { ["body"] = new JsonArray(new JsonObject { ["items"] = new JsonArray(new JsonObject { ["type"] = "ActionSet", ["actions"] = row }) }) };
        Assert.Equal("$.body[0].items[0].actions", Assert.Single(TooLong(card)));
    }

    private static IEnumerable<string> TooLong(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(pair => pair is { Key: "actions", Value: JsonArray { Count: > ActionsMax } row } ? [row.GetPath()] : TooLong(pair.Value)),
        JsonArray list => list.SelectMany(TooLong),
        _ => [],
    };
}
