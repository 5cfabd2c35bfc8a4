using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>Teams delivers again with the same id, and after about 30 s with a new one.</summary>
public sealed class RedeliveryTests : WholeApp
{
    private const string Words = "poll \"Should we extend hours?\" Yes, No";

    [Fact]
    public async Task The_same_message_again_at_once_and_with_a_new_id_after_30_seconds_makes_one_poll()
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Redelivery = new Redelivery(SameId: 3, NewIdAfter: TimeSpan.FromSeconds(30));

        await bot.Chair.Types(Words, bot.Channel);
        await bot.PassAsync(TimeSpan.FromSeconds(40));
        await bot.Teams.Delivery.DrainAsync(TestContext.Current.CancellationToken);
        await bot.DrainAsync();

        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(bot.PollsIn(bot.Channel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(89)]
    [InlineData(100)]
    [InlineData(119)]
    public async Task A_repeat_after_30_seconds_finds_its_poll_wherever_the_two_minutes_are_cut(int secondsIntoTheStretch)
    {
        var bot = await StartAsync();
        bot.Clock.Advance(TimeSpan.FromSeconds(secondsIntoTheStretch));
        var first = await bot.Chair.Types(Words, bot.Channel);
        bot.Clock.Advance(TimeSpan.FromSeconds(31));

        await bot.Teams.Delivery.RedeliverAsync(first, newId: true, TestContext.Current.CancellationToken);
        await bot.DrainAsync();

        Assert.Single(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task The_same_words_after_five_minutes_make_another_poll()
    {
        var bot = await StartAsync();

        await bot.Chair.Types(Words, bot.Channel);
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await bot.Chair.Types(Words, bot.Channel);

        Assert.Equal(2, (await bot.PollKeysAsync()).Count);
        Assert.Equal(2, bot.PollsIn(bot.Channel).Count);
    }

    [Fact]
    public async Task The_same_words_of_another_person_or_in_another_chat_make_another_poll()
    {
        var bot = await StartAsync();

        await bot.Chair.Types(Words, bot.Channel);
        await bot.Priya.Types(Words, bot.Channel);
        await bot.Chair.Types(Words, bot.GroupChat);

        Assert.Equal(3, (await bot.PollKeysAsync()).Count);
    }

    [Fact]
    public async Task A_message_that_failed_is_taken_when_it_comes_again()
    {
        var bot = await StartAsync();
        bot.Store.Fails(StoreFault.Unavailable, "Polls");
        var first = await bot.Chair.Types(Words, bot.Channel);
        Assert.Contains("We couldn't confirm it.", bot.NewestCardIn(bot.Channel).Heading, StringComparison.Ordinal);

        bot.Store.Recovers();
        await bot.Teams.Delivery.RedeliverAsync(first, cancellationToken: TestContext.Current.CancellationToken);
        await bot.DrainAsync();

        Assert.Single(bot.PollsIn(bot.Channel));
    }

    [Fact]
    public async Task A_poll_made_before_a_restart_is_found_by_the_repeat_after_it()
    {
        var store = new LeadershipBot.Storage.MemoryRecordStore();
        var first = await StartAsync(new BotOptions { Store = store });
        var typed = await first.Chair.Types(Words, first.Channel);
        await first.StopAsync();
        var second = await StartAsync(new BotOptions { Store = store, SharesTeamsWith = first });
        second.HearsTeams();

        await first.Teams.Delivery.RedeliverAsync(typed, cancellationToken: TestContext.Current.CancellationToken);
        await second.DrainAsync();

        Assert.Single(second.PollsIn(second.Channel));
    }

    [Fact]
    public async Task An_old_clients_vote_delivered_again_counts_once()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        bot.Teams.Faults.Redelivery = new Redelivery(SameId: 2, NewIdAfter: TimeSpan.FromSeconds(30));

        await bot.Priya.Votes("Yes", on: poll, LeadershipBot.Simulator.Connector.ClientAge.BeforeExecute);
        await bot.PassAsync(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(5));
        await bot.Teams.Delivery.DrainAsync(TestContext.Current.CancellationToken);

        Assert.Single(await bot.AnswersAsync(poll));
    }

    [Fact]
    public async Task A_press_that_is_delivered_again_late_does_not_overrule_a_newer_answer()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        var first = await bot.Priya.Votes("Yes", on: poll);
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        await bot.Priya.Votes("No", on: poll);

        var again = await bot.Priya.Delivers(d => d.RedeliverAsync(first, newId: false, TestContext.Current.CancellationToken));

        Assert.Equal("No", CardReading.Of(again.Card).Mine);
        Assert.Equal(1, (await bot.AnswersAsync(poll)).Values.Single());
    }
}
