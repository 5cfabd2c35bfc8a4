using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Each plan that two note is followed up, also one after another.</summary>
public sealed class NextPlanTests : WholeApp
{
    [Fact]
    public async Task A_plan_that_is_noted_after_they_said_how_the_last_went_is_asked_about_as_well()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya);
        await bot.BecomesAsync(TalkTrial.Monday);
        var about = new JsonObject { ["talk"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..] };
        await bot.Tomasz.SendsFormAsync("talks.note.form", about, new JsonObject { ["note"] = "We call back", ["willTry"] = "A list" });
        await bot.PassAsync(TimeSpan.FromDays(43), TimeSpan.FromHours(12));
        Assert.Single(Follows(bot));
        await bot.Priya.ReadsAsync(bot, "talks.outcome", about.With(new JsonObject { ["outcome"] = "Helped" }));

        await bot.Tomasz.SendsFormAsync("talks.note.form", about, new JsonObject { ["note"] = "We call back", ["willTry"] = "A shared rota" });
        await bot.PassAsync(TimeSpan.FromDays(43), TimeSpan.FromHours(12));
        Assert.Equal([false, true], Follows(bot).Select(card => card.Says("A shared rota")));
    }

    private static List<CardReading> Follows(BotUnderTest bot) => [.. bot.CardsOf(bot.Priya).Where(card => card.Heading.EndsWith("how did it go?", StringComparison.Ordinal))];
}
