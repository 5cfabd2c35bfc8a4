using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What is kept in the bot for meetings of a series of which somebody changes "this and all following events" in Outlook.</summary>
public sealed class SplitSeriesCarriedTests : WholeApp
{
    private const int Cut = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8)] // many are gone at once: the whole window is read again
    [InlineData(4)]
    public async Task A_series_that_is_cut_and_goes_on_as_another_takes_what_was_kept_with_it(int times)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, old) = await FollowsAsync(bot, graph, times);
        await MovedSeriesTests.WritesAgendaAsync(bot, old.Keys[Cut]);
        await bot.Priya.RepliesAsync(bot, old.Keys[Cut], "apologies");
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old.Keys[Cut], ("of", "me")), new JsonObject { ["items"] = "2" });
        GoesOn(board, old.Series, "Huddle");
        await MovedSeriesTests.ReadsAllAsync(bot, graph);

        var meetings = (await bot.MeetingsAsync()).FindAll(one => one.CancelledBecause is null);
        Assert.Equal(times, meetings.Count);
        var meeting = Assert.Single(meetings, one => one.Content.Agenda.Count > 0);
        Assert.Equal((CalendarForms.Thursday.AddDays(7 * Cut).AddHours(1), "Minutes|Budget", 5), (meeting.Content.StartsAt, string.Join('|', meeting.Content.Agenda.Select(item => item.Title)), meeting.Content.Quorum.People));
        var key = MeetingRows.KeyOf(meeting);
        Assert.Equal(Reply.Apologies, (await bot.StandsAsync(key, bot.Priya))?.Reply);
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict));
        Assert.True(Assert.Single(MovedSeriesTests.Told(bot, bot.Organiser)).Says("stands in its place"));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Your answer stands"));
    }

    [Fact]
    public async Task A_series_that_only_ends_leaves_what_was_kept_and_another_of_another_name_takes_nothing()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, old) = await FollowsAsync(bot, graph, 8);
        await MovedSeriesTests.WritesAgendaAsync(bot, old.Keys[Cut]);
        GoesOn(board, old.Series, "Board");
        await MovedSeriesTests.ReadsAllAsync(bot, graph);
        Assert.All((await bot.MeetingsAsync()).FindAll(one => one.CancelledBecause is null), one => Assert.Empty(one.Content.Agenda));
        Assert.True(Assert.Single(MovedSeriesTests.Told(bot, bot.Organiser)).Says("nobody can tell"));
    }

    /// <summary>As Outlook does for "this and all following events": the series ends earlier, and a new one begins, an hour later in the day.</summary>
    private static void GoesOn(MailboxCalendar board, StandInEvent series, string title)
    {
        var gone = series.Occurrences.Skip(Cut).ToList();
        foreach (var time in gone)
            board.Delete(time);
        board.AddSeries(title, CalendarForms.Thursday.AddDays(7 * Cut).AddHours(1), CalendarForms.Hour, gone.Count);
    }

    private static async Task<(MailboxCalendar Board, (StandInEvent Series, List<string> Keys) Old)> FollowsAsync(BotUnderTest bot, GraphServer graph, int times)
    {
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, times);
        await bot.FollowsAsync();
        return (board, (series, (await bot.MeetingsAsync()).ConvertAll(MeetingRows.KeyOf)));
    }
}
