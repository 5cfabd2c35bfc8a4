using System.Diagnostics;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>How long a large calendar takes, and how little a quiet one.</summary>
public sealed class CalendarLoadTests : WholeApp
{
    private const int Events = 5_000;
    private const int Invited = 143;
    private const int InvitedTo = 100;

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
        graph.ThrottlesEvery(30, 2);
        await bot.ReadsAsync(board.Followed());
        while (await CountAsync(bot) < Events && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            await bot.PassAsync(TimeSpan.FromSeconds(1));
        var took = Stopwatch.GetElapsedTime(started) + (bot.Clock.GetUtcNow() - began); // what the machine took, and what Microsoft asked to wait
        TestContext.Current.TestOutputHelper?.WriteLine($"{Events} events in {took.TotalSeconds:F1} s, of which {(bot.Clock.GetUtcNow() - began).TotalSeconds:F0} s were waits; {graph.Calls.Count} calls, {graph.AtOnceMax} at once.");
        Assert.Equal(Events, await CountAsync(bot));
        Assert.True(took < TimeSpan.FromSeconds(60), took.ToString());
        Assert.Equal(1, graph.AtOnceMax);
    }

    [Fact]
    public async Task A_hundred_events_to_which_143_people_are_invited_have_their_answers_and_no_step_takes_too_long()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(new BotOptions { HelpAfter = TimeSpan.FromMinutes(10) }));
        var board = graph.Board(bot);
        var people = await bot.ListsManyAsync(PostForms.Here, Invited);
        await bot.GivesAddressesAsync([.. people.Select((one, n) => (one, AddressOf(n)))]);
        string[] answers = ["accepted", "declined", "none", "tentativelyAccepted"];
        for (var i = 0; i < InvitedTo; i++)
        {
            board.Add($"Event {i}", BotUnderTest.Start.AddDays(2 + i), BotUnderTest.Start.AddDays(2 + i).AddHours(1), it =>
                it.Attendees.AddRange(people.Select((_, n) => new StandInAttendee(AddressOf(n), answers[n % answers.Length], BotUnderTest.Start))));
        }

        var (started, key) = (Stopwatch.GetTimestamp(), CalendarRows.KeyOf(board.Followed()));
        await bot.ReadsAsync(board.Followed());
        while ((await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.ToDo)).Count > 0 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(3))
            await bot.PassAsync(TimeSpan.FromSeconds(1));
        TestContext.Current.TestOutputHelper?.WriteLine($"{InvitedTo} events with {Invited} invited each: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s.");
        var answered = people.Where((_, n) => n % answers.Length < 2).Select(one => AskedPeople.IdOf(one).ToString()).Order(StringComparer.Ordinal).ToList();
        foreach (var meeting in await bot.MeetingsAsync())
        {
            var rows = await bot.RowsAsync(MeetingRows.Table, MeetingRows.KeyOf(meeting), MeetingRows.Person);
            Assert.Equal(answered, rows.Select(row => row.RowKey[MeetingRows.Person.Length..]).Order(StringComparer.Ordinal)); // none of whoever answered nothing
        }

        Assert.Equal(InvitedTo, (await bot.MeetingsAsync()).Count);
        Assert.Equal(0, (await bot.CalendarAsync(key)).Order!.GetInt32("Attempts")); // no delivery was cut off
    }

    [Fact]
    public async Task On_no_day_of_a_month_in_which_nothing_changes_a_calendar_costs_more_than_two_calls()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot).Add("Governing body", BotUnderTest.Start.AddDays(200), BotUnderTest.Start.AddDays(200).AddHours(1));
        await bot.FollowsAsync();
        var (renewed, read, days) = (0, 0, new List<int>());
        for (var day = 0; day < 35; day++)
        {
            var before = graph.Calls.Count;
            await bot.PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(3));
            var calls = graph.Calls.Skip(before).ToList();
            days.Add(calls.Count);
            renewed += calls.Count(call => call.Method == "PATCH");
            read += calls.Count(call => call.Query.Contains("startDateTime", StringComparison.Ordinal));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Calls a day: {string.Join(' ', days)}.");
        Assert.All(days, calls => Assert.InRange(calls, 1, 2));
        Assert.Equal((35 / 3, 1), (renewed, read)); // at half of six days, and the window once
        Assert.NotNull(await bot.NamedAsync("Governing body"));
    }

    /// <summary>How many meetings there are, and not only their lines, which are written first.</summary>
    private static async Task<int> CountAsync(BotUnderTest bot)
    {
        var lines = (await bot.RowsAsync(MeetingIndexRows.Table, PostForms.Here, MeetingIndexRows.Line)).Count;
        return lines < Events ? lines : (await bot.MeetingsAsync()).Count;
    }

    private static string AddressOf(int number) => $"crowd{number}@larkford.example";
}
