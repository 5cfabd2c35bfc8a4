using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Somebody leaves after people were matched, and before they are told.</summary>
public sealed class LeftAloneTests : WholeApp
{
    [Fact]
    public async Task Who_is_left_alone_joins_two_others_and_all_three_are_told()
    {
        var bot = await StartAsync();
        var people = await bot.ListsManyAsync(ReviewTrial.Here, 4);
        foreach (var who in people)
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await LeavesAsItCountsAsync(bot, people[0]);
        var talk = Assert.Single(await bot.TalksAsync());
        Assert.Equal(people.Skip(1).Select(who => AskedPeople.IdOf(who).ToString()).Order(StringComparer.Ordinal), talk.People.Select(one => one.Id.ToString()).Order(StringComparer.Ordinal));
        Assert.All(people.Skip(1), who => Assert.Single(bot.CardsOf(who), card => card.Heading.StartsWith("Talk with ", StringComparison.Ordinal) && card.Heading.Contains(" and ", StringComparison.Ordinal)));
        Assert.DoesNotContain(bot.CardsOf(people[0]), card => card.Heading.StartsWith("Talk with ", StringComparison.Ordinal));
        foreach (var who in people.Skip(1))
            Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.MineOf(AskedPeople.IdOf(who))));
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.MineOf(AskedPeople.IdOf(people[0])))); // nothing is left that led to it
    }

    [Fact]
    public async Task Who_is_left_alone_and_can_join_nobody_reads_that_there_is_no_conversation_this_time()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Tomasz, bot.Priya);
        await LeavesAsItCountsAsync(bot, bot.Priya);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "No conversation this time" && card.Says("next time you are matched again"));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading is "No conversation this time" or "Talk with Dr Tomasz Zielinski");
    }

    [Fact]
    public async Task A_lead_whose_partner_is_forgotten_before_they_are_told_reads_that_nobody_is_left_to_talk_with()
    {
        var bot = await StartAsync();
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.MeetsAsync(who);
            await bot.LeadsAsync(who, code);
        }

        var isForgotten = false;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (isForgotten || table != TalkRows.Table || !changes.Any(change => change is Change.Replace && change.RowKey.StartsWith(OutboxRow.RowKeyOf(TellTalks.Kind, ""), StringComparison.Ordinal)))
                return;
            isForgotten = true;
            await bot.ForgetsAsync(bot.Priya); // as they are about to be told
        };
        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1\nZ99003 2");
        await bot.DrainAsync();
        bot.Store.BeforeCommit = null;
        Assert.True(isForgotten);
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Heading == "No conversation this time" && card.Says("about “Referrals”"));
    }

    /// <summary>They leave at the moment in which the matching counts.</summary>
    private static async Task LeavesAsItCountsAsync(BotUnderTest bot, Colleague who)
    {
        var hasLeft = false;
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (hasLeft || table != TalkRows.Table || !changes.Any(change => change.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal)))
                return;
            hasLeft = true;
            await who.Executes("talks.home", new JsonObject { ["organisation"] = ReviewTrial.Here, ["do"] = "leave" });
        };
        await bot.BecomesAsync(TalkTrial.Monday);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        bot.Store.BeforeCommit = null;
        Assert.True(hasLeft);
    }
}
