using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>The bot's clock starts on Monday 2 March 2026 at 09:00 in London.</summary>
public sealed class RaiseTests : WholeApp
{
    private const string Words = LedgerForms.Words;

    [Fact]
    public async Task A_member_raises_something_in_one_dialog_and_reads_what_happens_next()
    {
        var bot = await StartAsync();
        var start = await bot.Priya.Hears("raise");
        Assert.Equal(["Raise something", "Raise anonymously", "My raises", "Look up a code"], start.Buttons);
        var form = await bot.Priya.OpensDialog("Raise something");
        Assert.True(form.Says("read your words, never your name") && form.Says("every member reads your words") && form.Says("Please give no patient details."), form.ToString());
        Assert.Equal("Confidential", form.Input("voice")["value"]!.GetValue<string>());

        var answer = await bot.Priya.Fills(form, new JsonObject { ["words"] = Words, ["voice"] = "Confidential" });

        Assert.Matches("^Recorded as [0-9A-Z]{3}-[0-9A-Z]{3}", answer.Sentence!);
        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("✓ Recorded.") && card.Says("You get a first reply by 16 Mar 2026 and an outcome by 30 Mar 2026."), card.ToString());
        Assert.Contains(answer.Sentence!.Split(' ')[2].TrimEnd('.'), card.Heading, StringComparison.Ordinal);
        Assert.Equal(["Add words", "My raises"], card.Buttons);
        Assert.True((await bot.Priya.Hears("my raises")).Says(Words));
    }

    [Fact]
    public async Task Of_a_confidential_one_no_row_but_the_authors_own_names_them()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);

        var rows = (await bot.RowsAsync(LedgerRows.Table, key)).Where(row => row.RowKey != LedgerRows.Author).Concat(await bot.RowsAsync(LedgerIndexRows.Table, "larkford"));
        Assert.DoesNotContain(rows, row => row.Columns.Any(column => column.Value is string text && (text.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase) || text.Contains("Priya", StringComparison.Ordinal))));
        var list = await bot.Organiser.Hears("ledger");
        Assert.True(list.Says(Words) && !list.ToString().Contains("Priya", StringComparison.Ordinal), list.ToString());
        Assert.DoesNotContain("Priya", (await bot.Organiser.ReadsEntryAsync(bot, key)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_one_shows_its_name_and_who_read_it_is_audited()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya, voice: "Named");

        Assert.True((await bot.Chair.ReadsEntryAsync(bot, key)).Says("Named: raised by Dr Priya Raman"));
        Assert.Equal(["ledger.nameRead"], await bot.AuditAsync(key));
    }

    [Fact]
    public async Task The_same_dialog_sent_again_raises_once()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.form", ["organisation"] = "larkford" })).Card);
        var data = LedgerForms.Filled(form, new JsonObject { ["words"] = Words, ["voice"] = "Confidential" });
        for (var i = 0; i < 3; i++)
            await bot.Priya.Sends(data.DeepClone().AsObject());
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
        await bot.Priya.Sends(data.DeepClone().AsObject());

        Assert.Single(await bot.KeysAsync());
    }

    [Theory]
    [InlineData("Seen 485 777 3457", "Confidential", "This looks like it holds a patient's details")]
    [InlineData("  ", "Named", "There is nothing to read in it yet.")]
    [InlineData("Words", "Whispered", "It isn't said in whose name this is raised.")]
    public async Task What_can_not_be_raised_comes_back_and_nothing_is_kept(string words, string voice, string problem)
    {
        var bot = await StartAsync();
        var again = CardReading.Of((await bot.Priya.SendsAsync("ledger.form", [], new JsonObject { ["words"] = words, ["voice"] = voice })).Card);

        Assert.True(again.Says(problem), again.ToString());
        Assert.Empty(await bot.KeysAsync());
    }

    [Fact]
    public async Task Somebody_whom_nobody_lists_and_somebody_of_another_organisation_are_refused()
    {
        var bot = await StartAsync();
        await bot.HasOrganisationAsync("vale", "Vale PCN");
        Assert.StartsWith("Only people whom the organisation lists", (await bot.Joins("Dr New Comer").Hears("raise")).Heading, StringComparison.Ordinal);
        var data = new JsonObject { ["verb"] = "ledger.raise", ["organisation"] = "vale", ["words"] = Words, ["voice"] = "Confidential" };

        Assert.Matches("organisation", (await bot.Priya.Sends(data)).Sentence!);
        Assert.Empty(await bot.RowsAsync(LedgerIndexRows.Table, "vale"));
        Assert.Empty(await bot.KeysAsync());
    }

    [Fact]
    public async Task Words_typed_in_the_chat_are_raised_by_one_press_and_once()
    {
        var bot = await StartAsync();
        var asked = await bot.Priya.Hears("the phone is never answered before nine");
        Assert.True(asked.Says("It can't be anonymous, since the words stand in this chat."), asked.ToString());
        for (var i = 0; i < 2; i++)
        {
            Assert.True(CardReading.Of((await bot.Priya.Executes("asks.words.take", RaiseIt(asked))).Card).Says("✓ Recorded."));
            await bot.DrainAsync();
        }

        Assert.Single(await bot.KeysAsync());
    }

    [Fact]
    public async Task Nobody_works_out_who_raised_typed_words_by_trying_everybody()
    {
        var bot = await StartAsync();
        const string Typed = "the phone is never answered before nine";
        var keys = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await bot.Priya.Executes("asks.words.take", RaiseIt(await bot.Priya.Hears(Typed)));
            await bot.DrainAsync();
            keys.Add(Assert.Single(await bot.KeysAsync(), key => !keys.Contains(key)));
            bot.Clock.Advance(TimeSpan.FromMinutes(5)); // the same words within two minutes are the same message
        }

        foreach (var who in bot.Teams.World.People) // as every reader could: the words, the day and who is in the directory are known
        {
            var member = new MemberId(who.TenantId, who.ObjectId).ToString();
            Assert.DoesNotContain($"larkford.{Keys.Hash("ledger", member, Keys.Hash("words", Typed, "2026-03-02"))}", keys);
        }
    }

    [Fact]
    public async Task A_button_without_its_nonce_raises_nothing()
    {
        var bot = await StartAsync();
        var data = RaiseIt(await bot.Priya.Hears("the phone is never answered before nine"));
        data.Remove("nonce");
        await bot.Priya.Executes("asks.words.take", data);
        await bot.Priya.Sends(new JsonObject { ["verb"] = "ledger.raise", ["organisation"] = "larkford", ["words"] = Words, ["voice"] = "Confidential" });

        Assert.Empty(await bot.KeysAsync());
    }

    [Fact]
    public async Task In_a_channel_neither_words_nor_lists_are_shown_to_others()
    {
        var bot = await StartAsync();
        var card = await bot.Priya.Hears("raise the boss is late", bot.Channel);
        Assert.DoesNotContain("boss", card.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.True((await bot.Priya.Hears("my raises", bot.Channel)).Says("This is shown in your own chat with me only"));
        Assert.True((await bot.Organiser.Hears("ledger", bot.Channel)).Says("This is shown in your own chat with me only"));
    }

    [Fact]
    public async Task While_the_store_is_down_nothing_is_lost_and_the_next_press_counts_once()
    {
        var bot = await StartAsync();
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.form", ["organisation"] = "larkford" })).Card);
        var data = LedgerForms.Filled(form, new JsonObject { ["words"] = Words, ["voice"] = "Confidential" });
        bot.Store.Fails(StoreFault.Unavailable, LedgerRows.Table);
        Assert.StartsWith("We couldn't confirm", (await bot.Priya.Sends(data.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
        bot.Store.Recovers();
        await bot.Priya.Sends(data.DeepClone().AsObject());

        Assert.Single(await bot.KeysAsync());
    }

    /// <summary>What the button carries by which typed words are raised.</summary>
    private static JsonObject RaiseIt(CardReading asked)
        => CardReading.All(asked.Json).Select(one => one["data"]).First(data => data?["kind"]?.GetValue<string>() == "ledger")!.DeepClone().AsObject();
}
