using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The cards that everybody sees: in the end they show the newest, and in large conversations they change seldom.</summary>
public sealed class RefreshPollTests : WholeApp
{
    [Fact]
    public async Task An_open_card_that_was_held_up_on_its_way_does_not_stay_over_the_closed_one()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");
        await bot.Chair.Sees(poll);
        await bot.Priya.Votes("Yes", on: poll);
        await HeldUpdate.AfterAsync(bot, TimeSpan.FromSeconds(3));

        var closed = UntilAsync(bot, () => Stands(bot, poll).Says("closed Mon 2 Mar"));
        await bot.Chair.Closes(poll);
        await closed;
        bot.Clock.Advance(HeldUpdate.Time); // now the older card arrives
        await bot.DrainAsync();

        Assert.True(Stands(bot, poll).Says("closed Mon 2 Mar"), Stands(bot, poll).ToString());
    }

    [Fact]
    public async Task While_the_card_of_one_server_is_held_up_another_waits_its_turn_and_then_shows_all_votes()
    {
        var store = new MemoryRecordStore();
        var one = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var two = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = one });
        var poll = await one.Chair.AsksInChannel("Extend?", "Yes", "No");
        await one.Priya.Votes("Yes", on: poll);
        await HeldUpdate.AfterAsync(one, TimeSpan.FromSeconds(3));

        two.HearsTeams();
        await one.Tomasz.Votes("No", on: poll);
        for (var i = 0; i < 4; i++)
        {
            one.Clock.Advance(HeldUpdate.Time);
            await one.DrainAsync();
            await two.DrainAsync();
        }

        Assert.Equal([1, 1], Stands(one, poll).Choices.Select(c => c.Count));
        Assert.All(Gaps(one), gap => Assert.True(gap >= TimeSpan.FromSeconds(3), gap.ToString()));
    }

    [Fact]
    public async Task However_many_servers_take_votes_the_card_is_updated_once_in_three_seconds_at_the_most()
    {
        var store = new MemoryRecordStore();
        var one = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var two = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = one });
        var poll = await one.Chair.AsksInChannel("Extend?", "Yes", "No");

        for (var i = 0; i < 60; i++)
        {
            (i % 2 == 0 ? one : two).HearsTeams();
            await (i % 4 < 2 ? one.Priya : one.Tomasz).Votes(i % 3 == 0 ? "Yes" : "No", on: poll);
            one.Clock.Advance(TimeSpan.FromSeconds(0.5));
            await one.DrainAsync();
            await two.DrainAsync();
        }

        Assert.InRange(Updates(one).Count, 5, 10);
        Assert.All(Gaps(one), gap => Assert.True(gap >= TimeSpan.FromSeconds(3), gap.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversation_that_is_large_or_that_nobody_could_count_is_updated_at_most_every_30_seconds(bool isCounted)
    {
        var bot = await StartAsync();
        var (poll, voters) = await AskInLargeAsync(bot, isCounted);

        for (var second = 0; second < 100; second++)
        {
            await voters[second % voters.Count].Votes(second / voters.Count % 2 == 0 ? "Yes" : "No", on: poll);
            await bot.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(Updates(bot).Count, 3, 4);
        Assert.All(Gaps(bot), gap => Assert.True(gap >= TimeSpan.FromSeconds(30), gap.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_vote_that_comes_while_such_a_conversation_is_being_updated_waits_for_its_turn_too(bool isCounted)
    {
        var bot = await StartAsync();
        var (poll, voters) = await AskInLargeAsync(bot, isCounted);
        await voters[0].Votes("Yes", on: poll);
        await HeldUpdate.AfterAsync(bot, TimeSpan.FromSeconds(30));

        await voters[1].Votes("No", on: poll);
        await bot.DrainAsync();
        Assert.Single(Updates(bot));
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5));

        Assert.True(Assert.Single(Gaps(bot)) >= TimeSpan.FromSeconds(30), Gaps(bot)[0].ToString());
        Assert.Equal([1, 1], Stands(bot, poll).Choices.Select(c => c.Count));
    }

    [Fact]
    public async Task In_a_small_conversation_the_votes_of_a_busy_minute_are_merged_to_an_update_every_three_seconds()
    {
        var bot = await StartAsync();
        var poll = await bot.Chair.AsksInChannel("Extend?", "Yes", "No");

        for (var i = 0; i < 40; i++)
        {
            await (i % 2 == 0 ? bot.Priya : bot.Tomasz).Votes(i % 4 < 2 ? "Yes" : "No", on: poll);
            await bot.PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));
        }

        Assert.InRange(Updates(bot).Count, 5, 7);
        Assert.All(Gaps(bot), gap => Assert.True(gap >= TimeSpan.FromSeconds(3), gap.ToString()));
    }

    private static async Task<(AskedPoll Poll, IReadOnlyList<Colleague> Voters)> AskInLargeAsync(BotUnderTest bot, bool isCounted)
    {
        var voters = Enumerable.Range(0, isCounted ? 60 : 5).Select(i => bot.Joins($"Dr Many Number{i}")).ToList();
        if (!isCounted)
            bot.Teams.Faults.Next(99, new Fault(FaultKind.Answer, 403), r => r.Operation == ConnectorOperation.PagedMembers);
        return (await bot.Chair.AsksInChannel("Extend?", "Yes", "No"), voters);
    }

    /// <summary>What stands in the conversation for everybody.</summary>
    private static CardReading Stands(BotUnderTest bot, AskedPoll poll) => CardReading.Of(bot.Teams.World.FindMessage(poll.Card.Id)!.Card());

    private static IReadOnlyList<ConnectorRequest> Updates(BotUnderTest bot)
        => [.. bot.Teams.Connector.Requests.Where(r => r.Operation == ConnectorOperation.Update)];

    private static IReadOnlyList<TimeSpan> Gaps(BotUnderTest bot)
        => [.. Updates(bot).Zip(Updates(bot).Skip(1), (earlier, later) => later.At - earlier.At)];

    /// <summary>Waits until something is true of what stands in Teams; looked at after each change there.</summary>
    private static async Task UntilAsync(BotUnderTest bot, Func<bool> isSo)
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = bot.Teams.World.OnChange(_ =>
        {
            if (isSo())
                came.TrySetResult();
        });
        await came.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
