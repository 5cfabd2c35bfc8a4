using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Fellowships;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Thanks;

/// <summary>Who lets others see what, and takes it back; and who meant whom.</summary>
public sealed class ConsentTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_words_that_were_read_become_public_and_written_anew_they_are_between_the_two_again()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        await bot.MeetsAsync(bot.Tomasz);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft", mayBePublic: true);
        var got = bot.CardsIn(bot.Yusuf.Chat)[^1];

        // Written anew before it is pressed: the old card publishes nothing, and shows the new words.
        await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["words"] = "Your silence about the draft" });
        var redrawn = CardReading.Of((await bot.Yusuf.Presses("Let others see it", got)).Card);
        Assert.True(redrawn.Says("It was written anew after you read it, so nothing was changed.") && redrawn.Says("“Your silence about the draft”"), redrawn.ToString());
        Assert.False((await bot.ThanksAsync(bot.Yusuf, id)).IsPublic);
        Assert.Contains(bot.CardsOf(bot.Yusuf), card => card.Says("“Your silence about the draft”")); // they were told, too

        // What they read now they let others see; each later change takes that back until they agree again.
        Assert.Contains("Only us two again", (await bot.Yusuf.PublishesAsync(bot, id)).Buttons);
        foreach (var change in new[] { new JsonObject { ["words"] = "Your final draft" }, new JsonObject { ["difference"] = "We saved a week" } })
        {
            await bot.Tomasz.RewritesAsync(bot.Yusuf, id, change);
            Assert.Null((await bot.ThanksAsync(bot.Yusuf, id)).PublicAt);
            Assert.Empty(await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.Public));
            await bot.Yusuf.PublishesAsync(bot, id);
        }

        // Sent again unchanged, it stays public.
        await bot.Tomasz.RewritesAsync(bot.Yusuf, id, []);
        Assert.True((await bot.ThanksAsync(bot.Yusuf, id)).IsPublic);
    }

    [Fact]
    public async Task Offered_to_others_thanks_say_what_they_changed_and_between_two_they_needn_t()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz })
            await bot.MeetsAsync(who);
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var filled = new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "Your draft", ["public"] = "true" };
        var again = CardReading.Of((await bot.Tomasz.Sends(PostForms.Filled(form, filled))).Card);
        Assert.True(again.Says("Others may see thanks only with what they changed") && again.Input("words")["value"]!.GetValue<string>() == "Your draft" && again.Input("public")["value"]!.GetValue<string>() == "true", again.ToString());
        Assert.Empty(await bot.ThanksToAsync(bot.Yusuf));
        Assert.Equal("Your thanks went to Dr Yusuf Demir.", (await bot.Tomasz.Sends(PostForms.Filled(again, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["public"] = "false" }))).Sentence);
        Assert.Equal("", Assert.Single(await bot.ThanksToAsync(bot.Yusuf)).Difference);
    }

    [Fact]
    public async Task An_old_offer_that_says_no_difference_is_agreed_to_only_once_who_thanked_adds_it()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz })
            await bot.MeetsAsync(who);
        var old = new ThankYou("old", new OrganisationName(PostForms.Here, "Larkford"), new Person(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name), new Person(AskedPeople.IdOf(bot.Yusuf), bot.Yusuf.Name), "Your draft", bot.Clock.GetUtcNow()) { MayBePublic = true };
        await bot.Services.GetRequiredService<ThanksShelf>().PutAsync(old, bot.Clock.GetUtcNow(), Token);
        await bot.DrainAsync();
        var got = Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Heading == "Dr Tomasz Zielinski thanks you");
        Assert.True(got.Says("Once they say what it changed, it is up to you.") && !got.Buttons.Contains("Let others see it"), got.ToString());
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "thanks.given", ThanksTrial.About(bot.Yusuf, "old"))).Says("Others see it once you say what it changed, and they agree."));
        var pressed = await bot.Yusuf.PressesAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = "old", ["take"] = "public", ["stamp"] = ThanksCards.StampOf(old) }); // from a card of before
        Assert.StartsWith("It doesn't say what it changed, so it stays between you two for now.", pressed.Sentence, StringComparison.Ordinal);
        Assert.False((await bot.ThanksAsync(bot.Yusuf, "old")).IsPublic);

        await bot.Tomasz.RewritesAsync(bot.Yusuf, "old", new JsonObject { ["difference"] = "We merge the hubs" });
        Assert.Contains("Only us two again", (await bot.Yusuf.PublishesAsync(bot, "old")).Buttons);
        Assert.True((await bot.ThanksAsync(bot.Yusuf, "old")).IsPublic);
    }

    [Fact]
    public async Task Who_thanked_and_who_was_thanked_can_both_take_it_back_also_after_it_was_sent_to_everybody()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Yusuf, bot.Tomasz, bot.Priya })
            await bot.MeetsAsync(who);
        var (kept, back) = (await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your draft", mayBePublic: true), await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "The rota", mayBePublic: true));
        foreach (var id in new[] { kept, back })
            await bot.Yusuf.PublishesAsync(bot, id);
        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 11, 31, 0, TimeSpan.Zero));
        Assert.True(Month(bot).Says("“Your draft”") && Month(bot).Says("“The rota”"), Month(bot).ToString());

        var list = await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given" });
        Assert.True(list.Heading == "You thanked" && list.Says("“Your draft”"), list.ToString());
        Assert.Contains("Only us two again", (await bot.Tomasz.ReadsAsync(bot, "thanks.given", ThanksTrial.About(bot.Yusuf, kept))).Buttons);
        for (var i = 0; i < 2; i++)
            Assert.DoesNotContain("Only us two again", (await bot.Tomasz.ReadsAsync(bot, "thanks.keep", ThanksTrial.About(bot.Yusuf, kept))).Buttons);
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.True(!Month(bot).Says("“Your draft”") && Month(bot).Says("“The rota”"), Month(bot).ToString());
        Assert.Contains(bot.CardsOf(bot.Yusuf), card => card.Says("“Your draft”") && card.Says("Only you two are shown this; people who run the server could read it.") && !card.Buttons.Contains("Let others see it"));
        Assert.StartsWith("Who thanked you would rather keep it between you two.", (await bot.Yusuf.PressesAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = kept, ["take"] = "public", ["stamp"] = ThanksCards.StampOf(await bot.ThanksAsync(bot.Yusuf, kept)) })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Those thanks aren't there any more.", CardReading.Of((await bot.Priya.PressesAsync(bot, "thanks.keep", ThanksTrial.About(bot.Yusuf, back))).Card).Texts.First(line => line.StartsWith("Those", StringComparison.Ordinal)), StringComparison.Ordinal);

        await bot.Yusuf.ReadsAsync(bot, "thanks.publish", new JsonObject { ["thanks"] = back, ["take"] = "back" });
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.True(Month(bot).Says("They are no more public.") && !Month(bot).Says("“The rota”"), Month(bot).ToString());
    }

    [Fact]
    public async Task Where_a_name_only_nearly_says_who_is_meant_nobody_is_thanked_before_the_person_agrees()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Tomasz);
        var asked = await bot.Tomasz.Hears("thanks Pri for the *rota*");
        Assert.True(asked.Heading == "Do you mean Dr Priya Raman?" && asked.Says(@"“the \*rota\*”") && asked.Says("Nobody was told yet."), asked.ToString());
        Assert.Empty(await bot.ThanksToAsync(bot.Priya));
        var message = bot.CardsIn(bot.Tomasz.Chat)[^1];
        for (var i = 0; i < 2; i++)
            await bot.Tomasz.Presses(Button(asked, "Yes, send"), message);
        await bot.DrainAsync();
        Assert.Equal("the *rota*", Assert.Single(await bot.ThanksToAsync(bot.Priya)).Words);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Heading == "Dr Tomasz Zielinski thanks you");

        // Where others read it, it is typed again in full; two words of the name are enough, a first name isn't.
        await bot.Tomasz.Types("thanks Priya for covering", bot.Channel);
        Assert.True(bot.NewestCardIn(bot.Channel).Says("It isn't clear whom you mean, or for what, so nothing was passed on."));
        await bot.Tomasz.Types("thanks Priya Raman for covering", bot.Channel);
        Assert.Equal(2, (await bot.ThanksToAsync(bot.Priya)).Count);
    }

    [Fact]
    public async Task Thanks_are_tied_to_a_fellowship_and_stay_tied_to_what_is_no_more_offered()
    {
        var bot = await StartAsync();
        var key = await bot.OffersFellowshipAsync();
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        Assert.Contains(form.Input("for")["choices"]!.AsArray(), choice => choice!["value"]!.GetValue<string>() == "fellowships:" + key && choice["title"]!.GetValue<string>() == FellowshipForms.Title);
        var id = await bot.Tomasz.ThanksAsync(bot, bot.Yusuf, "Your mentoring", more: new JsonObject { ["for"] = "fellowships:" + key });
        Assert.Equal(new ThankedFor("fellowships", key, FellowshipForms.Title), (await bot.ThanksAsync(bot.Yusuf, id)).For);

        // Something from long ago: it is the first that the form offers, chosen already, and can be let go.
        var old = new ThankYou("old", new OrganisationName(PostForms.Here, "Larkford"), new Person(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name), new Person(AskedPeople.IdOf(bot.Yusuf), bot.Yusuf.Name), "Your vote", bot.Clock.GetUtcNow()) { For = new ThankedFor("decisions", "larkford.long.ago", "Old decision") };
        await bot.Services.GetRequiredService<ThanksShelf>().PutAsync(old, bot.Clock.GetUtcNow(), Token);
        await bot.Tomasz.RewritesAsync(bot.Yusuf, "old", new JsonObject { ["words"] = "Your vote and your time" });
        var after = await bot.ThanksAsync(bot.Yusuf, "old");
        Assert.Equal(("Your vote and your time", old.For), (after.Words, after.For));
        await bot.Tomasz.RewritesAsync(bot.Yusuf, "old", new JsonObject { ["for"] = "none" });
        Assert.Null((await bot.ThanksAsync(bot.Yusuf, "old")).For);
    }

    [Fact]
    public async Task However_many_somebody_thanked_their_list_reads_a_page()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var shelf = bot.Services.GetRequiredService<ThanksShelf>();
        for (var n = 0; n < 30; n++)
            await shelf.PutAsync(new ThankYou($"id{n}", new OrganisationName(PostForms.Here, "Larkford"), new Person(AskedPeople.IdOf(bot.Tomasz), bot.Tomasz.Name), new Person(AskedPeople.IdOf(bot.Yusuf), bot.Yusuf.Name), $"Thing {n}", bot.Clock.GetUtcNow().AddMinutes(n)), bot.Clock.GetUtcNow().AddYears(1), Token);
        var read = 0;
        bot.Store.RowRead = row => read += row.RowKey.StartsWith(ThanksRows.From, StringComparison.Ordinal) || row.RowKey.StartsWith(ThanksRows.To, StringComparison.Ordinal) ? 1 : 0;
        var first = await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given" });
        bot.Store.RowRead = null;
        Assert.Equal(5, read);
        Assert.True(first.Says("Thing 29") && first.Says("Thing 26") && !first.Says("Thing 25"), first.ToString());
        var second = await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given", ["page"] = 1 });
        Assert.True(second.Says("Thing 25") && !second.Says("Thing 26"), second.ToString());
        Assert.True((await bot.Tomasz.ReadsAsync(bot, "thanks.mine", new JsonObject { ["list"] = "given", ["page"] = 7 })).Says("Thing 0"));
    }

    private static CardReading Month(BotUnderTest bot) => bot.CardsOf(bot.Priya).Single(card => card.Heading == "Thanks of the month");

    private static JsonObject Button(CardReading card, string title)
        => card.Json["actions"]!.AsArray().Single(one => one!["title"]!.GetValue<string>() == title)!.DeepClone().AsObject();
}
