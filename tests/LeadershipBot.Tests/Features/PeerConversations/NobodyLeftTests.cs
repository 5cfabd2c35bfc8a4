using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Somebody is forgotten, or leaves, after both were told with whom they talk.</summary>
public sealed class NobodyLeftTests : WholeApp
{
    [Fact]
    public async Task Whose_partner_is_forgotten_is_told_and_cannot_note_that_they_met()
    {
        var bot = await StartAsync();
        var about = await PairAsync(bot);
        await bot.ForgetsAsync(bot.Tomasz);
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "No conversation this time" && card.Says("isn't there any more") && card.Says("next time you are matched again"));
        Assert.True(ReadsSo(await bot.Priya.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }))));
        Assert.Null(Assert.Single(await bot.TalksAsync()).MetAt);
        Assert.DoesNotContain((await bot.Priya.Hears("conversations")).Texts, line => line.StartsWith("a former colleague", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_two_noted_together_stays_with_the_one_when_the_other_is_forgotten()
    {
        var bot = await StartAsync();
        var about = await PairAsync(bot);
        await bot.Tomasz.SendsFormAsync("talks.note.form", about, new JsonObject { ["note"] = "We call back", ["willTry"] = "A list" });
        await bot.ForgetsAsync(bot.Tomasz);
        await bot.DrainAsync();
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading == "No conversation this time"); // they have met
        var card = await bot.Priya.ReadsAsync(bot, "talks.one", about);
        Assert.True(card.Heading == "Talk with a former colleague" && card.Says("You met") && card.Says("Your note: We call back"), card.ToString());
        Assert.Contains("Write our note", card.Buttons);
        Assert.Contains((await bot.Priya.Hears("conversations")).Texts, line => line.StartsWith("a former colleague · ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_partner_leaves_is_told_and_cannot_note_that_they_met()
    {
        var bot = await StartAsync();
        var about = await PairAsync(bot);
        for (var i = 0; i < 2; i++)
            await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "leave" });
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "No conversation this time after all" && card.Says("Dr Tomasz Zielinski can't take part.") && card.Says("next time you are matched again"));
        Assert.True(ReadsSo(await bot.Priya.ReadsAsync(bot, "talks.one", about.With(new JsonObject { ["do"] = "met" }))));
        Assert.Null(Assert.Single(await bot.TalksAsync()).MetAt);
    }

    [Theory]
    [InlineData(TalkRows.Member, false)]
    [InlineData(TalkRows.Talk, false)]
    [InlineData(TalkRows.Member, true)]
    public async Task Whose_partner_leaves_while_the_store_fails_is_told_once_they_press_again(string failing, bool isWritten)
    {
        var bot = await StartAsync(new BotOptions { MayLogErrors = true });
        var about = await PairAsync(bot);
        bot.Store.BeforeCommit = (_, _, changes) =>
        {
            if (!changes.Any(change => change.RowKey.StartsWith(failing, StringComparison.Ordinal)))
                return Task.CompletedTask;
            bot.Store.BeforeCommit = null;
            bot.Store.Fails(isWritten ? StoreFault.LosesAnswers : StoreFault.Unavailable, TalkRows.Table, times: 1);
            return Task.CompletedTask;
        };
        await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "leave" });
        Assert.Null(bot.Store.BeforeCommit);
        bot.Store.Recovers();
        await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "leave" });
        await bot.DrainAsync();
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "No conversation this time after all");
        Assert.True(ReadsSo(await bot.Priya.ReadsAsync(bot, "talks.one", about)));
        Assert.DoesNotContain("Leave", (await bot.Tomasz.Hears("conversations")).Buttons);
    }

    [Fact]
    public async Task Who_leaves_after_they_met_stays_in_what_both_noted()
    {
        var bot = await StartAsync();
        var about = await PairAsync(bot);
        await bot.Tomasz.SendsFormAsync("talks.note.form", about, new JsonObject { ["note"] = "We call back" });
        await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "leave" });
        await bot.DrainAsync();
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Heading == "No conversation this time after all");
        var card = await bot.Priya.ReadsAsync(bot, "talks.one", about);
        Assert.True(card.Heading == "Talk with Dr Tomasz Zielinski" && card.Says("Your note: We call back"), card.ToString());
    }

    private static bool ReadsSo(CardReading card)
        => card.Says("Whoever you were to talk with doesn't take part any more.") && !card.Buttons.Contains("We have met") && !card.Buttons.Contains("Write our note");

    private static async Task<JsonObject> PairAsync(BotUnderTest bot)
    {
        await bot.JoinAsync(bot.Tomasz, bot.Priya);
        await bot.BecomesAsync(TalkTrial.Monday);
        return new JsonObject { ["talk"] = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).RowKey[TalkRows.Talk.Length..] };
    }
}
