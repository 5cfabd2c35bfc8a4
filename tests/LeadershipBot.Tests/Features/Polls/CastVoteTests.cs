using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

public sealed class CastVoteTests : WholeApp
{
    [Fact]
    public async Task A_vote_shows_bars_my_answer_and_how_to_change_it()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No", "Unsure");

        var answer = await bot.Priya.Votes("Yes", on: poll);

        Assert.Null(answer.Problem);
        var card = bot.Priya.Reads(poll);
        Assert.Equal("Yes", card.Mine);
        Assert.Equal(new ChoiceRow("Yes", 1, 100, new string('█', 24), true, card.Choices[0].Press), card.Choices[0]);
        Assert.Equal("", card.Choices[1].Bar);
        Assert.True(card.Says("✓ Recorded: Yes. To change it, press another answer before the poll closes."), card.ToString());
        Assert.True(card.Says("1 person has answered."), card.ToString());
    }

    [Fact]
    public async Task A_changed_vote_moves_and_the_same_vote_again_changes_nothing()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No", "Unsure");

        await bot.Priya.Votes("Yes", on: poll);
        await bot.Priya.Votes("No", on: poll);
        var commits = bot.Store.Commits;
        await bot.Priya.Votes("No", on: poll);

        Assert.Equal("No", bot.Priya.Reads(poll).Mine);
        Assert.Equal(0, bot.Priya.Reads(poll).Counts["Yes"]);
        Assert.Equal(1, bot.Priya.Reads(poll).Counts["No"]);
        Assert.Equal(commits, bot.Store.Commits);
    }

    [Fact]
    public async Task Several_people_see_one_count_each_with_their_own_answer_marked()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No", "Unsure");

        await bot.Priya.Votes("Yes", on: poll);
        await bot.Tomasz.Votes("Yes", on: poll);
        await bot.Yusuf.Votes("No", on: poll);

        Assert.Equal("Yes", (await bot.Priya.Sees(poll)).Mine);
        Assert.Equal("No", (await bot.Yusuf.Sees(poll)).Mine);
        var chair = await bot.Chair.Sees(poll);
        Assert.Null(chair.Mine);
        Assert.Equal([2, 1, 0], chair.Choices.Select(c => c.Count));
        Assert.Equal([67, 33, 0], chair.Choices.Select(c => c.Percent));
    }

    [Fact]
    public async Task A_choice_from_the_list_of_a_long_poll_is_sent_and_stays_chosen()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Which day?", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");

        await bot.Priya.Votes("Thu", on: poll);

        var card = bot.Priya.Reads(poll);
        Assert.Equal("Thu", card.Mine);
        Assert.Equal("3", card.Input("choice")["value"]!.GetValue<string>());
        Assert.True(card.Says("✓ Recorded: Thu. To change it, choose another answer and send it"), card.ToString());
    }

    [Fact]
    public async Task An_old_client_votes_by_submit_and_the_shared_card_then_shows_the_count()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        await bot.Priya.Votes("No", on: poll, ClientAge.BeforeExecute);
        await bot.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(1, bot.Chair.Reads(poll).Counts["No"]);
    }

    [Fact]
    public async Task An_old_client_in_its_own_chat_has_its_card_updated_at_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Priya.Asks(bot.Priya.Chat, "Lunch?", "Yes", "No");

        await bot.Priya.Votes("Yes", on: poll, ClientAge.BeforeExecute);

        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }

    [Fact]
    public async Task The_same_press_delivered_ten_times_counts_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        var first = await bot.Priya.Votes("Yes", on: poll);
        for (var i = 0; i < 9; i++)
        {
            var again = await bot.Teams.Delivery.RedeliverAsync(first, newId: i % 2 == 0, TestContext.Current.CancellationToken);
            Assert.Equal(200, again.Status);
            Assert.Equal("Yes", CardReading.Of(again.Card).Mine);
        }

        Assert.Equal(1, (await bot.Chair.Sees(poll)).Counts["Yes"]);
    }

    [Fact]
    public async Task The_same_press_delivered_ten_times_at_once_counts_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        var yes = bot.Priya.Reads(poll).Choices.Single(row => row.Label == "Yes").Press!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bot.Priya.Presses(yes, poll.Card)));

        Assert.All(answers, a => Assert.Equal("Yes", CardReading.Of(a.Card).Mine));
        Assert.Equal(1, (await bot.Chair.Sees(poll)).Counts["Yes"]);
    }

    [Fact]
    public async Task Ten_votes_make_few_updates_of_the_shared_card()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");
        var voters = bot.Teams.World.People.Select(p => bot.Who(p.Name)).Take(10).ToList();

        foreach (var voter in voters)
            await voter.Votes("Yes", on: poll);
        await bot.PassAsync(TimeSpan.FromSeconds(5));

        var updates = bot.Teams.Connector.Requests.Count(r => r.Operation == ConnectorOperation.Update);
        Assert.InRange(updates, 1, 3);
        Assert.Equal(10, CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card()).Counts["Yes"]);
        Assert.Equal(0, bot.Teams.World.Messages(bot.Channel).Count(m => m.IsBot) - 1);
    }

    [Fact]
    public async Task Forty_people_racing_on_one_poll_end_with_the_right_tally()
    {
        var bot = await StartAsync(new BotOptions { TimePasses = true });
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No", "Unsure");
        string[] choices = ["Yes", "No", "Unsure"];
        var people = Enumerable.Range(0, 40).Select(i => bot.Joins($"Dr Racer Number{i}")).ToList();

        var answers = await Task.WhenAll(people.Select((p, i) => p.Votes(choices[i % 3], on: poll)));
        var changed = await Task.WhenAll(people.Take(10).Select(p => p.Votes("Unsure", on: poll)));

        Assert.All(answers.Concat(changed), a => Assert.NotNull(CardReading.Of(a.Card).Mine));
        var final = await bot.AnswersAsync(poll);
        Assert.Equal(40, final.Count);
        var seen = await bot.Chair.Sees(poll);
        Assert.Equal([10, 10, 20], seen.Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task In_a_large_conversation_everybody_presses_for_their_own_view_and_updates_come_seldom()
    {
        var bot = await StartAsync();
        for (var i = 0; i < 60; i++)
            bot.Joins($"Dr Many Number{i}");
        var poll = await bot.Chair.AsksInChannel("Should we extend hours?", "Yes", "No");

        await bot.Priya.Votes("Yes", on: poll);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(bot.Teams.Connector.Requests, r => r.Operation == ConnectorOperation.Update);
        await bot.PassAsync(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5));

        Assert.Equal(1, bot.Tomasz.Reads(poll).Counts["Yes"]);
        Assert.Null((await bot.Priya.Sees(poll)).Mine);
        Assert.Equal("Yes", CardReading.Of((await bot.Priya.Presses("My answer", poll)).Card).Mine);
    }
}
