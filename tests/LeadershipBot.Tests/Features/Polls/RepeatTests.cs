using LeadershipBot.Domain.People;
using LeadershipBot.Features.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Sending;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>The tests begin on Monday 2 March at 9:00; clocks go forward on Sunday 29 March.</summary>
public sealed class RepeatTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_asked_again_each_week_as_a_poll_of_its_own_until_it_has_been_asked_so_often()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"), ("repeatsEnd", "3"));
        var first = bot.PollsIn(bot.GroupChat)[^1];
        await bot.Priya.Votes("Yes", on: first);

        await bot.PassAsync(TimeSpan.FromDays(30), TimeSpan.FromHours(6));

        var polls = await PollsAsync(bot);
        Assert.Equal([1, 2, 3], polls.Select(poll => poll.Series!.Number));
        Assert.Single(polls.Select(poll => poll.Series!.Id).Distinct());
        Assert.Equal([new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 16, 9, 0, 0, TimeSpan.Zero)], polls.Select(poll => poll.OpenedAt));
        Assert.All(polls, poll => Assert.Equal(TimeSpan.FromDays(1), poll.ClosesAt - poll.OpenedAt));
        Assert.Equal(3, bot.PollsIn(bot.GroupChat).Count);
        Assert.Null(bot.Priya.Reads(bot.PollsIn(bot.GroupChat)[^1]).Mine);
        Assert.True(bot.Tomasz.Reads(first).Says("Yes came first with 1 of 1 answers"), bot.Tomasz.Reads(first).ToString());
    }

    [Fact]
    public async Task The_clock_on_the_wall_is_kept_when_clocks_go_forward()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "2"), ("repeats", "TwoWeeks"), ("repeatsEnd", "13/4/2026"));

        await bot.PassAsync(TimeSpan.FromDays(50), TimeSpan.FromHours(6));

        var polls = await PollsAsync(bot);
        Assert.Equal([new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero), new(2026, 3, 30, 8, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 13, 8, 0, 0, TimeSpan.Zero)], polls.Select(poll => poll.OpenedAt));
        Assert.Equal(4, SendingTrial.CardsOf(bot, bot.Priya, "Extend hours?").Count(card => !CardReading.Of(card.Card()).Says("Reminder")));
    }

    [Fact]
    public async Task Manage_says_when_it_is_asked_next_and_stops_it()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Month"), ("repeatsEnd", ""));
        var poll = bot.PollsIn(bot.GroupChat)[^1];

        var manage = await PollSchedules.OpensAsync(bot.Chair, "polls.manage", poll.Key, bot.GroupChat);
        Assert.True(manage.Says("It is asked again Thu 2 Apr, 09:00 (BST). Every month, until somebody stops it."), manage.ToString());
        var data = PollForms.Pressed(manage, "Stop repeating");
        var stopped = await bot.Chair.Sends(data, bot.GroupChat);
        Assert.Equal(stopped.Sentence, (await bot.Chair.Sends(data, bot.GroupChat)).Sentence);
        await bot.PassAsync(TimeSpan.FromDays(40), TimeSpan.FromHours(12));

        Assert.StartsWith("It is not asked again.", stopped.Sentence, StringComparison.Ordinal);
        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(await PollSchedules.AuditAsync(bot, poll.Key), what => what == "polls.repeatStopped");
    }

    [Fact]
    public async Task Stopping_a_poll_of_which_the_next_was_asked_says_so_and_stopping_that_one_ends_it()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"));
        var data = PollForms.Pressed(await PollSchedules.OpensAsync(bot.Chair, "polls.manage", bot.PollsIn(bot.GroupChat)[^1].Key, bot.GroupChat), "Stop repeating");
        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(6));

        Assert.StartsWith("The next of the series was asked already", (await bot.Chair.Sends(data, bot.GroupChat)).Sentence, StringComparison.Ordinal);
        await bot.Chair.Sends(PollForms.Pressed(await PollSchedules.OpensAsync(bot.Chair, "polls.manage", bot.PollsIn(bot.GroupChat)[^1].Key, bot.GroupChat), "Stop repeating"), bot.GroupChat);
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(6));

        Assert.Equal(2, (await bot.PollKeysAsync()).Count);
    }

    [Fact]
    public async Task What_was_withdrawn_is_not_asked_again()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"));
        var manage = await PollSchedules.OpensAsync(bot.Chair, "polls.manage", bot.PollsIn(bot.GroupChat)[^1].Key, bot.GroupChat);
        await bot.Chair.Sends(PollForms.Pressed(manage, "Withdraw", ("why", "Asked too early.")), bot.GroupChat);

        await bot.PassAsync(TimeSpan.FromDays(8), TimeSpan.FromHours(6));

        Assert.Single(await bot.PollKeysAsync());
    }

    [Fact]
    public async Task What_was_changed_before_the_first_answer_is_asked_so_the_next_time()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"));
        var key = bot.PollsIn(bot.GroupChat)[^1].Key;
        var form = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, await PollSchedules.OpensAsync(bot.Chair, "polls.manage", key, bot.GroupChat), "Edit");
        await bot.Chair.Sends(PollForms.Pressed(await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, form, "Preview", ("options", "Good\nBad")), "Save changes"), bot.GroupChat);

        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(6));

        Assert.Equal(["Good", "Bad"], bot.Priya.Reads(bot.PollsIn(bot.GroupChat)[^1]).Choices.Select(choice => choice.Label));
        Assert.Equal(2, bot.PollsIn(bot.GroupChat).Count);
        await bot.Priya.Votes("Good", on: bot.PollsIn(bot.GroupChat)[^1]);
    }

    [Fact]
    public async Task When_its_owner_has_left_it_ends_and_organisers_and_chairs_are_told()
    {
        var bot = await StartAsync();
        await SendingTrial.MeetAllAsync(bot);
        await PollSchedules.AskAsync(bot, bot.Chair.Chat, ("audience", "everybody"), ("closes", "1"), ("repeats", "Week"));
        await bot.ListsAsync(bot.Chair, "larkford", Roles.Member, member => member with { LeftAt = bot.Clock.GetUtcNow() });

        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(6));

        Assert.Single(await bot.PollKeysAsync());
        Assert.Single(bot.CardsIn(bot.Organiser.Chat), card => CardReading.Of(card.Card()).Heading == "“Extend hours?” is not asked again");
        Assert.DoesNotContain(bot.CardsIn(bot.Priya.Chat), card => CardReading.Of(card.Card()).Says("not asked again"));
    }

    [Fact]
    public async Task Times_that_pass_in_an_outage_are_left_out_and_it_goes_on()
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"));
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(6));
        bot.Store.Fails(StoreFault.Unavailable);
        bot.Clock.Advance(TimeSpan.FromDays(15)); // past 9 and 16 March, and the closing of the latter
        bot.Store.Recovers();

        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(3));

        var polls = await PollsAsync(bot);
        Assert.Equal([1, 2], polls.Select(poll => poll.Series!.Number));
        Assert.Equal(new DateTimeOffset(2026, 3, 23, 9, 0, 0, TimeSpan.Zero), polls[1].OpenedAt);
    }

    [Fact]
    public async Task Two_servers_and_an_order_that_is_done_again_ask_the_next_one_once()
    {
        var store = new MemoryRecordStore();
        var one = await StartAsync(new BotOptions { Store = store, ServerName = "one" });
        var two = await StartAsync(new BotOptions { Store = store, ServerName = "two", SharesTeamsWith = one });
        await PollSchedules.AskAsync(one, one.GroupChat, ("closes", "1"), ("repeats", "Week"));
        var key = one.PollsIn(one.GroupChat)[^1].Key;
        await one.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
        one.Clock.Advance(TimeSpan.FromDays(6));

        await Task.WhenAll(one.DrainAsync(), two.DrainAsync());
        await one.Services.GetRequiredService<Outbox>().CommitAsync(PollRows.Table, key, [RepeatPoll.At(key, LeadershipBot.Tests.Features.Members.Roster.Places.PlaceOf(one, one.GroupChat), one.Clock.GetUtcNow())], Token); // as after a crash
        for (var i = 0; i < 3; i++)
        {
            one.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAll(one.DrainAsync(), two.DrainAsync());
        }

        Assert.Equal(2, one.PollsIn(one.GroupChat).Count);
        Assert.Equal(2, (await one.PollKeysAsync()).Distinct().Count());
    }

    [Theory]
    [InlineData("LosesCommits")]
    [InlineData("LosesAnswers")]
    [InlineData("Unavailable")]
    public async Task A_store_that_fails_when_the_next_is_due_delays_it_and_it_is_asked_once(string fault)
    {
        var bot = await StartAsync();
        await PollSchedules.AskAsync(bot, bot.GroupChat, ("closes", "1"), ("repeats", "Week"));
        await bot.PassAsync(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(20), TimeSpan.FromHours(1));
        bot.Store.Fails(Enum.Parse<StoreFault>(fault), "Polls", times: 3);

        await bot.PassAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));

        Assert.Equal(2, bot.PollsIn(bot.GroupChat).Count);
    }

    [Theory]
    [InlineData("closes", "0", "A poll that repeats needs a closing.")]
    [InlineData("closes", "14", "It would still be open when it is asked again.")]
    [InlineData("repeatsEnd", "1", "It can be asked from 2 to 60 times.")]
    [InlineData("repeatsEnd", "3/3/2026", "It would end before it is asked a second time.")]
    [InlineData("repeatsEnd", "often", "“often” is neither a number of times nor a date.")]
    public async Task A_repetition_that_can_not_be_comes_back_with_the_reason(string input, string value, string reason)
    {
        var bot = await StartAsync();

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, await PollForms.OpenAsync(bot.Chair, bot.GroupChat), "Preview", ("question", "Extend?"), ("options", "Yes\nNo"), ("closes", "1"), ("repeats", "Week"), (input, value));

        Assert.True(again.Says(reason), again.ToString());
    }

    [Fact]
    public async Task A_date_poll_does_not_repeat()
    {
        var bot = await StartAsync();

        var again = await PollForms.TurnsAsync(bot.Chair, bot.GroupChat, await PollForms.OpenAsync(bot.Chair, bot.GroupChat), "Preview", ("question", "When?"), ("kind", "Dates"), ("options", "Thu 5 Mar 18:00\nFri 6 Mar 18:00"), ("closes", "1"), ("repeats", "Week"));

        Assert.True(again.Says("A date poll can't repeat"), again.ToString());
    }

    private static async Task<List<LeadershipBot.Domain.Polls.Poll>> PollsAsync(BotUnderTest bot)
    {
        var polls = new List<LeadershipBot.Domain.Polls.Poll>();
        foreach (var key in await bot.PollKeysAsync())
            polls.Add((await PollSchedules.HeadAsync(bot, key)).Poll);
        return [.. polls.OrderBy(poll => poll.OpenedAt)];
    }
}
