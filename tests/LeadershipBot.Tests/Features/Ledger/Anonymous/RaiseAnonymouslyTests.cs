using System.Text.Json.Nodes;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Anonymous;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Ledger.Anonymous;

/// <summary>A member raises something anonymously. The bot's clock starts on Monday 2 March 2026 at 09:00 in London.</summary>
public sealed class RaiseAnonymouslyTests : WholeApp
{
    private const string Words = LedgerForms.Words;

    [Fact]
    public async Task The_dialog_says_who_reads_it_and_when_and_the_reply_alone_shows_the_code()
    {
        var bot = await StartAsync();
        var start = await bot.Priya.Hears("raise");
        Assert.Equal(["Raise something", "Raise anonymously", "My raises", "Look up a code"], start.Buttons);
        var form = await bot.Priya.OpensDialog("Raise anonymously");
        Assert.True(form.Says("on Mon 9 Mar, 08:00 (GMT)") && form.Says("in random order, and dated by the week") && form.Says("Until it is passed on, people who run the server could, with effort, learn it"), form.ToString());
        Assert.True(form.Says("The bot can't write back to you.") && form.Says("shown once") && form.Says("nothing that shows who you are") && form.Says("Please give no patient details."), form.ToString());
        var messages = bot.CardsIn(bot.Priya.Chat).Count;

        var given = CardReading.Of((await bot.Priya.Fills(form, new JsonObject { ["words"] = Words })).Card);

        Assert.True(given.Says("it is shown here only") && given.Says("Readers get your words on Mon 9 Mar, 08:00 (GMT)."), given.ToString());
        var code = given.Input("copy")["value"]!.GetValue<string>();
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}-[0-9A-HJKMNP-TV-Z]{6}$", code);
        await bot.PassesOnAsync();
        Assert.Equal(messages, bot.CardsIn(bot.Priya.Chat).Count);
        Assert.DoesNotContain(bot.Teams.World.Conversations.SelectMany(bot.CardsIn), message => message.Card()!.ToJsonString().Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_Monday_readers_get_it_dated_by_the_week_and_nobody_is_named()
    {
        var bot = await StartAsync();
        await bot.Priya.RaisesAnonymouslyAsync();
        Assert.Empty(await bot.KeysAsync());
        Assert.False((await bot.Organiser.Hears("ledger")).Says(Words));

        await bot.PassesOnAsync();

        var key = Assert.Single(await bot.KeysAsync());
        var list = await bot.Organiser.Hears("ledger");
        Assert.True(list.Says(Words) && list.Says("week of 9 Mar 2026"), list.ToString());
        var card = await bot.Organiser.ReadsEntryAsync(bot, key);
        Assert.True(card.Says("raised anonymously, week of 9 Mar 2026") && card.Says("First reply due by 23 Mar 2026.") && card.Says("nothing that the bot keeps shows who raised it"), card.ToString());
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Author));
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox));
        var rows = (await bot.RowsAsync(LedgerRows.Table, key)).Concat(await bot.RowsAsync(LedgerIndexRows.Table, "larkford"));
        Assert.DoesNotContain(rows, row => row.Columns.Any(column => column.Value is string text && (text.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase) || text.Contains("Priya", StringComparison.Ordinal))));
        Assert.True((await bot.Priya.Hears("my raises")).Says("What you raised anonymously isn't here"));
    }

    [Fact]
    public async Task Chosen_in_the_first_dialog_it_is_written_on_the_next_page_and_the_words_come_along()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("raise");
        var form = await bot.Priya.OpensDialog("Raise something");

        var next = CardReading.Of((await bot.Priya.Fills(form, new JsonObject { ["words"] = Words, ["voice"] = "Anonymous" })).Card);

        Assert.Equal(Words, next.Input("words")["value"]!.GetValue<string>());
        Assert.Equal(["Send anonymously"], next.Buttons);
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox));
        var given = CardReading.Of((await bot.Priya.Fills(next, new JsonObject { ["words"] = Words })).Card);
        Assert.True((await bot.Priya.LooksUpAsync(given.Input("copy")["value"]!.GetValue<string>())).Says(Words));
    }

    [Fact]
    public async Task In_a_channel_the_dialog_and_the_code_are_for_who_presses_and_nothing_is_posted()
    {
        var bot = await StartAsync();
        Assert.Contains("Raise anonymously", (await bot.Chair.Hears("raise", bot.Channel)).Buttons);
        var (posted, chats) = (bot.Teams.World.Messages(bot.Channel).Count, bot.CardsIn(bot.Priya.Chat).Count);
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" }, bot.Channel)).Card);

        var code = AnonymousForms.CodeIn(await bot.Priya.Sends(LedgerForms.Filled(form, new JsonObject { ["words"] = Words }), bot.Channel));

        Assert.True((await bot.Priya.LooksUpAsync(code)).Says(Words));
        Assert.Equal((posted, chats), (bot.Teams.World.Messages(bot.Channel).Count, bot.CardsIn(bot.Priya.Chat).Count));
    }

    [Fact]
    public async Task Words_that_stand_in_a_chat_are_not_offered_as_anonymous_nor_taken_so()
    {
        var bot = await StartAsync();
        var start = await bot.Priya.Hears("raise the phone is engaged");
        Assert.Equal(["Raise something", "My raises", "Look up a code"], start.Buttons);
        var form = await bot.Priya.OpensDialog("Raise something");
        Assert.Equal(["Confidential", "Named"], form.Input("voice")["choices"]!.AsArray().Select(one => one!["value"]!.GetValue<string>()));

        var again = CardReading.Of((await bot.Priya.Fills(form, new JsonObject { ["words"] = Words, ["voice"] = "Anonymous" })).Card);

        Assert.True(again.Says("It isn't said in whose name this is raised.") && again.Says("It can't be anonymous, since the words stand in a chat."), again.ToString());
        Assert.Equal(2, again.Input("voice")["choices"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_same_dialog_sent_again_raises_once_and_shows_the_same_code_also_on_another_server_and_after_midnight_on_Sunday()
    {
        var bot = await StartAsync();
        var form = await bot.Priya.OpensAnonymousAsync();
        var data = LedgerForms.Filled(form, new JsonObject { ["words"] = Words });
        bot.Clock.Advance(new DateTimeOffset(2026, 3, 8, 23, 59, 50, TimeSpan.Zero) - bot.Clock.GetUtcNow());
        var code = AnonymousForms.CodeIn(await bot.Priya.Sends(data.DeepClone().AsObject()));
        var second = await StartAsync(new BotOptions { Store = bot.Store.Inner, ServerName = "second", SharesTeamsWith = bot });

        bot.Clock.Advance(TimeSpan.FromSeconds(40));
        second.HearsTeams();
        Assert.Equal(code, AnonymousForms.CodeIn(await second.Who(bot.Priya.Name).Sends(data.DeepClone().AsObject())));
        bot.HearsTeams();
        Assert.Equal(code, AnonymousForms.CodeIn(await bot.Priya.Sends(data.DeepClone().AsObject())));
        await bot.PassesOnAsync();

        Assert.Equal([Words], await bot.WordsAsync());
        var late = CardReading.Of((await bot.Priya.Sends(data.DeepClone().AsObject())).Card);
        Assert.True(late.Says("If you were shown a code for it, it has been passed on."), late.ToString());
        Assert.Equal(Words, late.Input("words")["value"]!.GetValue<string>());
        Assert.Matches("^[0-9A-Z-]+$", AnonymousForms.CodeIn(await bot.Priya.Sends(LedgerForms.Filled(late, new JsonObject { ["words"] = Words }))));
    }

    [Theory]
    [InlineData("Seen 485 777 3457", "This looks like it holds a patient's details")]
    [InlineData("  ", "There is nothing to read in it yet.")]
    [InlineData("long", "That is 2001 characters; 2000 fit.")]
    public async Task What_can_not_be_raised_comes_back_and_nothing_is_kept(string words, string problem)
    {
        var bot = await StartAsync();
        var again = CardReading.Of((await bot.Priya.SendsAsync("ledger.anonymous", [], new JsonObject { ["words"] = words == "long" ? new string('x', 2001) : words })).Card);

        Assert.True(again.Says(problem), again.ToString());
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, AnonymousForms.FirstBox));
    }

    [Fact]
    public async Task Hostile_and_the_longest_words_come_out_as_they_went_in()
    {
        var bot = await StartAsync();
        const string Hostile = "**bold** [x](http://evil) ${$root.text} {{DATE(2026-01-01,SHORT)}} <at>Priya</at>\nsecond line";
        var longest = new string('€', 2000);
        var code = await bot.Priya.RaisesAnonymouslyAsync(Hostile);
        await bot.Tomasz.RaisesAnonymouslyAsync(longest);
        await bot.PassesOnAsync();

        Assert.Equal(Hostile, (await bot.EntryOfAsync(code))!.Words);
        var card = await bot.Organiser.ReadsEntryAsync(bot, await bot.KeyOfAsync(code));
        Assert.True(card.Says(@"\*\*bold\*\*") && !card.Says("{{DATE"), card.ToString());
        var entries = new List<string>();
        foreach (var key in await bot.KeysAsync())
            entries.Add((await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry)).Select(LedgerRows.ToEntry).Single().Words);
        Assert.Contains(longest, entries);
    }

    [Fact]
    public async Task Who_is_not_listed_and_who_is_of_another_organisation_is_refused_before_anything_is_typed()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale", "Vale PCN");
        var stranger = bot.Joins("Dr New Comer");
        await stranger.Types("help");
        Assert.Matches("organisation", (await stranger.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" })).Sentence!);
        var data = new JsonObject { ["verb"] = "ledger.anonymous.send", ["organisation"] = "vale", ["words"] = Words, ["week"] = "20260302", ["nonce"] = "abc" };

        Assert.Matches("organisation", (await bot.Priya.Sends(data)).Sentence!);
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, "vale.week.20260302"));
    }

    [Theory]
    [InlineData("20260309")]
    [InlineData("20260216")]
    [InlineData("20260303")]
    [InlineData("x.head")]
    public async Task A_week_that_somebody_made_up_makes_no_box(string week)
    {
        var bot = await StartAsync();
        var data = new JsonObject { ["verb"] = "ledger.anonymous.send", ["organisation"] = "larkford", ["words"] = Words, ["week"] = week, ["nonce"] = "abc" };

        Assert.True(CardReading.Of((await bot.Priya.Sends(data)).Card).Says("so nothing was taken now"));
        Assert.Empty(await bot.RowsAsync(AnonymousWeek.Table, $"larkford.week.{week}"));
    }

    [Fact]
    public async Task While_the_key_is_away_nobody_writes_for_nothing_and_without_a_key_it_is_not_offered()
    {
        var key = new Shell.Anonymous.ShakyKey();
        var bot = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        var form = await bot.Priya.OpensAnonymousAsync();
        key.IsAway = true;
        Assert.StartsWith("Your answer couldn't be taken just now", (await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" })).Sentence, StringComparison.Ordinal);
        var again = CardReading.Of((await bot.Priya.Sends(LedgerForms.Filled(form, new JsonObject { ["words"] = Words }))).Card);
        Assert.True(again.Says("nothing of it was kept") && again.Input("words")["value"]!.GetValue<string>() == Words, again.ToString());
        key.IsAway = false;
        Assert.NotEmpty(AnonymousForms.CodeIn(await bot.Priya.Sends(LedgerForms.Filled(again, new JsonObject { ["words"] = Words }))));

        var without = await StartAsync(new BotOptions { Parts = parts => parts.AddSingleton(provider => new AskKeys(null, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) });
        var start = await without.Priya.Hears("raise");
        Assert.True(start.Says("Anonymous isn't set up here.") && !start.Buttons.Contains("Raise anonymously"), start.ToString());
        Assert.StartsWith("Anonymous words aren't set up here", (await without.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_of_the_store_is_found_again_and_an_outage_loses_nothing()
    {
        var bot = await StartAsync();
        await bot.Tomasz.RaisesAnonymouslyAsync("The first of the week");
        var data = LedgerForms.Filled(await bot.Priya.OpensAnonymousAsync(), new JsonObject { ["words"] = Words });
        bot.Store.Fails(StoreFault.LosesAnswers, AnonymousWeek.Table, times: 1);
        var code = AnonymousForms.CodeIn(await bot.WhilePassing(bot.Priya.Sends(data.DeepClone().AsObject())));
        bot.Store.Fails(StoreFault.Unavailable, AnonymousWeek.Table);
        Assert.Contains("We couldn't confirm it", (await bot.WhilePassing(bot.Priya.Sends(data.DeepClone().AsObject()))).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();
        Assert.Equal(code, AnonymousForms.CodeIn(await bot.Priya.Sends(data)));
        await bot.PassesOnAsync();

        Assert.Equal(2, (await bot.WordsAsync()).Count);
    }

    [Fact]
    public async Task One_person_sends_six_a_day_and_a_full_box_says_so()
    {
        var bot = await StartAsync();
        for (var i = 0; i < AnonymousPace.RaisesPerDay; i++)
            await bot.Priya.RaisesAnonymouslyAsync();
        Assert.StartsWith("That is as much as one person can send anonymously in a day", (await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.anonymous", ["organisation"] = "larkford" })).Sentence, StringComparison.Ordinal);
        var people = await bot.ListsManyAsync("larkford", (SlipBoxes.SlipsMax / AnonymousPace.RaisesPerDay) + 1);
        for (var i = AnonymousPace.RaisesPerDay; i < SlipBoxes.SlipsMax; i++)
            await people[i / AnonymousPace.RaisesPerDay].RaisesAnonymouslyAsync();
        var form = await people[^1].OpensAnonymousAsync();

        var full = CardReading.Of((await people[^1].Sends(LedgerForms.Filled(form, new JsonObject { ["words"] = Words }))).Card);

        Assert.True(full.Says("As much as there is room for has been sent anonymously this week"), full.ToString());
        bot.Clock.Advance(TimeSpan.FromDays(7));
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(SlipBoxes.SlipsMax, (await bot.KeysAsync()).Count);
        Assert.NotEmpty(await bot.Priya.RaisesAnonymouslyAsync());
    }

    [Fact]
    public async Task What_is_held_about_somebody_does_not_say_whether_they_raised_anything_and_says_why()
    {
        var bot = await StartAsync();
        await bot.Priya.RaisesAnonymouslyAsync();
        await bot.Tomasz.Types("help");
        await bot.PassesOnAsync();
        foreach (var person in new[] { bot.Priya, bot.Tomasz })
        {
            await person.Types("what do you hold about me");
            await bot.PassAsync(TimeSpan.FromSeconds(5));
            var held = bot.CardsIn(person.Chat).Select(message => CardReading.Of(message.Card())).ToList();
            Assert.Contains(held, card => card.Says("nothing shows that it is yours"));
            Assert.DoesNotContain(held, card => card.Says(Words));
        }
    }
}
