using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Fills in the dialog in which a poll is written, as a client does: with the button's own data.</summary>
internal static class PollForms
{
    public static async Task<CardReading> OpenAsync(Colleague who, Conversation at)
        => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "polls.form" }, at)).Card);

    /// <summary>What asks with these words typed into the form's inputs, without a look at the preview: that carries the same on.</summary>
    public static JsonObject Filled(CardReading form, string question, string options, string closes = "0")
    {
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        data["verb"] = "polls.create";
        data["question"] = question;
        data["options"] = options;
        data["closes"] = closes;
        return data;
    }

    public static async Task<AskedPoll> AskAsync(BotUnderTest bot, Colleague who, Conversation at, string question, string options, string closes = "0")
    {
        await who.Sends(Filled(await OpenAsync(who, at), question, options, closes), at);
        return bot.PollsIn(at)[^1];
    }

    /// <summary>What a button of a dialog sends, with these inputs filled in and the others as they stand.</summary>
    public static JsonObject Pressed(CardReading dialog, string button, params (string Name, string Value)[] inputs)
    {
        var data = CardReading.All(dialog.Json["body"]).Prepend(dialog.Json).SelectMany(one => one["actions"]?.AsArray() ?? [])
            .OfType<JsonObject>().First(action => action["title"]?.GetValue<string>() == button || action["tooltip"]?.GetValue<string>() == button);
        var sent = data["data"]!.DeepClone().AsObject();
        if (CardReading.TextOf(data["associatedInputs"]) is not "none")
        {
            foreach (var input in CardReading.All(dialog.Json["body"]).Where(one => CardReading.TextOf(one["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true))
                sent[input["id"]!.GetValue<string>()] = input["value"]?.DeepClone() ?? "";
        }

        foreach (var (name, value) in inputs)
            sent[name] = value;
        return sent;
    }

    /// <summary>Presses a button of a dialog and reads the page that comes.</summary>
    public static async Task<CardReading> TurnsAsync(Colleague who, Conversation at, CardReading dialog, string button, params (string Name, string Value)[] inputs)
    {
        var answer = await who.Sends(Pressed(dialog, button, inputs), at);
        Assert.True(answer.Card is not null, answer.Body?.ToJsonString());
        return CardReading.Of(answer.Card);
    }
}
