using System.Diagnostics;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>While the store fails nobody is told that a vote was recorded, and pressing again afterwards counts once.</summary>
public sealed class StoreOutageTests : WholeApp
{
    private const string NotConfirmed = "We couldn't confirm it. Press again: it counts once.";

    [Theory]
    [InlineData("Unavailable")]
    [InlineData("LosesCommits")]
    [InlineData("Hangs")]
    public async Task A_vote_during_an_outage_is_not_confirmed_within_five_seconds_and_counts_once_when_pressed_again(string fault)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        bot.Store.Fails(Enum.Parse<StoreFault>(fault), "Polls");

        var took = Stopwatch.StartNew();
        var vote = bot.Priya.Votes("Yes", on: poll);
        var answer = await vote;

        Assert.True(took.Elapsed < TimeSpan.FromSeconds(6), $"It took {took.Elapsed}."); // a second for a busy machine
        Assert.Equal(200, answer.Status);
        Assert.Equal(NotConfirmed, answer.Sentence);
        bot.Store.Recovers();
        Assert.Empty(await bot.AnswersAsync(poll));
        var again = await bot.Priya.Votes("Yes", on: poll);
        Assert.Equal("Yes", CardReading.Of(again.Card).Mine);
        Assert.Single(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_vote_whose_answer_was_lost_after_it_was_written_counts_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        bot.Store.Fails(StoreFault.LosesAnswers, "Polls", times: 1);

        var answer = await bot.Priya.Votes("Yes", on: poll);

        Assert.Equal("Yes", CardReading.Of(answer.Card).Mine);
        Assert.Equal(1, CardReading.Of(answer.Card).Counts["Yes"]);
        Assert.Single(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_vote_whose_answers_are_lost_again_and_again_still_counts_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Priya.Votes("No", on: poll);
        bot.Store.Fails(StoreFault.LosesAnswers);

        await bot.Priya.Votes("Yes", on: poll);
        bot.Store.Recovers();
        var again = await bot.Priya.Votes("Yes", on: poll);

        Assert.Equal([1, 0], CardReading.Of(again.Card).Choices.Select(c => c.Count));
    }

    [Theory]
    [InlineData("Unavailable")]
    [InlineData("LosesAnswers")]
    public async Task A_poll_sent_by_form_during_an_outage_is_made_once_when_sent_again(string fault)
    {
        var bot = await StartAsync();
        var data = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "Extend?", "Yes\nNo");
        bot.Store.Fails(Enum.Parse<StoreFault>(fault), "Polls");
        await bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Channel, data, cancellationToken: TestContext.Current.CancellationToken));

        bot.Store.Recovers();
        bot.Clock.Advance(TimeSpan.FromMinutes(1)); // a lease may have been taken without its server knowing
        await bot.Chair.Sends(data, bot.Channel);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));

        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(bot.PollsIn(bot.Channel));
    }

    [Fact]
    public async Task Closing_during_an_outage_is_not_confirmed_and_happens_when_pressed_again()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Chair.Sees(poll);
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        Assert.Equal(NotConfirmed, (await bot.Chair.Closes(poll)).Sentence);

        bot.Store.Recovers();

        Assert.True(CardReading.Of((await bot.Chair.Closes(poll)).Card).Says("It closed without an answer."));
    }

    [Fact]
    public async Task A_store_that_hangs_over_who_somebody_is_keeps_nobody_waiting()
    {
        var bot = await StartAsync();
        bot.Store.Fails(StoreFault.Hangs, "People");

        var took = Stopwatch.StartNew();
        var answer = await bot.Joins("Dr Not Known").Executes("polls.view", new() { ["poll"] = "larkford.x" });

        Assert.True(took.Elapsed < TimeSpan.FromSeconds(6), $"It took {took.Elapsed}.");
        Assert.Equal(NotConfirmed, answer.Sentence);
    }

    [Fact]
    public async Task A_form_sent_while_the_store_is_away_says_so_in_the_dialog_and_a_search_in_the_list()
    {
        var bot = await StartAsync();
        var data = PollForms.Filled(await PollForms.OpenAsync(bot.Chair, bot.Channel), "Extend?", "Yes\nNo");
        bot.Store.Fails(StoreFault.Unavailable);

        var form = await bot.Chair.Delivers(d => d.SubmitTaskAsync(bot.Chair.Person, bot.Channel, data, cancellationToken: TestContext.Current.CancellationToken));
        var search = await bot.Chair.Delivers(d => d.QueryAsync(bot.Chair.Person, bot.Channel, "polls.find", "query", "x", TestContext.Current.CancellationToken));

        Assert.Equal(NotConfirmed, form.Sentence);
        Assert.Equal(NotConfirmed, search.Body!["composeExtension"]!["text"]!.GetValue<string>());
    }
}
