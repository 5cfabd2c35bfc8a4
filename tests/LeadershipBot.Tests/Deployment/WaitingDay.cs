using System.Text.Json.Nodes;
using LeadershipBot.Features.Polls;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which people see what waits for them, add words to an answer, and are reminded.</summary>
internal static class WaitingDay
{
    private const string Question = "Shall we share a pharmacist?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task PassAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Chair, bot.Tomasz })
            await who.Types("hello");
        await SendingTrial.AskEverybodyAsync(bot, bot.Chair, Question, closes: "7");
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        var key = (await bot.PollKeysAsync())[0];
        await bot.Tomasz.Types("waiting");
        await bot.Tomasz.Executes("polls.words", new JsonObject { ["poll"] = key, ["choice"] = "0", ["words"] = "if it is for all of us" });
        await bot.PassAsync(TimeSpan.FromDays(5), TimeSpan.FromHours(6));

        var head = PollRows.ToHead(await bot.RowsAsync(PollRows.Table, key, PollRows.Head))!;
        await bot.Store.CommitAsync(PollRows.Table, key, [new Change.Replace(PollRows.OfPoll(head.Poll with { SendsReminders = false }, head.AskedIn, head.ETag))], Token);
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(6));
    }
}
