using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Ledger;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which like items are joined, and leaders read what is new.</summary>
internal static class BriefDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        await bot.Chair.Hears("brief");
        var (into, one) = (await bot.RaisesAsync(bot.Priya, "The lift is out of order"), await bot.RaisesAsync(bot.Tomasz, "The lift doesn't work"));
        await MergeTests.JoinsAsync(bot, bot.Organiser, one, into);
        await bot.Organiser.SaysFateAsync(into, "ActedOn", "It is mended");
        await bot.Tomasz.PressesAsync(bot, "ledger.judge", one, new JsonObject { ["verdict"] = "yes" });
        await bot.RaisesAsync(bot.Tomasz, "The window is open");
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        var again = await bot.RaisesAsync(bot.Priya, "The door sticks");
        await MergeTests.JoinsAsync(bot, bot.Organiser, again, into);
        await bot.Organiser.PressesAsync(bot, "ledger.separate", again);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));
    }
}
