using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>What conversations are for, said where people meet them first.</summary>
public sealed class FormativeTalkTests : WholeApp
{
    private const string Formative = "For your own reflection only: no appraisal, and not multi-source feedback for the GMC.";

    [Fact]
    public async Task Who_joins_and_who_is_matched_reads_that_a_conversation_is_no_feedback_for_the_GMC()
    {
        var bot = await StartAsync();
        Assert.True((await bot.Yusuf.Hears("conversations")).Says(Formative));
        await bot.JoinAsync(bot.Tomasz, bot.Priya);
        await bot.BecomesAsync(TalkTrial.Monday);
        Assert.True(Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski").Says(Formative));
    }

    [Fact]
    public async Task A_lead_who_is_matched_on_a_measure_without_having_joined_reads_it_as_well()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.LeadsAsync(who, code);
        }

        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2");
        await bot.DrainAsync();
        Assert.True(Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Talk with Dr Tomasz Zielinski").Says(Formative));

        // Whoever is left alone has nothing to reflect on.
        var talk = Assert.Single(await bot.RowsAsync("PeerTalks", ReviewTrial.Here, "talk.")).RowKey["talk.".Length..];
        await bot.Tomasz.ReadsAsync(bot, "talks.decline", new JsonObject { ["talk"] = talk });
        Assert.False((await bot.Priya.ReadsAsync(bot, "talks.one", new JsonObject { ["talk"] = talk })).Says(Formative));
    }
}
