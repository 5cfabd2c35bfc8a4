using System.Text.Json.Nodes;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which somebody suggests a choice, and it is declined.</summary>
internal static class SuggestionDay
{
    public static async Task PassAsync(BotUnderTest bot)
    {
        var trial = await PollTrial.SendAsync(bot, "suggested", new AskPrivacy(Voice.Named), ReasonMode.Off, poll => poll with { TakesSuggestions = true }, Question.OneOf("When should it open?", ["Mornings", "Afternoons"]));
        await bot.Priya.Sends(new JsonObject { ["verb"] = "polls.suggest.send", ["poll"] = trial.Key, ["organisation"] = "larkford", ["choice"] = "Evenings" });
        await bot.Chair.Sends(new JsonObject { ["verb"] = "polls.suggest.declined", ["poll"] = trial.Key, ["organisation"] = "larkford", ["suggestion"] = SuggestionRows.IdOf("Evenings"), ["why"] = "Nobody can staff it." });
        await bot.PassAsync(TimeSpan.FromSeconds(10));
    }
}
