using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>Events of a followed calendar as meetings: what becomes one, what follows, and who hears of it.</summary>
public sealed class FollowedCalendarTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_become_meetings_and_nobody_is_sent_anything_by_that()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => (it.Place, it.JoinUrl) = ("Town hall", "https://teams.microsoft.com/l/meetup-join/1"));
        board.Add("Last month", BotUnderTest.Start.AddDays(-30), BotUnderTest.Start.AddDays(-30).AddHours(1));
        board.Add("Before the window", BotUnderTest.Start.AddDays(-100), BotUnderTest.Start.AddDays(-100).AddHours(1));
        board.Add("Appraisal of Dr X", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1), it => it.Sensitivity = "private");
        board.Add("Mrs Smith, born 3/4/1961", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        board.Add("Bank holiday", new DateTimeOffset(2026, 3, 12, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 13, 0, 0, 0, TimeSpan.Zero), it => it.IsAllDay = true);
        board.Add("Called off", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1), it => it.IsCancelled = true);
        var before = bot.CardsIn(bot.Priya.Chat).Count;
        var key = await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "4" });

        Assert.Equal(["Last month", "Governing body"], (await bot.MeetingsAsync()).Select(meeting => meeting.Content.Title));
        var meeting = await bot.NamedAsync("Governing body");
        Assert.Equal(("Town hall", "https://teams.microsoft.com/l/meetup-join/1", "Europe/London", 4), (meeting.Content.Place, meeting.Content.JoinUrl, meeting.Content.Zone, meeting.Content.Quorum.People));
        var kept = string.Join('\n', (await bot.RowsAsync(CalendarRows.Table, key)).SelectMany(row => row.Columns).Select(column => column.Value));
        foreach (var words in new[] { "Appraisal", "Smith", "The text of an invitation" })
            Assert.DoesNotContain(words, kept, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));
        Assert.Equal(before, bot.CardsIn(bot.Priya.Chat).Count);
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading.StartsWith("Who came", StringComparison.Ordinal)); // it was over when it was first seen
        Assert.Empty((await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.ToDo)));

        // Chairs and organisers see how it fares; others neither see nor follow.
        Assert.True((await bot.Chair.SeesCalendarsAsync(bot)).Says("Changes show within a minute"));
        Assert.DoesNotContain("Follow a calendar", (await bot.Chair.SeesCalendarsAsync(bot)).Buttons);
        Assert.Contains("Calendars", (await bot.Chair.Hears("meetings")).Buttons);
        Assert.DoesNotContain("Calendars", (await bot.Priya.Hears("meetings")).Buttons);
        Assert.Contains("administrator", (await bot.Organiser.Opens(PostForms.About("meetings.follow.form"))).Sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("This is for", (await bot.Priya.PressesAsync(bot, "meetings.calendars")).Sentence, StringComparison.Ordinal);
        Assert.Equal("meetings.calendarFollowed", Assert.Single(await bot.RowsAsync(CalendarRows.Table, key, "audit.")).GetString("What"));
        Assert.True((await bot.Priya.Hears("meetings")).Says("Governing body"));

        // Twice is once.
        Assert.StartsWith("Found", (await bot.FollowingAsync(new JsonObject { ["mailbox"] = "Governing.Body@Larkford.example", ["quorumPeople"] = "4" })).Sentence, StringComparison.Ordinal);
        Assert.Single(await bot.CalendarKeysAsync());
    }

    [Fact]
    public async Task Moved_renamed_and_cancelled_events_follow_and_who_answered_in_the_bot_hears_of_it()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Organiser })
            await bot.MeetsAsync(who);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await bot.Priya.RepliesAsync(bot, key, "coming");

        board.Rename(item, "Governing body of Larkford");
        await bot.HearsGraphAsync(graph);
        Assert.Equal(0, (await bot.MeetingAsync(key)).Meeting.News);
        board.Move(item, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(2));
        await bot.HearsGraphAsync(graph);
        Assert.Equal((1, CalendarForms.Thursday.AddDays(1)), (await bot.MeetingAsync(key)).Meeting is var moved ? (moved.News, moved.Content.StartsAt) : default);
        Assert.Single(bot.CardsOf(bot.Priya), card => card.Says("Your answer stands") && card.Says("Fri 13 Mar, 18:00 (GMT)"));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading.StartsWith("Governing body", StringComparison.Ordinal)); // Outlook tells him

        // What is the calendar's is changed there; the rest is the bot's and stays.
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.True(form.Says("please change them there"), form.ToString());
        var hostile = PostForms.Filled(form, new JsonObject { ["agenda"] = "Minutes\nBudget", ["title"] = "Mine", ["day"] = "2026-05-05", ["from"] = "10:00", ["until"] = "11:00" });
        Assert.Contains("saved", (await bot.Organiser.Sends(hostile)).Sentence, StringComparison.Ordinal);
        var changed = (await bot.MeetingAsync(key)).Meeting.Content;
        Assert.Equal(("Governing body of Larkford", CalendarForms.Thursday.AddDays(1), 2), (changed.Title, changed.StartsAt, changed.Agenda.Count));
        Assert.Contains("comes from a calendar", (await bot.Organiser.Opens(PostForms.About("meetings.cancel.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Cancel it", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);

        board.Cancel(item);
        await bot.HearsGraphAsync(graph);
        Assert.Equal($"It doesn't take place: it was cancelled in the calendar {CalendarForms.Mailbox}.", (await bot.MeetingAsync(key)).Meeting.CancelledBecause);
        Assert.Contains(bot.CardsOf(bot.Priya), card => card.Says("It doesn't take place: it was cancelled in the calendar"));
        board.Change(item, it => it.IsCancelled = false);
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Coming, 2), (await bot.MeetingAsync(key)).Meeting is var back ? (back.StateAt(bot.Clock.GetUtcNow()), back.Content.Agenda.Count) : default);
        board.Delete(item);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(MeetingState.Cancelled, (await bot.MeetingAsync(key)).Meeting.StateAt(bot.Clock.GetUtcNow()));
        Assert.Single(await bot.MeetingsAsync());
    }

    [Fact]
    public async Task The_brief_never_tells_of_an_event_that_turned_private()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Chair);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "3" });
        Assert.True((await bot.Chair.Hears("brief")).Says("Governing body"));
        board.Change(item, it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);
        Assert.False((await bot.Chair.Hears("brief")).Says("Governing body"));
        await bot.PassAsync(CalendarForms.Thursday.AddDays(5) - bot.Clock.GetUtcNow(), TimeSpan.FromHours(12));
        Assert.False((await bot.Chair.Hears("brief")).Says("Governing body"));
    }

    [Fact]
    public async Task An_event_that_turns_private_leaves_the_lists_and_nobody_hears_that_it_does_not_take_place()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        var heard = bot.CardsOf(bot.Priya).Count();

        board.Change(item, it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);
        Assert.True((await bot.MeetingAsync(key)).Meeting.IsUnshared);
        Assert.Equal(heard, bot.CardsOf(bot.Priya).Count());
        Assert.False((await bot.Priya.Hears("meetings")).Says("Governing body"));
        var old = await bot.Priya.ReadsMeetingAsync(bot, key);
        Assert.True(old.Says("Whether it takes place, Outlook says.") && !old.Says("cancelled"), old.ToString());
        foreach (var verb in new[] { "meetings.calendar", "meetings.reply" })
            Assert.Contains("doesn't share it here any more", (await bot.Priya.PressesAsync(bot, verb, MeetingForms.Of(key, ("reply", "coming")))).Sentence, StringComparison.Ordinal);
        Assert.Contains("doesn't share it here any more", (await bot.Organiser.Opens(PostForms.About("meetings.cancel.form").With(MeetingForms.Of(key)))).Sentence, StringComparison.Ordinal);

        board.Change(item, it => it.Sensitivity = "normal");
        await bot.HearsGraphAsync(graph);
        Assert.True((await bot.Priya.Hears("meetings")).Says("Governing body"));
        Assert.Equal(0, (await bot.MeetingAsync(key)).Meeting.News);
    }

    [Fact]
    public async Task Outlook_invites_and_reminds_so_the_bot_sends_nothing_of_an_event_and_nothing_waits_there()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot).Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        foreach (var who in new[] { bot.Priya, bot.Tomasz })
            await bot.MeetsAsync(who);
        await bot.FollowsAsync();
        await bot.Priya.RepliesAsync(bot, MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), "apologies");
        await bot.PassAsync(new DateTimeOffset(2026, 3, 11, 10, 1, 0, TimeSpan.Zero) - bot.Clock.GetUtcNow(), TimeSpan.FromHours(3));
        await bot.PassAsync(TimeSpan.FromHours(4), TimeSpan.FromHours(1));
        Assert.DoesNotContain(bot.CardsOf(bot.Tomasz), card => card.Heading.StartsWith("Governing body", StringComparison.Ordinal));
        Assert.DoesNotContain(bot.CardsOf(bot.Priya), card => card.Says("You haven't answered yet."));
        Assert.False((await bot.Tomasz.Hears("waiting")).Says("Governing body"));
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(6));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Says("Who came to")); // neither a quorum nor an agenda asks for its register
    }

    [Fact]
    public async Task What_was_answered_in_Outlook_stands_in_the_bot_until_somebody_answers_there_later()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        foreach (var who in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        await bot.KnowsAddressesAsync();
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        var series = board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 2);
        board.Invite(item, bot.Priya.Person.Email.ToUpperInvariant(), bot.Tomasz.Person.Email, bot.Yusuf.Person.Email, "stranger@elsewhere.example");
        board.Answer(item, bot.Tomasz.Person.Email, "declined");
        board.Answer(series, bot.Yusuf.Person.Email, "accepted");
        var calendar = await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        Assert.Equal((Reply.Apologies, true), await StandsAsync(bot.Tomasz));
        Assert.Equal(default, await StandsAsync(bot.Priya));
        foreach (var huddle in (await bot.MeetingsAsync()).Where(meeting => meeting.Content.Title == "Huddle"))
            Assert.Equal(Reply.Coming, (await bot.StandsAsync(MeetingRows.KeyOf(huddle), bot.Yusuf))?.Reply);

        // In the bot afterwards: that stands, whatever else is told of the event, and until Outlook has it from later.
        await bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1));
        await bot.Tomasz.RepliesAsync(bot, key, "coming");
        board.Rename(item, "Governing body of Larkford");
        await bot.HearsGraphAsync(graph);
        Assert.Equal((Reply.Coming, false), await StandsAsync(bot.Tomasz));
        board.Answer(item, bot.Priya.Person.Email, "accepted");
        board.Answer(item, bot.Tomasz.Person.Email, "declined");
        await bot.HearsGraphAsync(graph);
        Assert.Equal((Reply.Apologies, true), await StandsAsync(bot.Tomasz));
        Assert.Equal((Reply.Coming, true), await StandsAsync(bot.Priya));
        board.Answer(item, bot.Priya.Person.Email, "tentativelyAccepted");
        await bot.HearsGraphAsync(graph);
        Assert.Equal((Reply.None, false), await StandsAsync(bot.Priya));

        // Who is invited is kept nowhere but as an answer to the meeting.
        var kept = string.Join('\n', (await bot.RowsAsync(CalendarRows.Table, calendar)).SelectMany(row => row.Columns).Select(column => column.Value));
        foreach (var one in new[] { bot.Priya, bot.Tomasz, bot.Yusuf })
            Assert.False(kept.Contains(one.Person.Email, StringComparison.OrdinalIgnoreCase) || kept.Contains(one.ObjectId, StringComparison.Ordinal));
        Assert.DoesNotContain("stranger", kept, StringComparison.Ordinal);

        async Task<(Reply, bool)> StandsAsync(Colleague who) => await bot.StandsAsync(key, who) is { } me ? (me.Reply, me.IsFromCalendar) : default;
    }

    [Fact]
    public async Task Series_keep_their_time_on_the_wall_and_single_times_differ()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var nine = new DateTimeOffset(2026, 10, 8, 8, 0, 0, TimeSpan.Zero); // 09:00 in London, in summer
        var series = board.AddSeries("Huddle", nine, CalendarForms.Hour, 4, with: it => it.Place = "Room 1");
        await bot.FollowsAsync();
        var times = (await bot.MeetingsAsync()).Select(meeting => meeting.Content).ToList();
        Assert.Equal([8, 8, 8, 9], times.Select(content => content.StartsAt.UtcDateTime.Hour)); // the clocks change on 25 October
        Assert.All(times, content => Assert.Equal((9, "Huddle", "Room 1", "Europe/London"), (TimeZoneInfo.ConvertTime(content.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(content.Zone)).Hour, content.Title, content.Place, content.Zone)));

        board.MoveOccurrence(series, 1, nine.AddDays(8), nine.AddDays(8).AddHours(1));
        board.Rename(series, "Monday huddle");
        board.Delete(series.Occurrences[2]);
        await bot.HearsGraphAsync(graph);
        var after = await bot.MeetingsAsync();
        Assert.Equal([("Monday huddle", nine), ("Huddle", nine.AddDays(8)), ("Huddle", nine.AddDays(14)), ("Monday huddle", nine.AddDays(21).AddHours(1))], after.Select(meeting => (meeting.Content.Title, meeting.Content.StartsAt)));
        Assert.Equal([false, false, true, false], after.Select(meeting => meeting.CancelledBecause is not null));
        board.Delete(series);
        await bot.HearsGraphAsync(graph);
        Assert.Equal("", await bot.ComingAsync());
    }
}
