using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Ledger;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which people raise things, and hear what became of them.</summary>
internal static class LedgerDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.RaisesAsync(bot.Tomasz, "Nobody replies to this");
        var key = await bot.RaisesAsync(bot.Priya, voice: "Named");
        await bot.Organiser.ReadsEntryAsync(bot, key);
        await bot.Organiser.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Chair).ToString() });
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        await bot.Priya.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "answer" }, new JsonObject { ["words"] = "The one in Vale" });
        await bot.Organiser.SaysFateAsync(key, "PassedOn", "It is theirs", "NHS England");
        await bot.Organiser.SaysFateAsync(key, "Considering", "They sent it back");
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Done", changed: "true");
        await bot.Priya.PressesAsync(bot, "ledger.judge", key, new JsonObject { ["verdict"] = "yes" });
        await bot.Tomasz.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "report" }, new JsonObject { ["words"] = "It names somebody" });
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "hide" }, new JsonObject { ["words"] = "It names somebody" });
        await bot.PassAsync(TimeSpan.FromDays(30), TimeSpan.FromDays(2));
    }
}
