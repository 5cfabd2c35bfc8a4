using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which a poll is kept open longer, and somebody says what came of one.</summary>
internal static class OutcomeDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var trial = await PollTrial.SendAsync(bot, "outcome", new AskPrivacy(Voice.Confidential), ReasonMode.Optional, Question.OneOf("Shall the hub open?", ["Yes", "No"]));
        await trial.VotesAsync(bot.Priya, 0);
        await bot.Chair.Executes("polls.extend", new JsonObject { ["poll"] = trial.Key, ["organisation"] = "larkford", ["days"] = "3" });
        await bot.PassAsync(TimeSpan.FromDays(5), TimeSpan.FromHours(3));
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.outcome.say", ["poll"] = trial.Key, ["organisation"] = "larkford", ["outcome"] = "Considering", ["words"] = "The board meets on Monday.", ["reviewOn"] = "2026-05-01" });
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }
}
