using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Asks;

/// <summary>The bot's clock starts on Monday 2 March 2026 at 09:00 in London.</summary>
public sealed class AskBookTests : WholeApp
{
    private static readonly DateTimeOffset Thursday = new(2026, 3, 5, 12, 30, 0, TimeSpan.Zero);

    private readonly AskedThings _things = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ask_within_the_minutes_comes_at_once_and_once_however_often_it_is_ordered()
    {
        var bot = await StartMetAsync();

        await bot.AsksAsync(bot.Priya, "one", minutes: 10);
        await bot.AsksAsync(bot.Priya, "one", minutes: 10);

        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
        var ask = await bot.AskAsync(bot.Priya, "one");
        Assert.Equal((AskState.Sent, new DateOnly(2026, 3, 2)), (ask.State, ask.Week!.Value));
        Assert.Equal(bot.CardsIn(bot.Priya.Chat)[^1].Id, ask.ActivityId);
        Assert.False(ask.IsPossiblyTwice);
    }

    [Fact]
    public async Task What_did_not_concern_somebody_when_it_was_due_comes_if_it_is_ordered_once_it_does()
    {
        var bot = await StartMetAsync();
        _things.Done.Add("one");
        await bot.AsksAsync(bot.Priya, "one", minutes: 2);
        Assert.Equal(AskState.Dropped, await bot.StateAsync(bot.Priya, "one"));

        _things.Done.Clear();
        await bot.AsksAsync(bot.Priya, "one", minutes: 2);

        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
    }

    [Fact]
    public async Task What_is_over_the_minutes_waits_for_one_digest_from_which_each_can_be_opened()
    {
        var bot = await StartMetAsync();
        await bot.AsksAsync(bot.Priya, "first", minutes: 8);
        await bot.AsksAsync(bot.Priya, "second", minutes: 3, closes: Thursday.AddDays(1));
        await bot.AsksAsync(bot.Priya, "third", minutes: 5);
        await bot.AsksAsync(bot.Priya, "fourth", minutes: 9);
        await bot.AsksAsync(bot.Priya, "small", minutes: 2);
        Assert.Equal(["Please answer first", "Please answer small"], bot.SentTo(bot.Priya));
        _things.Done.Add("third");

        await bot.BecomesAsync(Thursday.AddMinutes(-20));
        Assert.Equal(2, bot.SentTo(bot.Priya).Count);
        await bot.BecomesAsync(Thursday);

        Assert.Equal("2 things wait for you", bot.SentTo(bot.Priya)[^1]);
        var digest = bot.CardsIn(bot.Priya.Chat)[^1];
        var card = CardReading.Of(digest.Card());
        Assert.True(card.Says("Please answer second") && card.Says("3 minutes · closes Fri 6 Mar, 12:30 (GMT)") && card.Says("Please answer fourth"), card.ToString());
        Assert.False(card.Says("third"), card.ToString());
        Assert.Equal((AskState.Dropped, AskState.Listed), (await bot.StateAsync(bot.Priya, "third"), await bot.StateAsync(bot.Priya, "fourth")));

        for (var press = 0; press < 2; press++)
        {
            await bot.Priya.Presses("Open Please answer second", digest);
            await bot.DrainAsync();
        }

        Assert.Equal("Please answer second", bot.SentTo(bot.Priya)[^1]);
        Assert.Equal(4, bot.SentTo(bot.Priya).Count);
        Assert.Equal(AskState.Sent, await bot.StateAsync(bot.Priya, "second"));
        var after = CardReading.Of(bot.Teams.World.CardFor(bot.Teams.World.FindMessage(digest.Id)!, bot.Priya.Person));
        Assert.True(after.Says("1 thing waits for you") && after.Says("✓ Below in this chat"), after.ToString());
        await bot.BecomesAsync(Thursday.AddDays(7));
        Assert.Equal(4, bot.SentTo(bot.Priya).Count);
    }

