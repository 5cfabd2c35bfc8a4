using System.Text.Json.Nodes;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Decisions;

/// <summary>Writes and sends decisions as a chair does: by the three pages, with the buttons' own data.</summary>
internal static class DecisionTrial
{
    public const string What = "The two hubs merge in April.";
    public const string Organisation = "larkford";

    public static (string Name, string Value)[] Statement { get; } =
        [("what", What), ("why", "Neither fills its rota alone."), ("decidedBy", "Governing body, 2 March, 8 to 2"), ("options", "Keep both; close both"), ("effect", "One rota for all")];

    public static (string Name, string Value)[] Background { get; } =
        [("conflicts", "Two members work at a hub and did not vote."), ("dissent", "Two feared longer ways."), ("wouldChange", "Waits above ten days"), ("reviewOn", "2026-09-01"), ("risk", "Usual")];

    /// <summary>The first page.</summary>
    public static async Task<CardReading> OpenAsync(BotUnderTest bot, Colleague who, Conversation? at = null)
    {
        await who.Types("decision", at);
        return CardReading.Of((await who.Presses("Write a decision", bot.CardsIn(at ?? who.Chat)[^1])).Card);
    }

    /// <summary>The third page, after the first two were filled in.</summary>
    public static async Task<CardReading> WriteAsync(BotUnderTest bot, Colleague who, Conversation? at = null, params (string, string)[] changes)
    {
        var second = await PollForms.TurnsAsync(who, at ?? who.Chat, await OpenAsync(bot, who, at), "Next", [.. Statement, .. changes]);
        return await PollForms.TurnsAsync(who, at ?? who.Chat, second, "Preview", [.. Background, .. changes]);
    }

    /// <summary>Writes and sends it to everybody whom the organisation lists; all that follows at once has happened.</summary>
    /// <returns>The decision's key.</returns>
    public static async Task<string> SendAsync(BotUnderTest bot, Colleague who, Conversation? at = null, params (string, string)[] changes)
    {
        var preview = await WriteAsync(bot, who, at, changes);
        await who.Sends(Pressed(preview, "Send", changes), at);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        return preview.Json["actions"]![0]!["data"]!["decision"]!.GetValue<string>();
    }

    /// <summary>As <see cref="PollForms.Pressed"/>, by the first words of the button's title.</summary>
    public static JsonObject Pressed(CardReading dialog, string button, params (string, string)[] inputs)
        => PollForms.Pressed(dialog, dialog.Buttons.First(title => title.StartsWith(button, StringComparison.Ordinal)), inputs);

    /// <summary>The newest card of a decision in somebody's own chat; null if none stands there.</summary>
    public static Message? CardOf(BotUnderTest bot, Colleague who, string what = What)
        => bot.CardsIn(who.Chat).LastOrDefault(message => CardReading.Of(message.Card()) is var card && card.Heading == what && card.Texts[0].Contains("Decision", StringComparison.Ordinal) && !card.Says("due "));

    public static CardReading Read(BotUnderTest bot, Colleague who, string what = What) => CardReading.Of(bot.Teams.World.CardFor(CardOf(bot, who, what)!, who.Person));

    public static Task<BotAnswer> PressAsync(BotUnderTest bot, Colleague who, string button, string what = What) => who.Presses(button, CardOf(bot, who, what)!);

    /// <summary>The dialog in which it is managed.</summary>
    public static async Task<CardReading> OpenManagingAsync(Colleague who, string key)
        => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "decisions.open", ["decision"] = key, ["organisation"] = Organisation })).Card);

    public static async Task<DecisionHead> HeadAsync(BotUnderTest bot, string key) => DecisionRows.ToHead(await bot.RowsAsync(DecisionRows.Table, key))!;

    public static async Task<List<string>> KeysAsync(BotUnderTest bot)
        => [.. (await bot.RowsAsync(DecisionRows.IndexTable, Organisation)).Select(row => row.GetString("Decision")!)];

    /// <summary>The words that a dialog closed with, or what else was answered.</summary>
    public static string Said(BotAnswer answer) => answer.Body?.ToJsonString() ?? "";
}
