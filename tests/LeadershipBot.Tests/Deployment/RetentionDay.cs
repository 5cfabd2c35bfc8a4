using System.Text.Json.Nodes;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day in which somebody hears that nobody confirmed what they chose.</summary>
internal static class RetentionDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var newcomer = bot.Joins("Dr Never Confirmed");
        await newcomer.Hears("hello");
        await newcomer.Fills(await newcomer.OpensDialog("Tell us your practice"), new JsonObject { ["practice"] = "larkford/Z99001", ["profession"] = "Gp", ["contract"] = "Locum" });
        var retention = bot.Services.GetServices<IRetention>().Single(one => one.Kind == RetentionKind.Unconfirmed);
        Assert.NotEqual(0, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddSeconds(1), Sweep.Remove, TestContext.Current.CancellationToken));
        await bot.DrainAsync();
    }
}
