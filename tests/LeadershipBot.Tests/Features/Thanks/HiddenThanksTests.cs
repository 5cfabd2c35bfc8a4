using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Recognition;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Hidden thanks: shown again, written anew, in the portfolio, and taken back before anybody decides.</summary>
public sealed class HiddenThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hidden_thanks_are_shown_again_by_who_decides_both_are_told_each_time_and_it_is_audited()
    {
        var (bot, id) = await PublicAsync();
        await HideAsync(bot, id, "Names a third person");
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.month")).Says("No thanks are public in this month."));
        Assert.Contains("Hidden", (await bot.Chair.ReadsAsync(bot, "thanks.month")).Buttons);
        Assert.DoesNotContain("Hidden", (await bot.Priya.ReadsAsync(bot, "thanks.month")).Buttons);
        var list = await bot.Chair.ReadsAsync(bot, "thanks.hidden");
        Assert.True(list.Says("“Your draft”") && list.Says("Hidden because: Names a third person") && list.Buttons.Contains("Show the thanks to Dr Yusuf Demir again"), list.ToString());
        Assert.NotNull((await bot.Priya.PressesAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, id))).Sentence); // not hers to do

        for (var i = 0; i < 2; i++)
            Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, id))).Says("Shown again. Both are told."));
        Assert.True((await bot.Priya.ReadsAsync(bot, "thanks.month")).Says("“Your draft”"));
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.hidden")).Says("No thanks are hidden."));
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Says("An organiser had hidden it, and no longer does."));
        Assert.Single(bot.CardsOf(bot.Tomasz), card => card.Says("An organiser no longer hides your thanks to Dr Yusuf Demir from others"));

        // Hidden once more, they are told once more.
        await bot.PassAsync(TimeSpan.FromMinutes(1));
        await HideAsync(bot, id, "On second thoughts");
        Assert.Contains(bot.CardsOf(bot.Yusuf), card => card.Says("An organiser hid it from others: On second thoughts"));
        Assert.Equal(2, bot.CardsOf(bot.Tomasz).Count(card => card.Says("An organiser hid your thanks to Dr Yusuf Demir from others")));
        Assert.Equal(["thanks.hidden", "thanks.hidden", "thanks.shownAgain"], (await bot.RowsAsync(ThanksRows.Table, PostForms.Here, "audit.")).Select(row => row.GetString("What")).Order());
    }

    [Fact]
    public async Task Shown_again_they_stay_between_the_two_where_one_wants_that_and_nobody_decides_about_their_own()
    {
        var (bot, id) = await PublicAsync();
        await HideAsync(bot, id, "Names a third person");
        await bot.Tomasz.ReadsAsync(bot, "thanks.keep", ThanksTrial.About(bot.Yusuf, id));
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, id))).Says("One of the two wants it to stay between them"));
        Assert.False((await bot.ThanksAsync(bot.Yusuf, id)).IsPublic);

        var own = await bot.Organiser.ThanksAsync(bot, bot.Yusuf, "The rota", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, own);
        await HideAsync(bot, own, "Too long");
        Assert.DoesNotContain("Show the thanks to Dr Yusuf Demir again", (await bot.Organiser.ReadsAsync(bot, "thanks.hidden")).Buttons);
        Assert.Contains("They are from you or to you", CardReading.Of((await bot.Organiser.PressesAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, own))).Card).ToString(), StringComparison.Ordinal);
        Assert.NotNull((await bot.ThanksAsync(bot.Yusuf, own)).HiddenBecause);

        // Removed, nothing is left of it in the list.
        await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = own, ["sure"] = "true" });
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Hidden));
    }

    [Fact]
    public async Task Whoever_gave_thanks_and_writes_them_anew_reads_truly_that_they_are_hidden_or_gone()
    {
        var (bot, id) = await PublicAsync();
        var open = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card);
        await HideAsync(bot, id, "Names a third person");
        Assert.DoesNotContain("Write it anew", (await bot.Tomasz.ReadsAsync(bot, "thanks.given", ThanksTrial.About(bot.Yusuf, id))).Buttons);
        Assert.StartsWith("An organiser hid it from others, and both of you read why", (await bot.Tomasz.Opens(PostForms.About("thanks.form").With(ThanksTrial.About(bot.Yusuf, id)))).Sentence, StringComparison.Ordinal);
        Assert.True(CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(open, new JsonObject { ["words"] = "Other words" }))).Card).Says("so its words stay as they are"));
        Assert.Equal("Your draft", (await bot.ThanksAsync(bot.Yusuf, id)).Words);

        // Kept between the two it is as hidden, and whoever decides still reads it.
        await bot.Tomasz.ReadsAsync(bot, "thanks.keep", ThanksTrial.About(bot.Yusuf, id));
        Assert.True(CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(open, new JsonObject { ["words"] = "For the two alone" }))).Card).Says("so its words stay as they are"));
        Assert.False((await bot.Chair.ReadsAsync(bot, "thanks.hidden")).Says("For the two alone"));

        await bot.Yusuf.ReadsAsync(bot, "thanks.remove", new JsonObject { ["thanks"] = id, ["sure"] = "true" });
        Assert.StartsWith("Those thanks aren't there any more.", (await bot.Tomasz.Sends(PostForms.Filled(open, new JsonObject { ["words"] = "Other words" }))).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
    }

    [Fact]
    public async Task Hidden_thanks_are_not_in_the_portfolio_and_shown_again_they_are()
    {
        var (bot, id) = await PublicAsync();
        await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota");
        await HideAsync(bot, id, "Names a third person");
        Assert.Equal(["The rota"], await InPortfolioAsync(bot, "Your draft", "The rota"));
        await bot.Chair.ReadsAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, id));
        Assert.Equal(["Your draft", "The rota"], await InPortfolioAsync(bot, "Your draft", "The rota"));
    }

    [Fact]
    public async Task Public_thanks_that_were_reported_and_then_taken_back_are_not_removed_and_nobody_is_left_waiting()
    {
        var (bot, id) = await PublicAsync();
        await bot.Priya.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
        var form = CardReading.Of((await bot.Chair.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card);
        await bot.Yusuf.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = id, ["take"] = "back" });
        Assert.DoesNotContain("Remove", CardReading.Of((await bot.Chair.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Card).Buttons);
        Assert.StartsWith("Others can't read them any more", (await bot.Chair.Sends(PostForms.Filled(form, new JsonObject { ["reason"] = "Rude" }))).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        Assert.Null((await bot.ThanksAsync(bot.Yusuf, id)).HiddenBecause);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "The thanks that you reported" && card.Says("They aren't public any more"));
        Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Reported));
    }

    [Fact]
    public async Task Who_decides_and_gave_the_thanks_does_not_learn_that_they_were_reported()
    {
        var (bot, _) = await PublicAsync();
        var id = await bot.Organiser.ThanksAsync(bot, bot.Yusuf, "For nothing, as always");
        var before = (await bot.Organiser.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Sentence;
        await bot.Yusuf.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id).With(new JsonObject { ["at"] = "mine" }));
        Assert.DoesNotContain("Reported", (await bot.Organiser.ReadsAsync(bot, "thanks.month")).Buttons);
        Assert.Contains("Reported", (await bot.Chair.ReadsAsync(bot, "thanks.month")).Buttons);
        Assert.Equal(before, (await bot.Organiser.Opens(PostForms.About("thanks.hide.form").With(ThanksTrial.About(bot.Yusuf, id)))).Sentence);
        Assert.StartsWith("They are from you or to you", before, StringComparison.Ordinal);
    }

    private async Task<(BotUnderTest Bot, string Id)> PublicAsync()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Priya, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft", mayBePublic: true);
        await bot.Yusuf.PublishesAsync(bot, id);
        return (bot, id);
    }

    private static async Task HideAsync(BotUnderTest bot, string id, string reason)
    {
        Assert.StartsWith("Hidden.", (await bot.Chair.SendsFormAsync("thanks.hide.form", ThanksTrial.About(bot.Yusuf, id), new JsonObject { ["reason"] = reason })).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
    }

    /// <summary>Which of these words stand in the portfolio of whom they thank.</summary>
    private static async Task<IEnumerable<string>> InPortfolioAsync(BotUnderTest bot, params string[] words)
    {
        var portfolio = bot.Services.GetRequiredService<IEnumerable<IPortfolio>>().OfType<ThanksInPortfolio>().Single();
        var lines = (await portfolio.WriteAsync(new PortfolioWish(AskedPeople.IdOf(bot.Yusuf), PostForms.Here, bot.Clock.GetUtcNow(), TimeZoneInfo.Utc), Token)).SelectMany(part => part.Lines).ToList();
        return words.Where(one => lines.Exists(line => line.Words.Contains($"“{one}”", StringComparison.Ordinal)));
    }
}
