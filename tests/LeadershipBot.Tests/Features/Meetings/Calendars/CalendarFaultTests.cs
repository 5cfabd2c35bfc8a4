using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What can go wrong between a calendar and the bot, one by one; the calendar ends as it is in Outlook.</summary>
public sealed class CalendarFaultTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_Graph_is_down_or_asks_to_wait_it_goes_on_later()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        graph.PageSize = 2;
        for (var day = 1; day <= 9; day++)
            board.Add($"Day {day}", BotUnderTest.Start.AddDays(day), BotUnderTest.Start.AddDays(day).AddHours(1));
        graph.Throttles(2, 90);
        var answer = await bot.FollowingAsync();
        Assert.True(CardReading.Of(answer.Card).Says("press again")); // the dialog doesn't wait
        graph.IsWellAgain();
        await bot.FollowsAsync();
        var key = (await bot.CalendarKeysAsync())[0];

        board.Add("Day 10", BotUnderTest.Start.AddDays(10), BotUnderTest.Start.AddDays(10).AddHours(1));
        graph.Throttles(1, 90);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(CalendarProblem.Throttled, (await bot.CalendarAsync(key)).State.Problem);
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("Microsoft asks me to wait"));
        var calls = graph.Calls.Count;
        board.Add("Day 11", BotUnderTest.Start.AddDays(11), BotUnderTest.Start.AddDays(11).AddHours(1));
        await bot.HearsGraphAsync(graph); // more news don't hurry what was asked to wait
        Assert.Equal(calls, graph.Calls.Count);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));
        Assert.Equal((11, CalendarProblem.None), ((await bot.MeetingsAsync()).Count, (await bot.CalendarAsync(key)).State.Problem));

        graph.IsDown = true;
        board.Add("Day 12", BotUnderTest.Start.AddDays(12), BotUnderTest.Start.AddDays(12).AddHours(1));
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromMinutes(10));
        Assert.InRange(graph.Calls.Count - calls, 3, 20); // waits grow
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromMinutes(80), TimeSpan.FromMinutes(10));
        Assert.Equal(12, (await bot.MeetingsAsync()).Count);
    }

    [Fact]
    public async Task Links_that_are_known_no_more_have_everything_read_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var other = board.Add("Finance", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        await bot.FollowsAsync();
        board.Delete(item);
        board.Move(other, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(1));
        graph.LosesSyncState();
        await bot.HearsGraphAsync(graph);
        Assert.Contains("Finance | 2026-03-13", Assert.Single((await bot.ComingAsync()).Split('\n')), StringComparison.Ordinal);
        graph.ExpiresDeltaLinks();
        board.Rename(other, "Money");
        await bot.HearsGraphAsync(graph);
        Assert.Contains("Money", await bot.ComingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_notifications_are_made_up_for_at_night_and_subscriptions_renewed_and_made_anew()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var key = await bot.FollowsAsync();
        board.Add("Unheard", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        graph.TakeNotifications();
        await bot.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));
        Assert.Equal("", await bot.ComingAsync());
        await bot.PassAsync(TimeSpan.FromHours(22), TimeSpan.FromHours(1));
        Assert.Contains("Unheard", await bot.ComingAsync(), StringComparison.Ordinal);

        board.Add("Missed", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        graph.MissesNotifications();
        await bot.HearsGraphAsync(graph);
        Assert.Contains("Missed", await bot.ComingAsync(), StringComparison.Ordinal);

        var first = Assert.Single(graph.Subscriptions).Id;
        graph.AsksToReauthorize();
        await bot.HearsGraphAsync(graph);
        Assert.Equal(1, Assert.Single(graph.Subscriptions).TimesReauthorized);
        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(2));
        Assert.Equal(first, Assert.Single(graph.Subscriptions).Id); // renewed at half of its life

        graph.RemovesSubscriptions();
        await bot.HearsGraphAsync(graph);
        Assert.NotEqual(first, Assert.Single(graph.Subscriptions).Id);
        graph.RemovesSubscriptions(saysSo: false);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(2));
        Assert.Single(graph.Subscriptions); // noticed when it was to be renewed
        Assert.True((await bot.CalendarAsync(key)).State.IsLiveAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Where_Microsoft_cannot_tell_of_changes_it_is_read_every_four_hours()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(isTold: false));
        var board = graph.Board(bot);
        await bot.FollowsAsync();
        Assert.Empty(graph.Subscriptions);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        await bot.PassAsync(TimeSpan.FromHours(4.5), TimeSpan.FromMinutes(30));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal);
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("Changes show within four hours"));
    }

    [Fact]
    public async Task Administrators_are_told_once_that_a_permission_is_gone_and_have_it_read_when_it_is_back()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Administrator);
        var key = await bot.FollowsAsync();
        graph.Refuses("calendarView", 403, "ErrorAccessDenied");
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(1));
        Assert.Single(bot.CardsOf(bot.Administrator), card => card.Heading.StartsWith("I can't read the calendar", StringComparison.Ordinal));
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("I may not read it any more"));
        Assert.InRange(graph.Calls.Count(call => call.Status == 403), 2, 6); // once a day
        var forbidden = graph.Calls.Count(call => call.Status == 403);
        await bot.Administrator.ReadsNowAsync(bot, key);
        await bot.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30));
        Assert.Equal(forbidden + 1, graph.Calls.Count(call => call.Status == 403)); // a press asks once, however long it stays forbidden
        graph.IsWellAgain();
        await bot.Administrator.ReadsNowAsync(bot, key);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal);
        Assert.False((await bot.Organiser.SeesCalendarsAsync(bot)).Says("I may not read it"));
    }

    [Fact]
    public async Task A_token_that_ran_out_costs_five_minutes()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Administrator);
        await bot.FollowsAsync();
        graph.Refuses("calendarView", 401, "InvalidAuthenticationToken", times: 1);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(1));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.CardsOf(bot.Administrator), card => card.Heading.StartsWith("I can't read", StringComparison.Ordinal));
    }
}
