using System.Text.Json.Nodes;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Features.Privacy;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using static LeadershipBot.Tests.Features.Decisions.DecisionTrial;

namespace LeadershipBot.Tests.Features.Decisions;

public sealed class ReactTests : WholeApp
{
    [Fact]
    public async Task One_press_is_recorded_on_the_persons_own_card_and_can_be_changed()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);

        var noted = CardReading.Of((await PressAsync(bot, bot.Priya, "Noted")).Card);
        Assert.True(noted.Says("You noted it.") && noted.Says("1 person has reacted."), noted.ToString());
        var changed = CardReading.Of((await PressAsync(bot, bot.Priya, "I disagree")).Card);
        Assert.True(changed.Says("You disagree.") && changed.Says("1 person has reacted."), changed.ToString());
        await PressAsync(bot, bot.Priya, "I disagree");
        Assert.Equal(new ReactionTally(1, 0, 1, 0), (await HeadAsync(bot, key)).Tally);
        Assert.False(Read(bot, bot.Tomasz).Says("You"), Read(bot, bot.Tomasz).ToString());
    }

    [Fact]
    public async Task A_press_costs_two_reads_and_one_commit()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await SendAsync(bot, bot.Chair);
        await PressAsync(bot, bot.Tomasz, "Noted");
        var (reads, commits) = (bot.Store.ReadsOf(DecisionRows.Table), bot.Store.Commits);
        await PressAsync(bot, bot.Tomasz, "I disagree");
        Assert.Equal((2, 1), (bot.Store.ReadsOf(DecisionRows.Table) - reads, bot.Store.Commits - commits));
    }

    [Fact]
    public async Task A_press_whose_answer_was_lost_and_one_that_is_delivered_again_count_once()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        bot.Store.Fails(StoreFault.LosesAnswers, DecisionRows.Table, times: 1);
        await PressAsync(bot, bot.Priya, "Noted");
        await PressAsync(bot, bot.Priya, "Noted");
        Assert.Equal(new ReactionTally(1, 1, 0, 0), (await HeadAsync(bot, key)).Tally);
        bot.Store.Fails(StoreFault.Unavailable, DecisionRows.Table);
        Assert.Contains("confirm", Said(await PressAsync(bot, bot.Tomasz, "Noted")), StringComparison.Ordinal);
        bot.Store.Recovers();
        Assert.Equal(new ReactionTally(1, 1, 0, 0), (await HeadAsync(bot, key)).Tally);
    }

    [Fact]
    public async Task A_comment_is_taken_in_a_dialog_changed_and_taken_back_and_patient_data_is_not()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);

        var dialog = CardReading.Of((await PressAsync(bot, bot.Priya, "Comment")).Card);
        var refused = CardReading.Of((await bot.Priya.Fills(dialog, new() { ["comment"] = "like 485 777 3457" }, on: CardOf(bot, bot.Priya))).Card);
        Assert.True(refused.Says("patient"), refused.ToString());
        Assert.Equal("", refused.Input("comment")["value"]!.GetValue<string>());
        Assert.Equal(0, (await HeadAsync(bot, key)).Tally.People);

        await bot.Priya.Fills(dialog, new() { ["comment"] = "Mind the **bus** line" }, on: CardOf(bot, bot.Priya));
        Assert.True(Read(bot, bot.Priya).Says("You wrote: Mind the \\*\\*bus\\*\\* line"), Read(bot, bot.Priya).ToString());
        Assert.Equal(new ReactionTally(1, 0, 0, 1), (await HeadAsync(bot, key)).Tally);
        var again = CardReading.Of((await PressAsync(bot, bot.Priya, "Comment")).Card);
        Assert.Equal("Mind the **bus** line", again.Input("comment")["value"]!.GetValue<string>());
        await bot.Priya.Fills(again, new() { ["comment"] = "" }, on: CardOf(bot, bot.Priya));
        Assert.Equal(ReactionTally.Empty, (await HeadAsync(bot, key)).Tally);
    }

    [Fact]
    public async Task Totals_come_once_for_everybody_and_nobody_learns_who_or_what_few_wrote()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        foreach (var (who, i) in people.Take(6).Select((who, i) => (who, i)))
            await PressAsync(bot, who, i < 4 ? "Noted" : "I disagree");
        await bot.Priya.Fills(CardReading.Of((await PressAsync(bot, bot.Priya, "Comment")).Card), new() { ["comment"] = "Secret thought" }, on: CardOf(bot, bot.Priya));
        var before = await OpenManagingAsync(bot.Chair, key);
        Assert.True(before.Says("Results are shown once it has closed"), before.ToString());
        Assert.DoesNotContain("4 ·", before.ToString(), StringComparison.Ordinal);

        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(8));
        var late = CardReading.Of((await bot.Yusuf.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Noted" })).Card);
        Assert.True(late.Says("this one isn't counted") && late.Says("6 people reacted"), late.ToString());

        var card = Read(bot, bot.Tomasz);
        Assert.True(card.Says("4 · 67%") && card.Says("2 · 33%"), card.ToString());
        var report = await OpenManagingAsync(bot.Chair, key);
        Assert.True(report.Says("Fewer than 10 people wrote a comment") && report.Says($"Delivered to {people.Count} of {people.Count}"), report.ToString());
        var all = report.Json.ToJsonString() + card.Json.ToJsonString();
        Assert.DoesNotContain("Secret thought", all, StringComparison.Ordinal);
        Assert.All(people.Where(one => one.Name != bot.Chair.Name), one => Assert.DoesNotContain(one.Name, all, StringComparison.Ordinal));
        Assert.DoesNotContain(await bot.RowsAsync(DecisionRows.Table, key), row => row.Columns.Any(column => column.Value is "Secret thought"));
    }

    [Fact]
    public async Task A_press_on_a_withdrawn_decision_and_one_from_elsewhere_change_nothing_and_get_the_card_as_it_is()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        var stranger = bot.Joins("Sam Stranger");
        await stranger.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Noted" });
        await bot.Priya.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = "elsewhere", ["said"] = "Noted" });
        await bot.Priya.Executes("decisions.react", new JsonObject { ["decision"] = "nowhere.at-all", ["organisation"] = Organisation, ["said"] = "Noted" });
        await bot.Priya.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "7" });
        Assert.Equal(ReactionTally.Empty, (await HeadAsync(bot, key)).Tally);

        await bot.Chair.Sends(PollForms.Pressed(await OpenManagingAsync(bot.Chair, key), "Withdraw", ("why", "The figures were wrong.")));
        var pressed = CardReading.Of((await bot.Tomasz.Executes("decisions.react", new JsonObject { ["decision"] = key, ["organisation"] = Organisation, ["said"] = "Disagree" })).Card);
        Assert.True(pressed.Says("The figures were wrong.") && pressed.Says("was withdrawn"), pressed.ToString());
        Assert.Equal(ReactionTally.Empty, (await HeadAsync(bot, key)).Tally);
    }

    [Fact]
    public async Task What_is_held_says_to_each_what_they_said_themselves_and_forgetting_takes_it_back()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await PressAsync(bot, bot.Priya, "I disagree");
        await PressAsync(bot, bot.Tomasz, "Noted");

        var held = await HeldAsync(bot, bot.Priya);
        Assert.Contains("You disagreed with", held, StringComparison.Ordinal);
        Assert.DoesNotContain("You noted", held, StringComparison.Ordinal);
        Assert.DoesNotContain("disagreed with", await HeldAsync(bot, bot.Chair), StringComparison.Ordinal);

        var plan = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        Assert.True(plan.Says("What you said to 1 decision"), plan.ToString());
        await bot.Priya.Presses(plan.Buttons[0], bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
        Assert.Equal(new ReactionTally(1, 1, 0, 0), (await HeadAsync(bot, key)).Tally);
        Assert.DoesNotContain(await bot.RowsAsync(DecisionRows.Table, key), row => row.RowKey.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Which_comment_was_whose_is_not_told_by_forgetting_them_once_comments_are_read()
    {
        var bot = await StartAsync();
        var people = await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        foreach (var who in people)
            await who.Fills(CardReading.Of((await PressAsync(bot, who, "Comment")).Card), new() { ["comment"] = $"A thought of number {people.IndexOf(who)}" }, on: CardOf(bot, who));
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(8));
        Assert.True(people.Count >= 10);
        Assert.True((await OpenManagingAsync(bot.Chair, key)).Says("A thought of number"));

        var plan = await bot.HearsWhatForgettingMeansAsync(bot.Priya);
        Assert.True(plan.Says("it stays without your name, your comment too"), plan.ToString());
        await bot.Priya.Presses(plan.Buttons[0], bot.CardsIn(bot.Priya.Chat)[^1]);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));

        var rows = await bot.RowsAsync(DecisionRows.Table, key, DecisionRows.Reaction);
        Assert.Equal(people.Count, rows.Select(row => row.GetString("Comment")).OfType<string>().Distinct().Count());
        Assert.DoesNotContain(rows, row => row.RowKey.Contains(bot.Priya.ObjectId, StringComparison.OrdinalIgnoreCase));
        Assert.Null(Assert.Single(rows, row => row.RowKey.Contains("erased.", StringComparison.Ordinal)).GetDateTimeOffset("At"));
    }

    [Fact]
    public async Task Where_more_localities_answered_than_fit_it_says_how_many_more_there_are()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        var key = await SendAsync(bot, bot.Chair);
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(8));
        await bot.Store.CommitAsync(DecisionRows.Table, key, [.. Enumerable.Range(0, 14).Select(i => new Change.Upsert(DecisionRows.OfResult(key, $"L{i}", new ReactionTally(10, 5, 5, 0))))], TestContext.Current.CancellationToken);
        await bot.Store.CommitAsync(DecisionRows.Table, key, [new Change.Upsert(DecisionRows.OfTally(key, 0, new ReactionTally(140, 70, 70, 0), isFinal: true, null))], TestContext.Current.CancellationToken);

        var dialog = await OpenManagingAsync(bot.Chair, key);
        Assert.True(dialog.Says("L0") && dialog.Says("And 2 more: “Copy for board paper” has all of them."), dialog.ToString());
    }

    private static async Task<string> HeldAsync(BotUnderTest bot, Colleague who)
    {
        await who.Types("what do you hold about me");
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        return string.Join('\n', bot.CardsIn(who.Chat).TakeLast(3).Select(message => CardReading.Of(message.Card()).ToString()));
    }
}
