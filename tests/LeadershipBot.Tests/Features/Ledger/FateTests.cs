using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>What becomes of something, and how its author hears of it.</summary>
public sealed class FateTests : WholeApp
{
    private const string NoReply = "has had no reply in ten working days";
    private const string NoOutcome = "has had no outcome in 28 days";

    [Fact]
    public async Task Its_author_hears_of_every_step_and_says_whether_it_answers_them()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya);

        await bot.Organiser.SaysFateAsync(key, "Considering", "We asked the hub");
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("There is news of what you raised.") && bot.NewestCardIn(bot.Priya.Chat).Says("What you were told: “We asked the hub”"));
        var said = await bot.Organiser.SaysFateAsync(key, "ActedOn", "Two more lines", changed: "true");
        Assert.EndsWith("Its author is told.", said.Sentence, StringComparison.Ordinal);
        var told = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(told.Heading.EndsWith("acted on", StringComparison.Ordinal) && told.Says("Thank you: it changed a decision."), told.ToString());
        Assert.Equal(["This answers it", "It doesn't", "My raises"], told.Buttons);

        var judged = CardReading.Of((await bot.Priya.PressesAsync(bot, "ledger.judge", key, new JsonObject { ["verdict"] = "yes" })).Card);
        Assert.True(judged.Says("You said: this answers it."), judged.ToString());
        var entry = await bot.Organiser.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says("Whoever raised it says: this answers it.") && entry.Says("Helen Whitcombe: acted on") && !entry.ToString().Contains("Priya", StringComparison.Ordinal), entry.ToString());
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        Assert.Equal(2, bot.CardsIn(bot.Priya.Chat).Count(message => CardReading.Of(message.Card()).Says("There is news of what you raised.")));
        Assert.Equal(["ledger.fateSaid", "ledger.fateSaid"], await bot.AuditAsync(key));
    }

    [Fact]
    public async Task The_same_step_sent_twice_is_one_step_and_one_card()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya);
        for (var i = 0; i < 2; i++)
            await bot.Organiser.SaysFateAsync(key, "Considering", "We look");

        Assert.Single(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step));
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says("There is news of what you raised."));
    }

    [Fact]
    public async Task What_is_said_at_night_comes_in_the_morning_once()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 2, 22, 0, 0, TimeSpan.Zero));
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        await bot.Organiser.SaysFateAsync(key, "Considering", "We look");
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "There is no money");
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count);

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 3, 7, 30, 0, TimeSpan.Zero));

        Assert.Equal(before + 1, bot.CardsIn(bot.Priya.Chat).Count);
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("What you were told: “There is no money”"));
    }

    [Theory]
    [InlineData("NotActedOn", "", "", "The reason is missing.")]
    [InlineData("PassedOn", "Theirs", "", "The body to which it is passed on is missing")]
    [InlineData("ActedOn", "485 777 3457 was seen", "", "This looks like it holds a patient's details")]
    public async Task A_step_that_can_not_be_taken_comes_back_with_what_was_typed(string fate, string answer, string body, string problem)
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        var again = CardReading.Of((await bot.Organiser.SaysFateAsync(key, fate, answer, body)).Card);

        Assert.True(again.Says(problem), again.ToString());
        Assert.Equal(fate, again.Input("fate")["value"]!.GetValue<string>());
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step));
    }

    [Fact]
    public async Task Nobody_reads_what_is_not_theirs()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);

        Assert.StartsWith("Organisers, chairs and whoever sees to an item", (await bot.Tomasz.PressesAsync(bot, "ledger.entry", key)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is no such item here", (await bot.Tomasz.PressesAsync(bot, "ledger.my", key)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is no such item here", (await bot.Tomasz.PressesAsync(bot, "ledger.judge", key)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is no such item here", (await bot.Organiser.PressesAsync(bot, "ledger.my", key)).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Organisers, chairs", (await bot.Tomasz.Executes("ledger.list", new JsonObject { ["organisation"] = "larkford", ["list"] = "Open" })).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("There is no such item here", (await bot.Organiser.PressesAsync(bot, "ledger.entry", "larkford.nothing")).Sentence, StringComparison.Ordinal);
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step));
    }

    [Fact]
    public async Task An_owner_is_found_by_letters_and_may_say_what_became_of_it()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        var form = CardReading.Of((await bot.Organiser.Opens(new JsonObject { ["verb"] = "ledger.owner.form", ["organisation"] = "larkford", ["key"] = key })).Card);
        var found = await bot.Organiser.TypesAhead(form, "person", "Yusuf");
        await bot.Organiser.Sends(LedgerForms.Filled(form, new JsonObject { ["person"] = found[0].Value }));

        var mine = await bot.Yusuf.ReadsListAsync("Mine");
        Assert.True(mine.Says(LedgerForms.Words) && mine.Says("Dr Yusuf Demir"), mine.ToString());
        await bot.Yusuf.SaysFateAsync(key, "PassedOn", "It is theirs to decide", "NHS England");
        Assert.EndsWith("passed on to NHS England", (await bot.Priya.ReadsMineAsync(bot, key)).Heading, StringComparison.Ordinal);
        Assert.False((await bot.Yusuf.ReadsListAsync("Mine")).Says(LedgerForms.Words));
    }

    [Fact]
    public async Task Whoever_gets_an_entry_is_told_and_who_takes_it_themselves_is_not()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Yusuf);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Chair.Types("hello");
        var before = bot.CardsIn(bot.Chair.Chat).Count;
        await bot.Chair.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Chair).ToString() });
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(before, bot.CardsIn(bot.Chair.Chat).Count);

        await bot.Chair.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        await bot.PassAsync(TimeSpan.FromSeconds(5));
        var told = bot.NewestCardIn(bot.Yusuf.Chat);
        Assert.True(told.Heading.EndsWith("is yours to see to now", StringComparison.Ordinal) && told.Says(LedgerForms.Words), told.ToString());
        Assert.DoesNotContain("Priya", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_goes_to_and_fro_without_a_name()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "ask" }, new JsonObject { ["words"] = "Which line?" });
        var asked = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(asked.Says("A question to you: “Which line?”") && asked.Says("Your answer is carried without your name"), asked.ToString());

        await bot.Priya.Fills(await bot.Priya.OpensDialog("Answer the question"), new JsonObject { ["words"] = "The one in Vale" });
        await bot.Priya.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "add" }, new JsonObject { ["words"] = "And at lunch" });

        var entry = await bot.Organiser.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says("“The one in Vale”") && entry.Says("“And at lunch”") && !entry.ToString().Contains("Priya", StringComparison.Ordinal), entry.ToString());
        Assert.DoesNotContain("Answer the question", (await bot.Priya.ReadsMineAsync(bot, key)).Buttons);
    }

    [Fact]
    public async Task The_same_words_in_answer_to_another_question_are_another_answer()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        for (var i = 0; i < 2; i++) // at once: the clock doesn't move
        {
            await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "ask" }, new JsonObject { ["words"] = $"Is it still so? ({i})" });
            await bot.Priya.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "answer" }, new JsonObject { ["words"] = "Yes" });
        }

        Assert.DoesNotContain("Answer the question", (await bot.Priya.ReadsMineAsync(bot, key)).Buttons);
        Assert.Equal(["Question", "Answer", "Question", "Answer"], (await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step)).Select(row => row.GetString("What")));
    }

    [Fact]
    public async Task The_same_dialog_adds_once_however_much_later_it_comes_again()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        var form = CardReading.Of((await bot.Priya.Opens(new JsonObject { ["verb"] = "ledger.words", ["organisation"] = "larkford", ["key"] = key, ["what"] = "add" })).Card);
        var data = LedgerForms.Filled(form, new JsonObject { ["words"] = "And at lunch" });
        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("✓", (await bot.Priya.Sends(data.DeepClone().AsObject())).Sentence, StringComparison.Ordinal);
            bot.Clock.Advance(TimeSpan.FromMinutes(3));
        }

        var step = Assert.Single(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step));
        Assert.DoesNotContain(data["nonce"]!.GetValue<string>(), step.Columns.Select(column => column.Value.ToString()));
        await bot.Priya.SendsRawAsync("ledger.say", key, "add"); // without a nonce nothing is taken
        Assert.Single(await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Step));
    }

    [Fact]
    public async Task Hidden_words_are_gone_for_members_and_their_author_is_told_why()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya, "Dr Smith is rude");
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "We don't deal with people here");
        Assert.True((await bot.Yusuf.Hears("you said we did")).Says("Dr Smith is rude"));
        await bot.Chair.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "hide" }, new JsonObject { ["words"] = "It names somebody" });

        var page = await bot.Yusuf.Hears("you said we did");
        Assert.True(page.Says("These words were hidden.") && !page.Says("Smith"), page.ToString());
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("The reason: “It names somebody”"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.Contains("ledger.hidden", await bot.AuditAsync(key));
        Assert.StartsWith("Organisers, chairs", (await bot.Tomasz.Sends(new JsonObject { ["verb"] = "ledger.say", ["organisation"] = "larkford", ["key"] = key, ["what"] = "hide", ["words"] = "x" })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_reports_what_they_read_and_the_organisers_are_told_but_not_by_whom()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.RaisesAsync(bot.Priya, "Dr Smith is rude");
        Assert.StartsWith("There is no such item here", (await bot.Tomasz.Opens(new JsonObject { ["verb"] = "ledger.words", ["organisation"] = "larkford", ["key"] = key, ["what"] = "report" })).Sentence, StringComparison.Ordinal);
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "We don't deal with people here");
        foreach (var member in new[] { bot.Tomasz, bot.Yusuf })
            await member.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "report" }, new JsonObject { ["words"] = "It names somebody" });

        Assert.Equal(2, Heard(bot, bot.Organiser, "was reported by a member")); // every report is told
        var entry = await bot.Organiser.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says("a member reported these words:") && entry.Says("“It names somebody”"), entry.ToString());
        Assert.DoesNotContain(await bot.RowsAsync(LedgerRows.Table, key), row => row.Columns.Any(column => column.Value is string text && text.Contains(bot.Tomasz.ObjectId, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Who_must_reply_is_reminded_once_and_the_chair_and_the_author_hear_when_the_outcome_is_overdue()
    {
        var bot = await StartAsync();
        foreach (var one in new[] { bot.Priya, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(one);
        await bot.RaisesAsync(bot.Priya);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(14));
        Assert.Equal((1, 0), (Heard(bot, bot.Organiser, NoReply), Heard(bot, bot.Chair, NoReply)));
        Assert.True((await bot.Organiser.ReadsListAsync("Overdue")).Says("Overdue since 16 Mar 2026 · nobody sees to it yet"));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(28));

        Assert.Equal((1, 0), (Heard(bot, bot.Chair, NoOutcome), Heard(bot, bot.Organiser, NoOutcome)));
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says("What you raised should have had an outcome by now."));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(40));
        Assert.Equal((1, 1), (Heard(bot, bot.Organiser, NoReply), Heard(bot, bot.Chair, NoOutcome)));
    }

    [Fact]
    public async Task Every_report_is_kept_and_told_to_the_chairs_where_there_is_no_organiser_until_it_is_left_as_it_is()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Chair);
        var key = await bot.RaisesAsync(bot.Priya, "Dr Smith is rude");
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "We don't deal with people here");
        await bot.ListsAsync(bot.Organiser, LedgerForms.Here, Roles.Member);
        await ReportsAsync(bot.Tomasz, key, "It names somebody");
        Assert.Equal(1, Heard(bot, bot.Chair, "was reported by a member"));
        await ReportsAsync(bot.Yusuf, key, "It isn't true");

        var entry = await bot.Chair.ReadsEntryAsync(bot, key);
        Assert.True(entry.Says("“It names somebody”") && entry.Says("“It isn't true”"), entry.ToString());
        Assert.Contains("Leave as it is", entry.Buttons);
        var left = CardReading.Of((await bot.Chair.PressesAsync(bot, "ledger.leave", key)).Card);
        await bot.Chair.PressesAsync(bot, "ledger.leave", key); // twice: once
        Assert.True(left.Says("left the words as they are") && !left.Buttons.Contains("Leave as it is"), left.ToString());
        Assert.Single(await bot.AuditAsync(key), what => what == "ledger.left");
        Assert.StartsWith("This is for", (await bot.Tomasz.PressesAsync(bot, "ledger.leave", key)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_told_also_where_the_server_dies_right_after_it_was_taken()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var key = await bot.RaisesAsync(bot.Priya, "Dr Smith is rude");
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "We don't deal with people here");
        var commits = 0;
        bot.Store.BeforeCommit = (table, partition, _) => table == LedgerRows.Table && partition == key && ++commits == 2
            ? throw new LeadershipBot.Storage.StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        await ReportsAsync(bot.Tomasz, key, "It names somebody");
        bot.Store.BeforeCommit = null;
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

        Assert.Equal(1, Heard(bot, bot.Organiser, "was reported by a member"));
    }

    private static Task<LeadershipBot.Simulator.Connector.BotAnswer> ReportsAsync(Colleague who, string key, string words)
        => who.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "report" }, new JsonObject { ["words"] = words });

    [Fact]
    public async Task A_reply_and_an_outcome_stop_the_reminders()
    {
        var bot = await StartAsync();
        foreach (var one in new[] { bot.Organiser, bot.Chair })
            await bot.MeetsAsync(one);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SaysFateAsync(key, "Considering", "We look");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(20));
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Done");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(40));

        Assert.Equal((0, 0), (Heard(bot, bot.Organiser, NoReply), Heard(bot, bot.Chair, NoOutcome)));
    }

    /// <summary>How often somebody was reminded.</summary>
    private static int Heard(BotUnderTest bot, Colleague who, string reminder)
        => bot.CardsIn(who.Chat).Count(message => CardReading.Of(message.Card()).Heading.EndsWith(reminder, StringComparison.Ordinal));

    [Fact]
    public async Task An_owner_who_replied_is_reminded_of_the_outcome_too_and_without_a_chair_the_organisers_are()
    {
        var bot = await StartAsync();
        foreach (var one in new[] { bot.Priya, bot.Organiser, bot.Yusuf })
            await bot.MeetsAsync(one);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.Organiser.SendsAsync("ledger.owner.form", new JsonObject { ["key"] = key }, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString() });
        await bot.Yusuf.SaysFateAsync(key, "Considering", "We look");
        await bot.ListsAsync(bot.Chair, LedgerForms.Here, Roles.Member);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(28));

        Assert.Equal((1, 1), (Heard(bot, bot.Yusuf, NoOutcome), Heard(bot, bot.Organiser, NoOutcome)));
        Assert.Single(bot.CardsIn(bot.Priya.Chat), message => CardReading.Of(message.Card()).Says("The organisers have been reminded."));
    }

    [Fact]
    public async Task What_is_taken_up_again_is_due_28_days_later_and_reminded_of_once_more()
    {
        var bot = await StartAsync();
        foreach (var one in new[] { bot.Priya, bot.Chair })
            await bot.MeetsAsync(one);
        var key = await bot.RaisesAsync(bot.Priya);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(29));
        await bot.Organiser.SaysFateAsync(key, "PassedOn", "Theirs", "NHS England");
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(40));
        await bot.Organiser.SaysFateAsync(key, "Considering", "They sent it back");
        Assert.True((await bot.Organiser.ReadsEntryAsync(bot, key)).Says("Outcome due by 9 May 2026."), (await bot.Organiser.ReadsEntryAsync(bot, key)).ToString());
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(60));
        Assert.Equal(1, Heard(bot, bot.Chair, NoOutcome));

        await bot.BecomesAsync(BotUnderTest.Start.AddDays(70));

        Assert.Equal(2, Heard(bot, bot.Chair, NoOutcome));
    }

    [Fact]
    public async Task Who_may_not_see_to_it_any_more_is_not_reminded()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.SetsAsync(bot.Organiser, PersonalSettings.Usual with { Quiet = new QuietHours(new TimeOnly(19, 0), new TimeOnly(10, 0), Weekends: true) });
        await bot.RaisesAsync(bot.Priya);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(14).AddMinutes(30)); // ordered, and waits for their quiet hours to end
        await bot.ListsAsync(bot.Organiser, LedgerForms.Here, Roles.Member);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(14).AddHours(2));

        Assert.Equal(0, Heard(bot, bot.Organiser, NoReply));
    }

    [Fact]
    public async Task An_outcome_is_not_undone_by_a_dialog_that_was_opened_before_it()
    {
        var bot = await StartAsync();
        var key = await bot.RaisesAsync(bot.Priya);
        var stale = CardReading.Of((await bot.Chair.Opens(new JsonObject { ["verb"] = "ledger.fate.form", ["organisation"] = LedgerForms.Here, ["key"] = key })).Card);
        await bot.Organiser.SaysFateAsync(key, "ActedOn", "Two more lines");

        var again = CardReading.Of((await bot.Chair.Sends(LedgerForms.Filled(stale, new JsonObject { ["fate"] = "Considering", ["answer"] = "We look" }))).Card);
        Assert.True(again.Says("Somebody said something of it meanwhile.") && again.Says("As it stands: acted on. “Two more lines”"), again.ToString());
        Assert.EndsWith("acted on", (await bot.Organiser.ReadsEntryAsync(bot, key)).Heading, StringComparison.Ordinal);
        await bot.Chair.Sends(LedgerForms.Filled(again, new JsonObject { ["fate"] = "Considering", ["answer"] = "We look" }));
        Assert.EndsWith("being considered", (await bot.Organiser.ReadsEntryAsync(bot, key)).Heading, StringComparison.Ordinal);
    }
}
