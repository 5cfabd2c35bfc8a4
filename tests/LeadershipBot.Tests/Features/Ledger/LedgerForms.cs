using System.Text.Json.Nodes;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>Raises and answers as people do, by the dialogs' own data.</summary>
internal static class LedgerForms
{
    public const string Here = "larkford";
    public const string Words = "The line to the hub is engaged every Monday";

    /// <summary>Raises something by the dialog; its key on the ledger.</summary>
    public static async Task<string> RaisesAsync(this BotUnderTest bot, Colleague who, string words = Words, string voice = "Confidential")
    {
        var before = (await bot.KeysAsync()).ToHashSet();
        await who.SendsAsync("ledger.form", new JsonObject(), new JsonObject { ["words"] = words, ["voice"] = voice });
        return Assert.Single(await bot.KeysAsync(), key => !before.Contains(key));
    }

    /// <summary>Opens the dialog of a verb, fills it in and sends it.</summary>
    public static async Task<BotAnswer> SendsAsync(this Colleague who, string verb, JsonObject about, JsonObject inputs)
    {
        (about["verb"], about["organisation"]) = (verb, Here);
        var form = CardReading.Of((await who.Opens(about)).Card);
        return await who.Sends(Filled(form, inputs));
    }

    /// <summary>Sends words about an entry without having opened their dialog, as a card of ours never does.</summary>
    public static Task<BotAnswer> SendsRawAsync(this Colleague who, string verb, string key, string what)
        => who.Sends(new JsonObject { ["verb"] = verb, ["organisation"] = Here, ["key"] = key, ["what"] = what, ["words"] = "Words" });

    public static JsonObject Filled(CardReading form, JsonObject inputs)
    {
        var data = form.Json["actions"]![0]!["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in inputs)
            data[name] = value?.DeepClone();
        return data;
    }

    /// <summary>Says what became of an entry.</summary>
    public static Task<BotAnswer> SaysFateAsync(this Colleague who, string key, string fate, string answer, string body = "", string changed = "false")
        => who.SendsAsync("ledger.fate.form", new JsonObject { ["key"] = key }, new JsonObject { ["fate"] = fate, ["answer"] = answer, ["body"] = body, ["changed"] = changed });

    /// <summary>Presses a button that turns its card into another.</summary>
    public static async Task<BotAnswer> PressesAsync(this Colleague who, BotUnderTest bot, string verb, string key, JsonObject? more = null)
    {
        var data = more ?? [];
        (data["organisation"], data["key"]) = (Here, key);
        var answer = await who.Executes(verb, data);
        await bot.DrainAsync();
        return answer;
    }

    public static async Task<CardReading> ReadsEntryAsync(this Colleague who, BotUnderTest bot, string key) => CardReading.Of((await who.PressesAsync(bot, "ledger.entry", key)).Card);

    public static async Task<CardReading> ReadsMineAsync(this Colleague who, BotUnderTest bot, string key) => CardReading.Of((await who.PressesAsync(bot, "ledger.my", key)).Card);

    public static async Task<CardReading> ReadsListAsync(this Colleague who, string list, string from = "")
        => CardReading.Of((await who.Executes("ledger.list", new JsonObject { ["organisation"] = Here, ["list"] = list, ["from"] = from })).Card);

    /// <summary>The keys of all entries of the organisation.</summary>
    public static async Task<List<string>> KeysAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(LedgerIndexRows.Table, Here)).Select(row => row.GetString("Key")!)];

    public static async Task<List<string>> AuditAsync(this BotUnderTest bot, string key)
        => [.. (await bot.RowsAsync(LedgerRows.Table, key, "audit.")).Select(row => row.GetString("What")!)];
}
