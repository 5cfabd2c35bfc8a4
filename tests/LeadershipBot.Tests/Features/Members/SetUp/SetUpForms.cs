using System.Text.Json.Nodes;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.SetUp;

/// <summary>Goes through the dialogs of set up as a client does: each button's own data with what was typed.</summary>
internal static class SetUpForms
{
    public static async Task<CardReading> OpensFormAsync(this Colleague who, string verb, string? organisation = "larkford")
    {
        var data = new JsonObject { ["verb"] = verb };
        if (organisation is not null)
            data["organisation"] = organisation;
        return CardReading.Of((await who.Opens(data)).Card);
    }

    /// <summary>Sends the first button of a dialog with these inputs.</summary>
    public static async Task<CardReading> SendsFormAsync(this Colleague who, CardReading form, params (string Input, string Value)[] typed)
    {
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        foreach (var (input, value) in typed)
            data[input] = value;
        var answer = await who.Sends(data);
        Assert.True(answer.Card is not null, answer.Sentence);
        return CardReading.Of(answer.Card);
    }

    public static async Task<CardReading> MakesBodyAsync(this Colleague who, params (string Input, string Value)[] typed)
        => await who.SendsFormAsync(await who.OpensFormAsync("members.setUp.body", organisation: null), typed);

    /// <summary>The organisation that a card of set up is about.</summary>
    public static string OrganisationOf(CardReading card)
        => card.Json["actions"]!.AsArray().Select(one => one!["data"]?["organisation"]?.GetValue<string>()).First(id => id is not null)!;
}
