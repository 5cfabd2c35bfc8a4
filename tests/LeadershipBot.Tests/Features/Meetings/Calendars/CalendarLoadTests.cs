using System.Diagnostics;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>How long a large calendar takes, and how little a quiet one.</summary>
public sealed class CalendarLoadTests : WholeApp
{
    private const int Events = 5_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_thousand_events_are_meetings_within_a_minute_though_Microsoft_asks_to_wait()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(new BotOptions { HelpAfter = TimeSpan.FromMinutes(10) }));
        var board = graph.Board(bot);
        for (var i = 0; i < Events / 2; i++)
            board.Add($"Event {i}", BotUnderTest.Start.AddDays(-80 + (i % 400)), BotUnderTest.Start.AddDays(-80 + (i % 400)).AddHours(1));
        for (var i = 0; i < Events / 50; i++)
            board.AddSeries($"Series {i}", BotUnderTest.Start.AddDays(-10).AddMinutes(i), CalendarForms.Hour, 25);
        var (started, began) = (Stopwatch.GetTimestamp(), bot.Clock.GetUtcNow());
        graph.Throttles(2, 5);
        await bot.ReadsAsync(board.Followed());
        while ((await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, MeetingIndexRows.Line)).Count < Events && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            await bot.PassAsync(TimeSpan.FromSeconds(1));
        var took = Stopwatch.GetElapsedTime(started) + (bot.Clock.GetUtcNow() - began); // what the machine took, and what Microsoft asked to wait
        TestContext.Current.TestOutputHelper?.WriteLine($"{Events} events in {took.TotalSeconds:F1} s, of which {(bot.Clock.GetUtcNow() - began).TotalSeconds:F0} s were waits; {graph.Calls.Count} calls, {graph.AtOnceMax} at once.");
        Assert.Equal(Events, (await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, MeetingIndexRows.Line)).Count);
        Assert.True(took < TimeSpan.FromSeconds(60), took.ToString());
        Assert.Equal(1, graph.AtOnceMax);
    }

    [Fact]
    public async Task A_calendar_in_which_nothing_changes_costs_at_most_two_calls_a_day()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot).Add("Governing body", BotUnderTest.Start.AddDays(200), BotUnderTest.Start.AddDays(200).AddHours(1));
        await bot.FollowsAsync();
        var (calls, days) = (graph.Calls.Count, 0);
        for (; days < 6; days++)
            await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromMinutes(20));
        TestContext.Current.TestOutputHelper?.WriteLine($"{graph.Calls.Count - calls} calls in {days} days.");
        Assert.InRange(graph.Calls.Count - calls, days, 2 * days);
    }
}
