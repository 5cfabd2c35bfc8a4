using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>The card of a conversation in the chat of the other: their client asks for it as it is now.</summary>
public sealed class RefreshedTalkTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_looks_at_their_card_again_reads_that_the_other_noted_that_they_met_and_the_joint_note()
    {
        var bot = await StartAsync();
        await bot.JoinAsync(bot.Priya, bot.Tomasz);
        await bot.BecomesAsync(TalkTrial.Monday);
        var (mine, others) = (bot.CardsIn(bot.Priya.Chat)[^1], bot.CardsIn(bot.Tomasz.Chat)[^1]);
        Assert.Equal("Talk with Dr Priya Raman", CardReading.Of(others.Card()).Heading);
        await bot.Priya.Presses("We have met", mine);
        await bot.Priya.Fills(await bot.Priya.OpensDialog("Write our note", mine), new JsonObject { ["note"] = "We both call back" }, on: mine);
        Assert.NotNull(await bot.Teams.Delivery.ShowAsync(bot.Tomasz.Person, others, Token));
        var seen = CardReading.Of(bot.Teams.World.CardFor(others, bot.Tomasz.Person));
        Assert.True(seen.Says("You met (Mon 9 Mar 2026).") && seen.Says("Your note: We both call back") && !seen.Buttons.Contains("We have met"), seen.ToString());
    }
}
