using LeadershipBot.Simulator.Connector;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class ClosePollTests : WholeApp
{
    [Theory]
    [InlineData("Dr Priya Raman")]
    [InlineData("Helen Whitcombe")]
    [InlineData("Dr Amara Okafor")]
    public async Task Its_asker_an_organiser_and_a_chair_close_a_poll_and_everybody_sees_the_result(string closer)
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.AsksInChannel("Should we extend hours?", "Yes", "No", "Unsure");
        await bot.Yusuf.Votes("Yes", on: poll);
        await bot.Tomasz.Votes("Yes", on: poll);
        await bot.Chair.Votes("No", on: poll);
        await bot.Who(closer).Sees(poll);

        await bot.Who(closer).Closes(poll);
        await bot.DrainAsync();

        var seen = bot.Yusuf.Reads(poll);
        Assert.True(seen.Says("closed Mon 2 Mar, 09:00 (GMT)"), seen.ToString());
        Assert.True(seen.Says("Yes came first with"), seen.ToString());
        Assert.Equal([2, 1, 0], seen.Choices.Select(c => c.Count));
        Assert.All(seen.Choices, c => Assert.Null(c.Press));
        Assert.Equal("Yes", (await bot.Yusuf.Sees(poll)).Mine);
    }

    [Fact]
    public async Task A_poll_may_close_on_a_tie_and_without_an_answer()
    {
        var bot = await StartAsync();
        var tie = await bot.Chair.AsksInChannel("Tie?", "Yes", "No", "Unsure");
        var none = await bot.Chair.AsksInChannel("None?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: tie);
        await bot.Tomasz.Votes("Unsure", on: tie);

        foreach (var poll in new[] { tie, none })
        {
            await bot.Chair.Sees(poll);
            await bot.Chair.Closes(poll);
        }

        Assert.True(bot.Chair.Reads(tie).Says("Yes, Unsure tied with 1"), bot.Chair.Reads(tie).ToString());
        Assert.True(bot.Chair.Reads(none).Says("It closed without an answer."), bot.Chair.Reads(none).ToString());
    }

    [Fact]
    public async Task Others_have_no_button_to_close_and_are_refused_with_the_reason()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        Assert.DoesNotContain("Close poll", (await bot.Priya.Sees(poll)).Buttons);
        var answer = await bot.Priya.Executes("polls.close", new() { ["poll"] = poll.Key }, poll);

        Assert.Equal("Only Dr Amara Okafor, an organiser or a chair can close this poll. Nothing has changed. Please ask one of them.", answer.Sentence);
        await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }

    [Fact]
    public async Task Closing_twice_changes_nothing_more()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        await bot.Chair.Sees(poll);
        var first = await bot.Chair.Closes(poll);
        await bot.PassAsync(TimeSpan.FromSeconds(3));
        var commits = bot.Store.Commits;

        var again = await bot.Teams.Delivery.RedeliverAsync(first, newId: true, TestContext.Current.CancellationToken);
        var byHand = await bot.Chair.Executes("polls.close", new() { ["poll"] = poll.Key }, poll);

        Assert.True(CardReading.Of(again.Card).Says("closed Mon 2 Mar, 09:00"));
        Assert.True(CardReading.Of(byHand.Card).Says("closed Mon 2 Mar, 09:00"));
        Assert.Equal(commits, bot.Store.Commits);
        Assert.Single(await bot.RowsAsync("Polls", poll.Key, "audit."), r => r.GetString("What") == "polls.closed");
    }

    [Fact]
    public async Task A_press_on_an_old_card_after_closing_says_that_it_was_not_counted()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);

        var late = await bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll);

        Assert.True(CardReading.Of(late.Card).Says("so this answer was not counted"), CardReading.Of(late.Card).ToString());
        Assert.Empty(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_poll_with_a_closing_time_is_closed_by_the_clock_and_its_card_shows_the_result()
    {
        var bot = await StartAsync();
        var poll = await PollForms.AskAsync(bot, bot.Chair, bot.Channel, "Extend?", "Yes\nNo", closes: "1");
        Assert.True(bot.Priya.Reads(poll).Says("closes Tue 3 Mar, 09:00 (GMT)"), bot.Priya.Reads(poll).ToString());
        await bot.Priya.Votes("Yes", on: poll);

        await bot.PassAsync(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(6));
        bot.Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        bot.Clock.Advance(BotUnderTest.Start.AddDays(1) - bot.Clock.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        await bot.DrainAsync();

        var seen = bot.Tomasz.Reads(poll);
        Assert.True(seen.Says("closed Tue 3 Mar, 09:00 (GMT)"), seen.ToString());
        Assert.True(seen.Says("Yes came first with"), seen.ToString());
        var late = await bot.Tomasz.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "1" }, poll);
        Assert.True(CardReading.Of(late.Card).Says("so this answer was not counted"));
        Assert.Single(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_vote_is_refused_from_the_closing_moment_on_also_before_anything_was_carried_out()
    {
        var bot = await StartAsync();
        var poll = await PollForms.AskAsync(bot, bot.Chair, bot.Channel, "Extend?", "Yes\nNo", closes: "1");
        bot.Store.Fails(StoreFault.Unavailable, "Due");
        bot.Clock.Advance(TimeSpan.FromDays(1));

        var late = await bot.Priya.Executes("polls.vote", new() { ["poll"] = poll.Key, ["choice"] = "0" }, poll);

        Assert.True(CardReading.Of(late.Card).Says("so this answer was not counted"));
    }

    [Fact]
    public async Task A_poll_closed_by_hand_before_its_time_stays_closed_at_that_moment()
    {
        var bot = await StartAsync();
        var poll = await PollForms.AskAsync(bot, bot.Chair, bot.Channel, "Extend?", "Yes\nNo", closes: "1");
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await bot.Chair.Sees(poll);
        await bot.Chair.Closes(poll);

        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));

        Assert.True(bot.Priya.Reads(poll).Says("closed Mon 2 Mar, 10:00 (GMT)"), bot.Priya.Reads(poll).ToString());
        Assert.Empty(await bot.RowsAsync("Polls", poll.Key, "head.outbox."));
    }

    [Fact]
    public async Task A_closing_time_that_passed_while_no_server_ran_is_kept_at_the_next_start()
    {
        var store = new MemoryRecordStore();
        var first = await StartAsync(new BotOptions { Store = store });
        var poll = await PollForms.AskAsync(first, first.Chair, first.Channel, "Extend?", "Yes\nNo", closes: "1");
        await first.StopAsync();
        first.Clock.Advance(TimeSpan.FromDays(2));

        var second = await StartAsync(new BotOptions { Store = store, SharesTeamsWith = first });
        await second.DrainAsync();

        var seen = CardReading.Of(first.Teams.World.FindMessage(poll.Card.Id)!.Card());
        Assert.True(seen.Says("closed Tue 3 Mar, 09:00 (GMT)"), seen.ToString());
    }

    [Fact]
    public async Task An_old_client_closes_by_submit()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        await bot.Chair.Sees(poll);

        await bot.Chair.Presses("Close poll", poll.Card, client: ClientAge.BeforeExecute);
        await bot.DrainAsync();

        Assert.True(bot.Priya.Reads(poll).Says("It closed without an answer."));
    }
}
