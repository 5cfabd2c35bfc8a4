using System.Text.Json.Nodes;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

public sealed class GiveThanksTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thanks_go_to_one_person_become_public_by_both_and_are_told_once_a_month()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Priya, bot.Yusuf })
            await bot.MeetsAsync(who);

        // In a channel the words stand there already: the bot repeats none of them.
        await bot.Organiser.Types("thanks @Dr Priya Raman for the Friday clinic", bot.Channel);
        var answered = bot.NewestCardIn(bot.Channel);
        Assert.True(answered.Says("Your thanks went to Dr Priya Raman.") && !answered.Says("Friday"), answered.ToString());
        var got = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Helen Whitcombe thanks you");
        Assert.True(got.Says("“the Friday clinic”") && got.Says("Only you two are shown this; people who run the server could read it.") && !got.Buttons.Contains("Let others see it"), got.ToString());

        // The same words twice are once; who isn't known is asked for, and nobody is told.
        for (var i = 0; i < 2; i++)
            await bot.Tomasz.Types("thanks priya raman for the rota");
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Dr Tomasz Zielinski thanks you");
        var choose = await bot.Tomasz.Hears("thanks Nobody Atall for the rota");
        Assert.Equal(["Choose and send"], choose.Buttons);
        Assert.True((await bot.Tomasz.Hears("thanks Yusuf Demir for Mrs Smith born 3.4.1951")).Says("This looks like it holds a patient's details, so nothing of it was kept."));
        Assert.True((await bot.Tomasz.Hears("thanks Tomasz Zielinski for being me")).Says("Those would be thanks to yourself, so nothing was sent."));

        // By the dialog, with what it changed, and an offer that others may see it; the same dialog sent twice is once.
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var sent = PostForms.Filled(form, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "Your *input*", ["difference"] = "We book urgent slots by phone", ["public"] = "true" });
        for (var i = 0; i < 2; i++)
            await bot.Tomasz.Sends(sent);
        var offered = Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Heading == "Dr Tomasz Zielinski thanks you");
        Assert.True(offered.Says("What it changed: We book urgent slots by phone") && offered.Says(@"“Your \*input\*”"), offered.ToString());

        // Only who is thanked may let others see it.
        var id = Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.ToOf(AskedPeople.IdOf(bot.Yusuf)))).RowKey.Split('.')[^1];
        Assert.StartsWith("Those thanks aren't there any more.", (await bot.Priya.PressesAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = id, ["take"] = "public" })).Sentence, StringComparison.Ordinal);
        var shown = await bot.Yusuf.PublishesAsync(bot, id);
        Assert.Contains("Only us two again", shown.Buttons);
        await bot.Yusuf.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = id, ["take"] = "back" });
        await bot.Yusuf.PublishesAsync(bot, id);
        Assert.True((await bot.Yusuf.Hears("thanks")).Says(@"“Your \*input\*”"));

        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 31, 0, TimeSpan.Zero)); // the first Thursday, 12:31 in summer time
        var month = Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Thanks of the month");
        Assert.True(month.Says("Dr Tomasz Zielinski thanks Dr Yusuf Demir") && !month.Says("rota") && !month.Says("Friday"), month.ToString());
    }

    [Fact]
    public async Task Thanks_are_tied_to_a_decision_hidden_with_a_reason_and_forgotten()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Tomasz, bot.Yusuf, bot.Chair })
            await bot.MeetsAsync(who);
        var decision = await DecisionTrial.SendAsync(bot, bot.Chair);
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var thing = form.Input("for")["choices"]![0]!["value"]!.GetValue<string>();
        Assert.Equal("decisions:" + decision, thing);
        await bot.Tomasz.Sends(PostForms.Filled(form, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "Your draft", ["difference"] = "We merge the hubs", ["for"] = thing, ["public"] = "true" }));
        var mine = Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.ToOf(AskedPeople.IdOf(bot.Yusuf))));
        var id = mine.RowKey.Split('.')[^1];
        Assert.Equal("decisions", mine.GetString("ForKind"));
        await bot.Yusuf.PublishesAsync(bot, id);

        var about = new JsonObject { ["thanks"] = id, ["to"] = AskedPeople.IdOf(bot.Yusuf).ToString() };
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.month")).Says("Dr Tomasz Zielinski thanks Dr Yusuf Demir"));
        Assert.NotNull((await bot.Priya.PressesAsync(bot, "thanks.reported")).Sentence); // only who decides reads those
        await bot.Chair.SendsFormAsync("thanks.hide.form", about, new JsonObject { ["reason"] = "Names a third person" });
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.month")).Says("No thanks are public in this month."));
        Assert.Contains(bot.CardsOf(bot.Yusuf), card => card.Says("An organiser hid it from others: Names a third person"));
        Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, "audit."));

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ThanksHeld>().Single();
        var tomasz = new PersonAsked(AskedPeople.IdOf(bot.Tomasz), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new("larkford", "Larkford")] };
        Assert.Single(await held.DescribeAsync(tomasz, Token));
        await held.ForgetAsync(tomasz, Token);
        Assert.Null(Assert.Single(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.To)).GetString("From"));
        Assert.True((await bot.Yusuf.Hears("thanks")).Says("a former colleague"));
        await held.ForgetAsync(tomasz with { Person = AskedPeople.IdOf(bot.Yusuf) }, Token);
        Assert.All(await bot.RowsAsync(ThanksRows.Table, PostForms.Here), row => Assert.True(row.RowKey.StartsWith("audit.", StringComparison.Ordinal) || row.RowKey.StartsWith("head.", StringComparison.Ordinal), row.RowKey));
    }
}
