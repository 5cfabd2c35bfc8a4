using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Subscriptions through weeks in which Microsoft refuses, asks and is told of another address.</summary>
public sealed class CalendarKeepingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_Microsoft_will_not_tell_of_changes_it_is_asked_once_a_day()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        graph.Refuses("subscriptions", 403, "ErrorAccessDenied");
        await bot.FollowsAsync();
        await bot.PassAsync(TimeSpan.FromDays(5), TimeSpan.FromHours(1));
        Assert.InRange(graph.Calls.Count(call => call.Path == "/subscriptions"), 6, 7); // at once, after a quarter of an hour, and each day
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromDays(1.1), TimeSpan.FromHours(1));
        Assert.Single(graph.Subscriptions);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_after_waits_that_grow_and_before_it_ends()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        await bot.FollowsAsync();
        graph.Refuses("subscriptions", 503, "ServiceUnavailable");
        await bot.PassAsync(TimeSpan.FromDays(3) + TimeSpan.FromHours(20), TimeSpan.FromMinutes(15));
        Assert.InRange(graph.Calls.Count(call => call.Method == "PATCH"), 6, 10); // from a quarter of an hour to four hours
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromMinutes(30));
        Assert.True(Assert.Single(graph.Subscriptions).ExpiresAt > bot.Clock.GetUtcNow().AddDays(5));
    }

    [Fact]
    public async Task A_challenge_each_day_costs_no_reading_and_is_met_while_readings_wait()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var key = await bot.FollowsAsync();
        var (calls, times) = (graph.Calls.Count, 0);
        for (var day = 0; day < 6; day++)
        {
            graph.AsksToReauthorize();
            await bot.HearsGraphAsync(graph);
            await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
            times++;
        }

        Assert.Equal(2 * times, graph.Calls.Count - calls); // a reading and an answer each day, which renews it, too, where that is near
        Assert.Equal((times, true), (Assert.Single(graph.Subscriptions).TimesReauthorized, graph.Calls.Any(call => call.Method == "PATCH")));

        graph.Refuses("calendarView", 429, "ApplicationThrottled");
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.HearsGraphAsync(graph);
        graph.AsksToReauthorize();
        foreach (var due in graph.TakeNotifications())
            await graph.DeliverAsync(due, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
        Assert.Equal(times + 1, Assert.Single(graph.Subscriptions).TimesReauthorized);
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal); // what was asked for besides isn't lost
        Assert.Equal(CalendarProblem.None, (await bot.CalendarAsync(key)).State.Problem);
    }

    [Fact]
    public async Task Another_address_in_the_settings_is_told_to_Microsoft()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var store = new MemoryRecordStore();
        var before = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "before" }));
        graph.Board(before);
        await before.FollowsAsync();
        var bot = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "after", SharesTeamsWith = before, Settings = ["--Graph:NotificationUrl=https://new.example"] }, isTold: false));
        before.Store.Fails(StoreFault.Unavailable); // it was stopped
        await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        Assert.Equal("https://new.example/api/graph/notifications", Assert.Single(graph.Subscriptions).NotificationUrl);
    }

    [Fact]
    public async Task Who_works_on_a_calendar_keeps_it_while_it_is_stopped_and_its_meetings_are_let_go_of_afterwards()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        graph.PageSize = 5;
        var store = new MemoryRecordStore();
        var first = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "first" }));
        var second = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first }));
        var board = graph.Board(first);
        var key = await first.FollowsAsync();
        for (var day = 1; day <= 30; day++)
            board.Add($"Day {day}", BotUnderTest.Start.AddDays(day), CalendarForms.Hour);
        var stopped = 0;
        foreach (var (one, other) in new[] { (first, second), (second, first) }) // whichever takes it, it is stopped in the middle of its settling
        {
            one.Store.BeforeCommit = async (table, _, _) =>
            {
                if (table != "Meetings" || Interlocked.Exchange(ref stopped, 1) == 1)
                    return;
                await other.Services.GetRequiredService<CalendarShelf>().StopAsync(key, LeadershipBot.Shell.Audit.ByProgram(key, "meetings.calendarStopped", other.Clock.GetUtcNow()), Token);
                await other.DrainAsync();
            };
        }

        foreach (var due in graph.TakeNotifications())
            await graph.DeliverAsync(due, Token);
        first.Clock.Advance(TimeSpan.FromSeconds(40));
        await first.DrainAsync();
        await second.DrainAsync();
        Assert.Equal(1, stopped);
        await first.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(15));
        var meetings = await first.MeetingsAsync();
        Assert.All(meetings, meeting => Assert.False(meeting.IsFollowed));
        Assert.Equal(meetings.Count, (await first.RowsAsync(LeadershipBot.Features.Meetings.MeetingIndexRows.Table, Succession.PostForms.Here, LeadershipBot.Features.Meetings.MeetingIndexRows.Line)).Count); // no line without its meeting
        Assert.Empty(graph.Subscriptions);
    }

    [Fact]
    public async Task Meetings_that_left_the_window_and_those_that_were_put_in_late_are_let_go_of_too()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Long ago", BotUnderTest.Start.AddDays(-85), CalendarForms.Hour);
        board.Add("Soon", BotUnderTest.Start.AddDays(100), CalendarForms.Hour);
        var key = await bot.FollowsAsync();
        await bot.PassAsync(TimeSpan.FromDays(64), TimeSpan.FromHours(8));
        Assert.Single(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.Event)); // of the older one nothing is known any more
        await bot.Services.GetRequiredService<CalendarShelf>().StopAsync(key, LeadershipBot.Shell.Audit.ByProgram(key, "meetings.calendarStopped", bot.Clock.GetUtcNow()), Token);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.All(await bot.MeetingsAsync(), meeting => Assert.False(meeting.IsFollowed));
        Assert.Equal(2, (await bot.MeetingsAsync()).Count);
    }
}
