using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Ledger;
using LeadershipBot.Tests.Features.Ledger.Anonymous;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which something is raised anonymously, passed on, and answered by its code.</summary>
internal static class AnonymousDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var code = await bot.Priya.RaisesAnonymouslyAsync();
        await bot.PassesOnAsync();
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = await bot.KeyOfAsync(code), ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        await bot.Priya.SaysByCodeAsync(code, "Answer the question", "The one in Vale");
        await bot.PassesOnAsync();
    }
}
