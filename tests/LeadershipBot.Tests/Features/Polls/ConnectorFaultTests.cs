using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>When Teams refuses or fails, cards come later or not at all, and the poll works on.</summary>
public sealed class ConnectorFaultTests : WholeApp
{
    [Theory]
    [InlineData(429, 12)]
    [InlineData(412, 12)]
    [InlineData(503, 3)] // these may have arrived all the same: sent again, but each try once
    [InlineData(500, 3)]
    public async Task A_post_that_fails_for_a_while_is_tried_again_until_it_stands(int status, int times)
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Next(times, new Fault(FaultKind.Answer, status), r => r.Operation == ConnectorOperation.Send);

        await bot.Chair.Types("poll \"Extend?\" Yes, No", bot.Channel);
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(5));

        Assert.Single(bot.PollsIn(bot.Channel));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_post_that_is_refused_for_good_is_given_up(int status)
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Next(99, new Fault(FaultKind.Answer, status), r => r.Operation == ConnectorOperation.Send);

        await bot.Chair.Types("poll \"Extend?\" Yes, No", bot.Channel);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

        Assert.Empty(bot.PollsIn(bot.Channel));
        Assert.Single(bot.Teams.Connector.Requests, r => r.Operation == ConnectorOperation.Send);
        Assert.Empty(await bot.RowsAsync("Polls", Assert.Single(await bot.PollKeysAsync()), "head.outbox."));
    }

    [Fact]
    public async Task A_roster_that_can_not_be_read_does_not_keep_the_card_away()
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Next(99, new Fault(FaultKind.Answer, 403), r => r.Operation == ConnectorOperation.PagedMembers);

        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Priya.Votes("Yes", on: poll);

        Assert.Equal("Yes", bot.Priya.Reads(poll).Mine);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Votes_count_while_updates_of_the_shared_card_fail(int status)
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        bot.Teams.Faults.Next(8, new Fault(FaultKind.Answer, status), r => r.Operation == ConnectorOperation.Update);

        await bot.Priya.Votes("Yes", on: poll);
        await bot.PassAsync(TimeSpan.FromSeconds(10));
        await bot.Tomasz.Votes("No", on: poll);
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

        Assert.Equal([1, 1], (await bot.Chair.Sees(poll)).Choices.Select(c => c.Count));
        Assert.Empty(await bot.RowsAsync("Polls", poll.Key, "head.outbox."));
        if (status is 429 or 500)
            Assert.Equal([1, 1], CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card()).Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task A_card_that_may_stand_twice_takes_votes_on_both_and_counts_each_person_once()
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Next(new Fault(FaultKind.AnswerAfterApplying, 500), r => r.Operation == ConnectorOperation.Send);

        await bot.Chair.Types("poll \"Extend?\" Yes, No", bot.Channel);
        await bot.PassAsync(TimeSpan.FromSeconds(20));

        var cards = bot.PollsIn(bot.Channel);
        Assert.InRange(cards.Count, 1, 2);
        await bot.Priya.Votes("Yes", on: cards[0]);
        await bot.Priya.Votes("Yes", on: cards[^1]);
        await bot.Tomasz.Votes("No", on: cards[^1]);
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5));
        Assert.All(cards, c => Assert.Equal([1, 1], CardReading.Of(bot.Teams.World.FindMessage(c.Card.Id)!.Card()).Choices.Select(x => x.Count)));
    }

    [Fact]
    public async Task A_reply_that_Teams_throttles_does_not_make_the_command_fail()
    {
        var bot = await StartAsync();
        bot.Teams.Faults.Throttle(2, 1, r => r.Operation is ConnectorOperation.Reply or ConnectorOperation.Send);

        var answer = await bot.WhilePassing(bot.Chair.Types("help"));

        Assert.Equal(200, answer.Status);
        Assert.Single(bot.CardsIn(bot.Chair.Chat));
    }
}
