using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>Raises anonymously and looks codes up as people do, by the dialogs' own data.</summary>
internal static class AnonymousForms
{
    /// <summary>The box of the week in which the bot's clock starts.</summary>
    public const string FirstBox = "larkford.week.20260302";

    /// <summary>Raises something; the code that the reply shows.</summary>
    public static async Task<string> RaisesAnonymouslyAsync(this Colleague who, string words = LedgerForms.Words)
        => CodeIn(await who.SendsAsync("ledger.anonymous", [], new JsonObject { ["words"] = words }));

    public static string CodeIn(BotAnswer answer) => CardReading.Of(answer.Card).Input("copy")["value"]!.GetValue<string>();

    /// <summary>The dialog, opened.</summary>
    public static async Task<CardReading> OpensAnonymousAsync(this Colleague who)
        => CardReading.Of((await who.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = LedgerForms.Here })).Card);

    /// <summary>Looks a code up: what the dialog then shows.</summary>
    public static async Task<CardReading> LooksUpAsync(this Colleague who, string code)
        => CardReading.Of((await who.SendsAsync("ledger.code", [], new JsonObject { ["code"] = code })).Card);

    /// <summary>Looks a code up, and presses a button of what it leads to.</summary>
    public static async Task<CardReading> SaysByCodeAsync(this Colleague who, string code, string button, string words = "")
    {
        var found = await who.LooksUpAsync(code);
        return await who.PressesInAsync(found, button, words);
    }

    public static async Task<CardReading> PressesInAsync(this Colleague who, CardReading found, string button, string words = "")
    {
        var data = found.Json["actions"]!.AsArray().Single(one => one!["title"]!.GetValue<string>() == button)!["data"]!.DeepClone().AsObject();
        data["words"] = words;
        return CardReading.Of((await who.Sends(data)).Card);
    }

    /// <summary>Lets time pass until the week's box has been passed on: on the next Monday at 09:00.</summary>
    public static async Task PassesOnAsync(this BotUnderTest bot)
    {
        bot.Clock.Advance(NextMonday(bot.Clock.GetUtcNow()) - bot.Clock.GetUtcNow());
        await bot.PassAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>The entry to which a code leads, as it lies in the store; null while there is none.</summary>
    public static async Task<LedgerEntry?> EntryOfAsync(this BotUnderTest bot, string code)
    {
        Assert.True(RaiseCode.TryRead(code, out var read));
        var key = LedgerRows.PartitionOf(LedgerForms.Here, AnonymousBox.EntryIdOf(read));
        return (await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry)).Select(LedgerRows.ToEntry).SingleOrDefault();
    }

    public static async Task<string> KeyOfAsync(this BotUnderTest bot, string code) => LedgerRows.PartitionOf((await bot.EntryOfAsync(code))!);

    /// <summary>The words of all entries, in the order in which the ledger lists them.</summary>
    public static async Task<List<string>> WordsAsync(this BotUnderTest bot)
        => [.. (await bot.RowsAsync(LedgerIndexRows.Table, LedgerForms.Here)).Select(row => row.GetString("Words")!)];

    private static DateTimeOffset NextMonday(DateTimeOffset now) => RaiseWeek.Of(now, Zones.UnitedKingdom).PassedOnAt(Zones.UnitedKingdom).AddHours(1);
}
