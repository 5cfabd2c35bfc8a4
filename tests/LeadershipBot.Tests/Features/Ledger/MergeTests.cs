using System.Text.Json.Nodes;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Features.Ledger.Merging;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Ledger;

/// <summary>Like items are joined: one speaks for all, and every author hears.</summary>
public sealed class MergeTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Joined_items_add_up_and_every_author_hears_what_becomes_of_them()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var (into, one, another) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "Nobody answers the line to the hub on Monday"), await bot.RaisesAsync(bot.Yusuf, "Monday is hopeless"));
        var form = CardReading.Of((await bot.Organiser.Opens(About("ledger.merge.form", one))).Card);
        Assert.Equal([into, another], form.Input("other")["choices"]!.AsArray().Select(choice => choice!["value"]!.GetValue<string>())); // the most alike first

        var said = await JoinsAsync(bot, bot.Organiser, one, into);
        Assert.Contains("is joined with", said.Sentence, StringComparison.Ordinal);
        var told = bot.NewestCardIn(bot.Tomasz.Chat);
        Assert.True(told.Says("was joined with another that says the same") && told.Says("raised by 2 people together") && told.Says("Nobody answers the line"), told.ToString());
        Assert.DoesNotContain("Add words", told.Buttons);
        await JoinsAsync(bot, bot.Chair, another, reference: await ReferenceAsync(bot, one)); // it speaks through the other

        Assert.Equal(3, (await EntryAsync(bot, into)).Support);
        var entry = await bot.Organiser.ReadsEntryAsync(bot, into);
        Assert.True(entry.Says("Raised by 3 people") && entry.Says("“Monday is hopeless”") && entry.Says("joined"), entry.ToString());
        Assert.Single(await bot.KeysAsync());
        Assert.True((await bot.Tomasz.Hears("my raises")).Says("Nobody answers the line"));

        await bot.Organiser.SaysFateAsync(into, "ActedOn", "Two more lines", changed: "true");
        foreach (var (who, key) in new[] { (bot.Priya, into), (bot.Tomasz, one), (bot.Yusuf, another) })
        {
            var heard = bot.NewestCardIn(who.Chat);
            Assert.True(heard.Says("It made a difference.") && heard.Says("What you were told: “Two more lines”"), heard.ToString());
            var judged = CardReading.Of((await who.PressesAsync(bot, "ledger.judge", key, new JsonObject { ["verdict"] = who == bot.Yusuf ? "no" : "yes" })).Card);
            Assert.True(judged.Says(who == bot.Yusuf ? "it doesn't answer it" : "this answers it."), judged.ToString());
        }

        Assert.Equal((2, 1), ((await EntryAsync(bot, into)).JoinedJudged, (await EntryAsync(bot, into)).JoinedContent));
        var judgedByAll = await bot.Organiser.ReadsEntryAsync(bot, into);
        Assert.True(judgedByAll.Says("Whoever raised it says: this answers it.") && judgedByAll.Says("Of joined items: 1 of 2 people who said so say that this answers it.") && judgedByAll.Says("somebody who raised a joined item said whether this answers it"), judgedByAll.ToString());
        Assert.Equal(1, judgedByAll.ToString().Split("· whoever raised it said whether").Length - 1);
        Assert.Contains("ledger.merged", await bot.AuditAsync(into));
        Assert.DoesNotContain("Tomasz", string.Concat((await bot.RowsAsync(LedgerRows.Table, into)).SelectMany(row => row.Columns.Select(column => column.Value.ToString()))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_joined_can_be_separated_again_and_both_are_as_they_were()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        await JoinsAsync(bot, bot.Organiser, one, into);
        await bot.Organiser.SaysFateAsync(into, "ActedOn", "Done");
        await bot.Tomasz.PressesAsync(bot, "ledger.judge", one, new JsonObject { ["verdict"] = "yes" });
        var card = await bot.Organiser.ReadsEntryAsync(bot, one);
        Assert.True(card.Says("which speaks for both"), card.ToString());

        for (var i = 0; i < 2; i++) // pressed twice
            Assert.True(CardReading.Of((await bot.Organiser.PressesAsync(bot, "ledger.separate", one)).Card).Says("It stands by itself again."));

        Assert.Equal((1, 0), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, into)).JoinedJudged));
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Joined));
        Assert.True((await bot.Organiser.ReadsListAsync("Open")).Says("The same line"));
        Assert.True(bot.NewestCardIn(bot.Tomasz.Chat).Says("stands by itself again"));
        Assert.Equal(["ledger.separated"], await bot.AuditAsync(one));
        await JoinsAsync(bot, bot.Organiser, one, into); // and once more
        Assert.Equal((2, 0), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, into)).JoinedJudged));
    }

    [Fact]
    public async Task What_is_joined_again_before_it_was_let_go_is_recorded_again()
    {
        var bot = await StartAsync();
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        await JoinsAsync(bot, bot.Organiser, one, into);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        var failing = FailsToLetGo(bot, into);
        await SeparatesAsync(bot, one);
        Assert.Equal((2, null), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto)); // not let go yet
        await bot.Organiser.Delivers(d => d.SubmitTaskAsync(bot.Organiser.Person, bot.Organiser.Chat, Sent(one, into), cancellationToken: Token));
        failing.Ends();
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

        Assert.Equal((2, into.Split('.')[1]), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto));
        Assert.Equal(["ledger.merged", "ledger.merged"], await bot.AuditAsync(into));
        Assert.Equal(2, (await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Step)).Count(row => row.GetString("What") == nameof(StepKind.Joined)));
    }

    [Fact]
    public async Task What_was_separated_at_once_is_not_joined_again_though_letting_go_takes_longer()
    {
        var bot = await StartAsync();
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        await JoinsAsync(bot, bot.Organiser, one, into);
        var failing = FailsToLetGo(bot, into);
        await SeparatesAsync(bot, one);
        failing.Ends();
        await bot.Services.GetRequiredService<EntryMerging>().FinishAsync(into, one.Split('.')[1], Token); // as the order does that waits to finish what a dead server began
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));

        Assert.Equal((1, null), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto));
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Joined));
    }

    [Fact]
    public async Task The_same_dialog_sent_again_joins_once()
    {
        var bot = await StartAsync();
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        for (var i = 0; i < 2; i++)
            await bot.Organiser.Sends(new JsonObject { ["verb"] = "ledger.merge", ["organisation"] = LedgerForms.Here, ["key"] = one, ["other"] = into });
        Assert.Equal(2, (await EntryAsync(bot, into)).Support);
        Assert.Single(await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Step));
    }

    [Fact]
    public async Task A_server_that_dies_between_the_two_steps_loses_nothing()
    {
        var bot = await StartAsync();
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        var isDead = true;
        bot.Store.BeforeCommit = (_, partition, changes) => isDead && partition == one && changes.Any(change => change is Change.Replace { Record.RowKey: LedgerRows.Entry })
            ? throw new StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        var answer = await bot.Organiser.Delivers(d => d.SubmitTaskAsync(bot.Organiser.Person, bot.Organiser.Chat, Sent(one, into), cancellationToken: Token));
        Assert.Contains("couldn't confirm", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal((2, null), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto));

        isDead = false;
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.Equal((2, into.Split('.')[1]), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto));
        Assert.Single(await bot.KeysAsync());
    }

    [Fact]
    public async Task What_can_not_be_joined_any_more_when_the_second_step_comes_gives_the_first_back()
    {
        var bot = await StartAsync();
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        var isDead = true;
        bot.Store.BeforeCommit = (_, partition, changes) => isDead && partition == one && changes.Any(change => change is Change.Replace { Record.RowKey: LedgerRows.Entry })
            ? throw new StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        await bot.Organiser.Delivers(d => d.SubmitTaskAsync(bot.Organiser.Person, bot.Organiser.Chat, Sent(one, into), cancellationToken: Token));
        isDead = false;
        await bot.Chair.SaysFateAsync(one, "ActedOn", "Done already");
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));

        Assert.Equal((1, null), ((await EntryAsync(bot, into)).Support, (await EntryAsync(bot, one)).MergedInto));
        Assert.Empty(await bot.RowsAsync(LedgerRows.Table, into, LedgerRows.Joined));
    }

    [Fact]
    public async Task Two_organisers_who_join_each_with_the_other_make_no_circle()
    {
        var bot = await StartAsync(new BotOptions { TimePasses = true });
        var (a, b, c) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"), await bot.RaisesAsync(bot.Yusuf, "Again the line"));
        await Task.WhenAll(
            bot.Organiser.Delivers(d => d.SubmitTaskAsync(bot.Organiser.Person, bot.Organiser.Chat, Sent(a, b), cancellationToken: Token)),
            bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Chair.Chat, Sent(b, a), cancellationToken: Token)),
            bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Chair.Chat, Sent(c, a), cancellationToken: Token)));
        await bot.DrainAsync();

        foreach (var key in new[] { a, b, c })
        {
            var entry = await EntryAsync(bot, key);
            var held = (await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Joined)).Count;
            Assert.Equal(held + 1, entry.Support);
            Assert.True(entry.MergedInto is null || held == 0, "An entry holds others, and is held.");
        }
    }

    [Fact]
    public async Task What_can_not_be_joined_is_refused_with_what_to_do()
    {
        var bot = await StartAsync();
        var (a, b, c) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"), await bot.RaisesAsync(bot.Yusuf, "Again the line"));
        await JoinsAsync(bot, bot.Organiser, b, a);

        foreach (var (key, other, reference, problem) in new[]
        {
            (a, c, "", "Others are joined with this item already"),
            (c, c, "", "That is the same item."),
            (c, "", "", "It isn't said which other item."),
            (c, "", "ZZZ-ZZZ", "There is no item with this reference"),
            (c, "elsewhere.abc", "", "There is no item with this reference"),
            (b, c, "", "was joined with another"),
        })
        {
            var data = Sent(key, other);
            data["reference"] = reference;
            var again = CardReading.Of((await bot.Organiser.Sends(data)).Card);
            Assert.True(again.Says(problem), $"{problem}:\n{again}");
        }

        Assert.StartsWith("This is for:", (await bot.Tomasz.Sends(Sent(c, a))).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("This is for:", (await bot.Priya.PressesAsync(bot, "ledger.separate", b)).Sentence, StringComparison.Ordinal);
        Assert.Equal(2, (await EntryAsync(bot, a)).Support);
    }

    [Fact]
    public async Task All_authors_of_joined_items_hear_that_they_are_overdue_and_all_go_together_in_the_end()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Tomasz);
        var (into, one) = (await bot.RaisesAsync(bot.Priya), await bot.RaisesAsync(bot.Tomasz, "The same line"));
        await JoinsAsync(bot, bot.Organiser, one, into);
        await bot.BecomesAsync(BotUnderTest.Start.AddDays(28));
        Assert.Single(bot.CardsIn(bot.Tomasz.Chat), message => CardReading.Of(message.Card()).Says("should have had an outcome by now"));

        var retention = bot.Services.GetServices<LeadershipBot.Shell.Privacy.IRetention>().Single(kind => kind.Kind.Name == "Ledger");
        await retention.SweepAsync(LedgerForms.Here, BotUnderTest.Start.AddYears(9), LeadershipBot.Shell.Privacy.Sweep.Remove, Token);
        foreach (var key in new[] { into, one })
            Assert.Empty(await bot.RowsAsync(LedgerRows.Table, key));
        Assert.DoesNotContain(await bot.RowsAsync(LedgerIndexRows.Table, LedgerTallyRows.PartitionOf(LedgerForms.Here), LedgerTallyRows.Counted), row => row.GetInt32("Raised") > 0);
    }

    [Fact]
    public async Task Hidden_words_can_be_shown_again_with_a_reason_which_is_audited_and_told()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Priya);
        var key = await bot.RaisesAsync(bot.Priya, "The form is on paper");
        await bot.Organiser.SaysFateAsync(key, "NotActedOn", "It is the trust's");
        var refused = await bot.Tomasz.Sends(new JsonObject { ["verb"] = "ledger.say", ["organisation"] = LedgerForms.Here, ["key"] = key, ["what"] = "unhide", ["words"] = "x" });
        Assert.StartsWith("Organisers, chairs", refused.Sentence, StringComparison.Ordinal);
        for (var round = 0; round < 2; round++)
        {
            await bot.Chair.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "hide" }, new JsonObject { ["words"] = "It names somebody" });
            Assert.True((await bot.Yusuf.Hears("you said we did")).Says("These words were hidden."));
            Assert.DoesNotContain("Hide the words", (await bot.Organiser.ReadsEntryAsync(bot, key)).Buttons);
            await bot.Organiser.SendsAsync("ledger.words", new JsonObject { ["key"] = key, ["what"] = "unhide" }, new JsonObject { ["words"] = "It names nobody" });
            Assert.True((await bot.Yusuf.Hears("you said we did")).Says("The form is on paper"));
        }

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Members can read your words again."), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.Equal(2, (await bot.AuditAsync(key)).Count(what => what == "ledger.unhidden"));
        Assert.True((await bot.Organiser.ReadsEntryAsync(bot, key)).Says("“It names nobody”"));
    }

    /// <summary>The press, without waiting for what follows from it.</summary>
    private static Task<BotAnswer> SeparatesAsync(BotUnderTest bot, string key)
    {
        var press = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "ledger.separate", ["data"] = About("ledger.separate", key) }, ["trigger"] = "manual" };
        return bot.Organiser.Delivers(d => d.InvokeAsync(bot.Organiser.Person, bot.Organiser.Chat, "adaptiveCard/action", press, cancellationToken: Token));
    }

    private static Failing FailsToLetGo(BotUnderTest bot, string into)
    {
        var failing = new Failing();
        bot.Store.BeforeCommit = (_, partition, changes) => failing.IsOn && partition == into && changes.Any(change => change is Change.Delete delete && delete.RowKey.StartsWith(LedgerRows.Joined, StringComparison.Ordinal))
            ? throw new StoreUnavailableException("A fault that was asked for.")
            : Task.CompletedTask;
        return failing;
    }

    private sealed class Failing
    {
        public bool IsOn { get; private set; } = true;

        public void Ends() => IsOn = false;
    }

    internal static JsonObject About(string verb, string key) => new() { ["verb"] = verb, ["organisation"] = LedgerForms.Here, ["key"] = key };

    internal static async Task<BotAnswer> JoinsAsync(BotUnderTest bot, Colleague who, string key, string other = "", string reference = "")
    {
        var form = CardReading.Of((await who.Opens(About("ledger.merge.form", key))).Card);
        var answer = await who.Sends(LedgerForms.Filled(form, new JsonObject { ["other"] = other, ["reference"] = reference }));
        await bot.DrainAsync();
        return answer;
    }

    private static JsonObject Sent(string key, string other)
    {
        var data = About("ledger.merge", key);
        data["other"] = other;
        return data;
    }

    private static async Task<LedgerEntry> EntryAsync(BotUnderTest bot, string key) => LedgerRows.ToEntry((await bot.RowsAsync(LedgerRows.Table, key, LedgerRows.Entry)).Single());

    private static async Task<string> ReferenceAsync(BotUnderTest bot, string key) => (await EntryAsync(bot, key)).Reference.ToString();
}
