using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which decisions are written, sent, corrected, withdrawn, reacted to and reviewed.</summary>
internal static class DecisionsDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Chair, bot.Priya, bot.Tomasz })
            await who.Types("hello");
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, "Shall we merge the hubs?", closes: "1");
        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
        var today = DateOnly.FromDateTime(bot.Clock.GetUtcNow().UtcDateTime);
        (string, string)[] plan =
        [
            ("risk", "High"), ("fallback", "Open both again"), ("trigger", "Waits above ten days"), ("owner", new MemberId(bot.Chair.Person.TenantId, bot.Chair.ObjectId).ToString()),
            ("planBOn", $"{today.AddDays(3):yyyy-MM-dd}"), ("reviewOn", $"{today.AddDays(4):yyyy-MM-dd}"), ("linked", "polls:" + (await bot.PollKeysAsync())[0]),
        ];
        var preview = await DecisionTrial.WriteAsync(bot, bot.Chair, bot.Channel, plan);
        await PollForms.TurnsAsync(bot.Chair, bot.Channel, preview, "Preview to me");
        var key = preview.Json["actions"]![0]!["data"]!["decision"]!.GetValue<string>();
        if ((await bot.Chair.Sends(DecisionTrial.Pressed(preview, "Send to", ("to", "both")), bot.Channel)).Card is { } many)
            await bot.Chair.Sends(DecisionTrial.Pressed(CardReading.Of(many), "Send to"), bot.Channel); // the number is confirmed
        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(4));
        foreach (var (who, comment) in new[] { (bot.Priya, "Mind the bus line"), (bot.Tomasz, "") })
        {
            await who.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["said"] = "Noted" });
            await who.Sends(new JsonObject { ["verb"] = "decisions.say", ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["comment"] = comment });
        }

        var first = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, await DecisionTrial.OpenManagingAsync(bot.Chair, key), "Correct it");
        var second = await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, first, "Next", ("why", "It is better so."));
        await bot.Chair.Sends(PollForms.Pressed(await PollForms.TurnsAsync(bot.Chair, bot.Chair.Chat, second, "Preview"), "Correct every card"));
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(6));
        foreach (var (kind, day) in new[] { ("PlanB", 3), ("Decision", 4) })
            await bot.Chair.Executes("decisions.right", new JsonObject { ["decision"] = key, ["organisation"] = DecisionTrial.Organisation, ["review"] = $"{kind}.{today.AddDays(day):yyyyMMdd}" });
        await bot.PassAsync(TimeSpan.FromDays(12), TimeSpan.FromDays(1));
        await bot.Chair.Sends(PollForms.Pressed(await DecisionTrial.OpenManagingAsync(bot.Chair, key), "Withdraw", ("why", "It was wrong.")));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
    }
}
