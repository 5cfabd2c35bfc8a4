using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Fills in the dialog in which a poll is written, as a client does: with the button's own data.</summary>
internal static class PollForms
{
    public static async Task<CardReading> OpenAsync(Colleague who, Conversation at)
        => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "polls.form" }, at)).Card);

    /// <summary>What the form's button sends with these words typed into its inputs.</summary>
    public static JsonObject Filled(CardReading form, string question, string options, string closes = "0")
    {
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
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
}