    [Fact]
    public async Task Who_gives_no_minutes_has_everything_in_the_digest_and_nothing_waiting_is_no_digest()
    {
        var bot = await StartMetAsync();
        await bot.SetsAsync(bot.Priya, new PersonalSettings { WeeklyMinutes = 0 });
        await bot.AsksAsync(bot.Priya, "one");
        await bot.AsksAsync(bot.Priya, "notice", minutes: 30, weight: AskWeight.Notice);
        Assert.Equal(["Please answer notice"], bot.SentTo(bot.Priya));
        _things.Done.Add("one");

        await bot.BecomesAsync(Thursday);

        Assert.Equal(["Please answer notice"], bot.SentTo(bot.Priya));
        Assert.Equal(AskState.Dropped, await bot.StateAsync(bot.Priya, "one"));
    }

    [Fact]
    public async Task A_new_week_brings_new_minutes()
    {
        var bot = await StartMetAsync();
        await bot.AsksAsync(bot.Priya, "one", minutes: 10);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero));

        await bot.AsksAsync(bot.Priya, "two", minutes: 10);

        Assert.Equal(["Please answer one", "Please answer two"], bot.SentTo(bot.Priya));
    }

    [Fact]
    public async Task In_quiet_hours_it_is_held_and_decided_again_when_they_end()
    {
        var bot = await StartMetAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        await bot.AsksAsync(bot.Priya, "one");
        await bot.AsksAsync(bot.Priya, "answered");
        await bot.AsksAsync(bot.Priya, "ballot", weight: AskWeight.Notice);
        await bot.AsksAsync(bot.Priya, "too-late", minutes: 1, closes: new DateTimeOffset(2026, 3, 3, 6, 0, 0, TimeSpan.Zero));
        var held = await bot.AskAsync(bot.Priya, "one");
        Assert.Equal((AskState.Held, "Quiet", new DateTimeOffset(2026, 3, 3, 7, 30, 0, TimeSpan.Zero)), (held.State, held.Why, held.HeldUntil!.Value));
        _things.Done.Add("answered");

        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 3, 7, 30, 0, TimeSpan.Zero));

        Assert.Equal(["Please answer ballot", "Please answer one"], bot.SentTo(bot.Priya).Order());
        Assert.Equal(nameof(AskDrop.NotAskedAnyMore), (await bot.AskAsync(bot.Priya, "answered")).Why);
    }

    [Fact]
    public async Task A_pause_that_is_set_meanwhile_counts_and_one_that_ends_early_lets_go()
    {
        var bot = await StartMetAsync();
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero));
        await bot.AsksAsync(bot.Priya, "one");
        await bot.SetsAsync(bot.Priya, new PersonalSettings { PausedUntil = new DateTimeOffset(2026, 3, 20, 9, 0, 0, TimeSpan.Zero) });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero));
        Assert.Empty(bot.SentTo(bot.Priya));
        Assert.Equal((AskState.Held, "Pause"), ((await bot.AskAsync(bot.Priya, "one")).State, (await bot.AskAsync(bot.Priya, "one")).Why));

        await bot.Priya.Types("pause off");

        Assert.Equal(["Please answer one", "Your pause is over"], bot.SentTo(bot.Priya).Order()); // two deliveries at once: either may come first
    }

    [Fact]
    public async Task A_digest_that_a_pause_put_off_comes_at_its_usual_time_when_the_pause_ends_early()
    {
        var bot = await StartMetAsync();
        await bot.SetsAsync(bot.Priya, new PersonalSettings { WeeklyMinutes = 0 });
        await bot.AsksAsync(bot.Priya, "one");
        await bot.SetsAsync(bot.Priya, new PersonalSettings { WeeklyMinutes = 0, PausedUntil = Thursday.AddDays(200) });
        await bot.BecomesAsync(Thursday);
        Assert.Empty(bot.SentTo(bot.Priya));
        bot.Services.GetRequiredService<IDirectory>().Forget(AskedPeople.IdOf(bot.Priya));

        await bot.Priya.Types("pause off");
        await bot.BecomesAsync(Thursday.AddDays(7));

        Assert.Single(bot.SentTo(bot.Priya), heading => !heading.Contains("ause", StringComparison.Ordinal) && !heading.Contains("sked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_cant_be_reached_is_named_with_the_reason_and_asked_when_it_is_ordered_again()
    {
        var bot = await StartAsync(AskedThings.Options(_things));
        await bot.AsksAsync(bot.Priya, "one");
        Assert.Equal((AskState.Unreachable, "neverMet"), ((await bot.AskAsync(bot.Priya, "one")).State, (await bot.AskAsync(bot.Priya, "one")).Why));

        await bot.MeetsAsync(bot.Priya);
        await bot.AsksAsync(bot.Priya, "one");
        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));

        bot.Teams.World.SetInstall(bot.Priya.Chat, InstallState.Blocked);
        await bot.AsksAsync(bot.Priya, "two");
        var blocked = await bot.AskAsync(bot.Priya, "two");
        Assert.Equal(AskState.Unreachable, blocked.State);
        Assert.NotEqual("", blocked.Why);
        Assert.Null(blocked.Week);
    }

    [Fact]
    public async Task Who_never_opened_the_bot_and_is_in_a_group_of_the_organisation_is_asked_in_their_own_chat()
    {
        var bot = await StartAsync(AskedThings.Options(_things));
        await bot.BindsAsync(bot.Organiser, bot.GroupChat);
        bot.Teams.World.SetInstall(bot.Priya.Chat, InstallState.Never);
        bot.Teams.Faults.Next(2, new Fault(FaultKind.Answer, 429, RetryAfterSeconds: 6), request => request.Operation is ConnectorOperation.CreateConversation);

        await bot.AsksAsync(bot.Priya, "one");
        Assert.Empty(bot.CardsIn(bot.Priya.Chat));
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));

        Assert.Equal((AskState.Sent, ""), ((await bot.AskAsync(bot.Priya, "one")).State, (await bot.AskAsync(bot.Priya, "one")).Why));
        Assert.Equal("Please answer one", CardReading.Of(Assert.Single(bot.CardsIn(bot.Priya.Chat)).Card()).Heading);
    }

    [Fact]
    public async Task Two_servers_together_spend_the_minutes_once()
    {
        var store = new LeadershipBot.Storage.MemoryRecordStore();
        var bot = await StartMetAsync(new BotOptions { Store = store, TimePasses = false });
        var other = await StartAsync(AskedThings.Options(_things, new BotOptions { Store = store, SharesTeamsWith = bot, ServerName = "other" }));

        for (var i = 0; i < 6; i++)
            await (i % 2 == 0 ? bot : other).OrdersAsync(bot.Priya, $"ask-{i}", minutes: 4);
        await Task.WhenAll(bot.DrainAsync(), other.DrainAsync());

        Assert.Equal(2, bot.SentTo(bot.Priya).Count);
        var states = new List<AskState>();
        for (var i = 0; i < 6; i++)
            states.Add(await bot.StateAsync(bot.Priya, $"ask-{i}"));
        Assert.Equal((2, 4), (states.Count(state => state is AskState.Sent), states.Count(state => state is AskState.InDigest)));
        await bot.BecomesAsync(Thursday);
        await other.DrainAsync();
        Assert.Equal(["4 things wait for you"], bot.SentTo(bot.Priya).Skip(2));
    }

    [Fact]
    public async Task A_server_that_stops_while_it_sends_leaves_an_ask_that_is_sent_again_and_says_so()
    {
        var bot = await StartMetAsync();
        var broken = true;
        bot.Store.BeforeCommit = (table, _, changes) => broken && table == "People" && changes.Any(change => change is LeadershipBot.Storage.Change.Delete)
            ? throw new LeadershipBot.Storage.StoreUnavailableException("stopped")
            : Task.CompletedTask;
        await bot.OrdersAsync(bot.Priya, "one");
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
        Assert.Equal(AskState.Trying, await bot.StateAsync(bot.Priya, "one"));

        broken = false;
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30));

        Assert.Equal(["Please answer one", "Please answer one"], bot.SentTo(bot.Priya));
        Assert.True((await bot.AskAsync(bot.Priya, "one")).IsPossiblyTwice);
    }

    [Fact]
    public async Task When_Teams_is_down_the_ask_comes_later_once_and_its_minutes_count_once()
    {
        var bot = await StartMetAsync();
        bot.Teams.Faults.Next(9, new Fault(FaultKind.Answer, 429), r => r.Operation == ConnectorOperation.Send);
        await bot.AsksAsync(bot.Priya, "one", minutes: 6);
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));

        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
        Assert.Equal((AskState.Sent, false), ((await bot.AskAsync(bot.Priya, "one")).State, (await bot.AskAsync(bot.Priya, "one")).IsPossiblyTwice));
        await bot.AsksAsync(bot.Priya, "two", minutes: 4);
        Assert.Equal(2, bot.SentTo(bot.Priya).Count);
    }

    [Fact]
    public async Task When_Teams_gives_no_clear_answer_the_ask_is_sent_again_and_says_so()
    {
        var bot = await StartMetAsync();
        bot.Teams.Faults.Next(2, new Fault(FaultKind.Answer, 503), r => r.Operation == ConnectorOperation.Send);
        await bot.AsksAsync(bot.Priya, "one");
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));

        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
        Assert.True((await bot.AskAsync(bot.Priya, "one")).IsPossiblyTwice);
    }

    [Fact]
    public async Task More_than_a_card_holds_waits_for_the_next_digest()
    {
        var bot = await StartMetAsync();
        await bot.SetsAsync(bot.Priya, new PersonalSettings { WeeklyMinutes = 0 });
        for (var i = 0; i < 11; i++)
            await bot.OrdersAsync(bot.Priya, $"ask-{i:D2}");
        await bot.DrainAsync();

        await bot.BecomesAsync(Thursday);
        await bot.BecomesAsync(Thursday.AddDays(7));
        await bot.BecomesAsync(Thursday.AddDays(14));

        Assert.Equal(["8 things wait for you", "3 things wait for you"], bot.SentTo(bot.Priya));
    }

    [Fact]
    public async Task What_was_asked_long_ago_goes_when_the_person_is_next_sent_something()
    {
        var bot = await StartMetAsync();
        await bot.AsksAsync(bot.Priya, "old");
        await bot.AsksAsync(bot.Priya, "large", minutes: 30);
        await bot.BecomesAsync(Thursday);
        await bot.BecomesAsync(Thursday.AddDays(392));
        await bot.AsksAsync(bot.Priya, "next");
        Assert.Equal(AskState.Sent, await bot.StateAsync(bot.Priya, "old"));

        await bot.BecomesAsync(Thursday.AddDays(406));
        await bot.AsksAsync(bot.Priya, "last");

        var rows = await bot.RowsAsync("People", AskedPeople.IdOf(bot.Priya).ToString(), "ask.");
        Assert.Equal(["ask.guard", "ask.of.tests.thing.last", "ask.of.tests.thing.next"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_button_of_nobodys_digest_does_nothing()
    {
        var bot = await StartMetAsync();
        await bot.AsksAsync(bot.Priya, "one");

        await bot.Tomasz.Executes("asks.open", new() { ["kind"] = AskedThings.Name, ["key"] = "one", ["digest"] = "2026-03-05" });
        await bot.Priya.Executes("asks.open", new() { ["kind"] = AskedThings.Name, ["key"] = "one", ["digest"] = "never" });
        await bot.DrainAsync();

        Assert.Equal(["Please answer one"], bot.SentTo(bot.Priya));
        Assert.Empty(bot.CardsIn(bot.Tomasz.Chat));
    }

    private async Task<BotUnderTest> StartMetAsync(BotOptions? options = null)
    {
        var bot = await StartAsync(AskedThings.Options(_things, options));
        await bot.MeetsAsync(bot.Priya);
        return bot;
    }
}
