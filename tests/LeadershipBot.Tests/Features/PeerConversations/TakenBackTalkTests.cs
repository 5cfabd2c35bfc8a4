using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>A matching on a measure that is taken back at the very moment in which two of it note that they met.</summary>
public sealed class TakenBackTalkTests : WholeApp
{
    [Fact]
    public async Task A_note_that_was_confirmed_is_not_removed_by_a_matching_taken_back_at_the_same_moment()
    {
        var bot = await StartAsync();
        await bot.LeadsAsync(bot.Tomasz, "Z99002");
        await bot.LeadsAsync(bot.Priya, "Z99003");
        await bot.MeetsAsync(bot.Priya);
        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1240\nZ99003 4");
        await bot.DrainAsync();
        var number = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).RowKey[TalkRows.Match.Length..];
        var key = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..];
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (!changes.OfType<Change.Delete>().Any(change => change.RowKey == TalkRows.Match + number))
                return;
            bot.Store.BeforeCommit = null;
            await bot.Priya.ReadsAsync(bot, "talks.one", new JsonObject { ["talk"] = key, ["do"] = "met" });
        };
        Assert.StartsWith("Some of them have met already", (await bot.Chair.PressesAsync(bot, "talks.measure.back", new JsonObject { ["number"] = number })).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        Assert.NotNull(Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).GetDateTimeOffset("MetAt"));
        Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match));
    }
}
