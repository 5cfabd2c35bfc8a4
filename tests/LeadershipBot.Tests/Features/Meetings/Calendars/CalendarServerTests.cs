using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Several servers at one calendar: killed ones, two at once, and one by whose clock it is another time.</summary>
public sealed class CalendarServerTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Calendars", 2)]
    [InlineData("Calendars", 5)]
    [InlineData("Calendars", 8)]
    [InlineData("Meetings", 3)]
    [InlineData("Meetings", 20)]
    public async Task Killed_anywhere_another_server_goes_on(string table, int commit)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        graph.PageSize = 5;
        var store = new MemoryRecordStore();
        var first = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "first" }));
        var board = graph.Board(first);
        for (var day = 1; day <= 25; day++)
            board.Add($"Day {day}", BotUnderTest.Start.AddDays(day), BotUnderTest.Start.AddDays(day).AddHours(1));
        board.AddSeries("Huddle", BotUnderTest.Start.AddDays(1), CalendarForms.Hour, 10);
        var (commits, isDead) = (0, false);
        first.Store.BeforeCommit = (name, _, _) =>
        {
            isDead = isDead || (name == table && Interlocked.Increment(ref commits) > commit);
            return isDead ? throw new StoreUnavailableException("It was killed.") : Task.CompletedTask;
        };
        var calendar = board.Followed();
        await first.ReadsAsync(calendar);
        Assert.True((await first.MeetingsAsync()).Count < 35, "It was done before it was killed.");
        first.Store.Fails(StoreFault.Unavailable);

        var second = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first }));
        await second.PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(15));
        Assert.Equal(35, (await second.MeetingsAsync()).Count);
        Assert.Empty(await second.RowsAsync(CalendarRows.Table, CalendarRows.KeyOf(calendar), CalendarRows.ToDo));
    }

    [Fact]
    public async Task Two_servers_never_read_a_calendar_at_once_and_what_an_older_run_says_changes_nothing()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        graph.PageSize = 5;
        var store = new MemoryRecordStore();
        var first = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "first" }));
        var second = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first }));
        var board = graph.Board(first);
        for (var day = 1; day <= 60; day++)
            board.Add($"Day {day}", BotUnderTest.Start.AddDays(day), BotUnderTest.Start.AddDays(day).AddHours(1));
        await first.FollowsAsync();
        for (var round = 0; round < 5; round++)
        {
            board.Add($"Round {round}", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
            foreach (var due in graph.TakeNotifications())
                await graph.DeliverAsync(due, Token);
            for (var step = 0; step < 4; step++)
            {
                first.Clock.Advance(TimeSpan.FromSeconds(10));
                await Task.WhenAll(first.DrainAsync(), second.DrainAsync());
            }
        }

        Assert.Equal(1, graph.AtOnceMax);
        Assert.Equal(65, (await first.MeetingsAsync()).Count);
        var key = (await first.CalendarKeysAsync())[0];
        var head = await first.CalendarAsync(key);
        var run = Assert.IsType<CalendarRun>(await CalendarRun.TakeAsync(store, head, Token));
        Assert.IsType<CalendarRun>(await CalendarRun.TakeAsync(store, await first.CalendarAsync(key), Token));
        await Assert.ThrowsAsync<CalendarLostException>(() => run.CommitAsync(run.State, [], Token));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(30)]
    public async Task Where_the_clock_of_a_server_was_wrong_the_one_after_it_has_the_calendar_as_it_is_in_Outlook(int hoursAhead)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var store = new MemoryRecordStore();
        var right = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "right" }));
        var board = graph.Board(right);
        var moved = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 4);
        var key = await right.FollowsAsync();
        var clock = new SkewedClock(right.Clock, TimeSpan.FromHours(hoursAhead));
        var wrong = await StartAsync(graph.Asking(new BotOptions { Store = store, ServerName = "wrong", SharesTeamsWith = right, Parts = services => services.AddSingleton<TimeProvider>(clock) }));
        board.Rename(moved, "Board");
        foreach (var due in graph.TakeNotifications())
            await graph.DeliverAsync(due, Token);
        await wrong.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10));
        wrong.Store.Fails(StoreFault.Unavailable); // it is taken away

        board.Move(moved, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(1));
        await right.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20)); // what it had leased by its clock
        await right.HearsGraphAsync(graph);
        Assert.Contains("Board | 2026-03-13", await right.ComingAsync(), StringComparison.Ordinal);
        board.Add("Unheard", CalendarForms.Thursday, CalendarForms.Hour);
        graph.TakeNotifications();
        await right.PassAsync(TimeSpan.FromDays(1.2), TimeSpan.FromHours(1));
        var fresh = await StartAsync(graph.Asking(new BotOptions { SharesTeamsWith = right }));
        Assert.Equal(await fresh.ReadAnewAsync(right, key), await right.ComingAsync(isFollowed: true));
        Assert.Contains("Unheard", await right.ComingAsync(), StringComparison.Ordinal);
        Assert.Equal(CalendarProblem.None, (await right.CalendarAsync(key)).State.Problem);
    }
}
