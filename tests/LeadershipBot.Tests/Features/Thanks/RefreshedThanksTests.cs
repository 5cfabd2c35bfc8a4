using System.Text.Json.Nodes;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Cards of thanks further up in a chat: people's clients ask for them as they are now, so that none says of others what isn't so any more.</summary>
public sealed class RefreshedThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_card_of_thanks_that_became_public_later_says_that_others_can_read_them()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        await bot.MeetsAsync(bot.Tomasz);
        await bot.Tomasz.Types("thanks Yusuf Demir for your draft");
        var (given, first) = (bot.CardsIn(bot.Tomasz.Chat)[^1], bot.CardsIn(bot.Yusuf.Chat)[^1]);
        Assert.True(CardReading.Of(first.Card()).Says("Only you two are shown this"), CardReading.Of(first.Card()).ToString());
        var id = Assert.Single(await bot.ThanksToAsync(bot.Yusuf)).Id;
        Assert.Contains("Add what it changed", CardReading.Of(given.Card()).Buttons);
        await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["difference"] = "Nobody waited", ["public"] = "true" });
        Assert.Contains("Write it anew", (await SeesAsync(bot, bot.Tomasz, given)).Buttons);
        await bot.Yusuf.PublishesAsync(bot, id);
        foreach (var (who, card) in new[] { (bot.Yusuf, first), (bot.Tomasz, given) })
        {
            var seen = await SeesAsync(bot, who, card);
            Assert.True(seen.Says("Others in your organisation can read this.") && seen.Says("What it changed: Nobody waited"), seen.ToString());
        }

        // What they read after a press stays until they look again; removed, the card says that they are gone.
        Assert.Null((await bot.Yusuf.Presses("Only us two again", first)).Card!["refresh"]);
        await bot.Yusuf.Executes("thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true", ["organisation"] = "larkford" });
        Assert.True((await SeesAsync(bot, bot.Tomasz, given)).Says("Those thanks aren't there any more."));
    }

    private static async Task<CardReading> SeesAsync(BotUnderTest bot, Colleague who, Message message)
    {
        Assert.NotNull(await bot.Teams.Delivery.ShowAsync(who.Person, message, Token));
        return CardReading.Of(bot.Teams.World.CardFor(message, who.Person));
    }
}
