using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Series of a followed calendar: what Microsoft tells of them, and what it leaves out.</summary>
public sealed class FollowedSeriesTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_series_of_which_only_a_part_is_told_loses_no_meeting()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 8);
        await bot.FollowsAsync();
        var keys = (await bot.MeetingsAsync()).ConvertAll(meeting => MeetingRows.KeyOf(meeting));
        await bot.Priya.RepliesAsync(bot, keys[5], "coming");
        var heard = bot.CardsOf(bot.Priya).Count();
        board.TellsSeriesInPart = true;
        board.Rename(series, "Huddle of the board");
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(5)); // the whole window was read by then
        Assert.Equal(8, (await bot.MeetingsAsync()).Count(meeting => meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming && meeting.Content.Title == "Huddle of the board"));
        Assert.Equal(heard, bot.CardsOf(bot.Priya).Count()); // nobody was told that it doesn't take place
    }

    [Fact]
    public async Task A_series_that_moves_to_another_weekday_begins_new_meetings_and_the_old_ones_end_as_moved_or_taken_out()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 8);
        await bot.FollowsAsync();
        var old = (await bot.MeetingsAsync()).ConvertAll(meeting => MeetingRows.KeyOf(meeting));
        await bot.Priya.RepliesAsync(bot, old[5], "coming");
        board.Move(series, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(1));
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(5)); // the whole window was read by then
        var coming = (await bot.MeetingsAsync()).FindAll(meeting => meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming);
        Assert.Equal((8, DayOfWeek.Friday), (coming.Count, coming.Select(meeting => meeting.Content.StartsAt.DayOfWeek).Distinct().Single()));
        Assert.DoesNotContain(coming, meeting => old.Contains(MeetingRows.KeyOf(meeting)));
        foreach (var key in old)
            Assert.Equal($"It was moved, or taken out of the calendar {CalendarForms.Mailbox}. Please see Outlook.", (await bot.MeetingAsync(key)).Meeting.CancelledBecause);
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Says("It was moved, or taken out of the calendar"));
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Time or place has changed. Your answer stands")); // of the one in its place alone

        board.Move(series, CalendarForms.Thursday.AddDays(1).AddHours(2), CalendarForms.Thursday.AddDays(1).AddHours(3));
        await bot.HearsGraphAsync(graph);
        Assert.Equal(coming.Select(meeting => meeting.Id), (await bot.MeetingsAsync()).Where(meeting => meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming).Select(meeting => meeting.Id)); // on the same day they stay the same
    }

    [Fact]
    public async Task A_series_that_is_cut_short_ends_its_later_meetings_within_the_hour()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 8);
        await bot.FollowsAsync();
        foreach (var occurrence in series.Occurrences.Skip(3))
            board.Delete(occurrence);
        await bot.HearsGraphAsync(graph);
        await bot.PassAsync(TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(5));
        Assert.Equal(3, (await bot.MeetingsAsync()).Count(meeting => meeting.CancelledBecause is null));
    }

    [Fact]
    public async Task A_single_event_that_becomes_a_series_leaves_no_second_meeting_and_nobody_hears_of_a_cancellation()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.FollowsAsync();
        await bot.Priya.RepliesAsync(bot, MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), "coming");
        var heard = bot.CardsOf(bot.Priya).Count();
        board.Repeat(item, 3);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(3, (await bot.ComingAsync()).Split('\n').Length);
        Assert.Equal(heard, bot.CardsOf(bot.Priya).Count());
        Assert.Single(await bot.MeetingsAsync(), meeting => meeting is { IsUnshared: true, CancelledBecause: null });
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1)] // several in a week: it is the one that begins when it did
    public async Task What_was_kept_for_a_single_event_goes_over_to_its_time_where_it_is_made_a_series(int everyDays)
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser })
            await bot.MeetsAsync(who);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.FollowsAsync();
        var old = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await MovedSeriesTests.WritesAgendaAsync(bot, old);
        await bot.Priya.RepliesAsync(bot, old, "apologies");
        await bot.Tomasz.SendsFormAsync("meetings.conflict.form", MeetingForms.Of(old, ("of", "me")), new System.Text.Json.Nodes.JsonObject { ["items"] = "2" });
        var heard = bot.CardsOf(bot.Priya).Count();
        board.Repeat(item, 3, everyDays);
        await MovedSeriesTests.ReadsAllAsync(bot, graph);
        var meeting = Assert.Single(await bot.MeetingsAsync(), one => !one.IsUnshared && one.Content.StartsAt == CalendarForms.Thursday);
        var key = MeetingRows.KeyOf(meeting);
        Assert.Equal(("Minutes|Budget", 5), (string.Join('|', meeting.Content.Agenda.Select(one => one.Title)), meeting.Content.Quorum.People));
        Assert.Equal(Reply.Apologies, (await bot.StandsAsync(key, bot.Priya))?.Reply);
        Assert.Single(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Conflict));
        Assert.Equal(heard, bot.CardsOf(bot.Priya).Count()); // for her it is when and where it was
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading.Contains("is a series now", StringComparison.Ordinal) && card.Says("was made a series in the calendar"));
    }

    [Fact]
    public async Task What_is_shown_as_free_is_no_meeting_and_a_cancelled_one_that_is_then_shown_so_is_still_cancelled()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Chair on leave", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(3), it => it.ShowAs = "free");
        board.AddSeries("Hold the hall", CalendarForms.Thursday, CalendarForms.Hour, 3, with: it => it.ShowAs = "free");
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.ShowAs = "tentative");
        var key = await bot.FollowsAsync();
        Assert.Equal("Governing body", Assert.Single(await bot.MeetingsAsync()).Content.Title);
        Assert.DoesNotContain(await bot.RowsAsync(LeadershipBot.Features.Meetings.Calendars.CalendarRows.Table, key), row => row.GetString("Title") is "Chair on leave" or "Hold the hall");
        board.Change(item, it => (it.IsCancelled, it.ShowAs) = (true, "free")); // as Outlook does in the calendars of those invited
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Cancelled, false), (await bot.NamedAsync("Governing body")) is var off ? (off.StateAt(bot.Clock.GetUtcNow()), off.IsUnshared) : default);
    }
}
