using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What people read and can do while a calendar can't be read.</summary>
public sealed class CalendarTroubleTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calendar_of_another_tenant_doesnt_say_what_is_granted_in_the_readers()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        var another = graph.Calendar("board@another.example", "99999999-0000-4000-9000-000000000009");
        await bot.ReadsAsync(another.Followed());
        Assert.DoesNotContain("Calendars.Read: given", await CardAsync(), StringComparison.Ordinal);
        await bot.FollowingAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10));
        Assert.Contains("Calendars.Read: given", await CardAsync(), StringComparison.Ordinal);

        async Task<string> CardAsync() => (await bot.Administrator.SeesCalendarsAsync(bot)).ToString().Replace("\u200b", "", StringComparison.Ordinal); // which keeps clients from making links of names
    }

    [Fact]
    public async Task While_its_calendar_cannot_be_read_a_meeting_is_cancelled_by_hand_and_stays_so()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("Governing body"));
        await bot.Priya.RepliesAsync(bot, key, "coming");
        Assert.Contains("comes from a calendar", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);

        graph.Refuses("calendarView", 403, "ErrorAccessDenied");
        board.Rename(item, "Governing body (moved)");
        await bot.HearsGraphAsync(graph);
        Assert.Contains("Cancel it", (await bot.Organiser.ManagesAsync(bot, key)).Buttons);
        Assert.Contains("is cancelled", (await CancelsAsync(bot, key)).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        Assert.Contains(bot.CardsOf(bot.Priya), card => card.Says("The hall is closed"));

        graph.IsWellAgain();
        await bot.Administrator.ReadsNowAsync(bot, (await bot.CalendarKeysAsync())[0]);
        await bot.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(20));
        board.Move(item, CalendarForms.Thursday.AddDays(1), CalendarForms.Thursday.AddDays(1).AddHours(2));
        await bot.HearsGraphAsync(graph);
        var meeting = (await bot.MeetingAsync(key)).Meeting;
        Assert.Equal((MeetingState.Cancelled, "The hall is closed"), (meeting.StateAt(bot.Clock.GetUtcNow()), meeting.CancelledBecause));
    }

    [Fact]
    public async Task Rules_are_changed_while_Microsoft_answers_nothing()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        var key = await bot.FollowsAsync();
        graph.IsDown = true;
        var calls = graph.Calls.Count;
        Assert.StartsWith("Saved: ", (await ChangesAsync(bot, key, new JsonObject { ["quorumPeople"] = "7" })).Sentence, StringComparison.Ordinal);
        Assert.Equal((7, CalendarForms.Mailbox), ((await bot.CalendarAsync(key)).Calendar is var calendar ? (calendar.Quorum.People, calendar.Name) : default));
        Assert.Equal(calls, graph.Calls.Count);
    }

    [Fact]
    public async Task After_the_quorum_was_changed_a_private_event_leaves_the_lists_as_before()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var items = new[] { "Personnel", "Board" }.Select((name, i) => board.Add(name, CalendarForms.Thursday.AddDays(i), CalendarForms.Hour)).ToList();
        var key = await bot.FollowsAsync(new JsonObject { ["quorumPeople"] = "4" });
        Assert.StartsWith("Saved: ", (await ChangesAsync(bot, key, new JsonObject { ["quorumPeople"] = "7" })).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        board.Change(items[0], it => it.Sensitivity = "private");
        await bot.HearsGraphAsync(graph);
        Assert.Equal((MeetingState.Unshared, 4), (await bot.NamedAsync("Personnel")) is var gone ? (gone.StateAt(bot.Clock.GetUtcNow()), gone.Content.Quorum.People) : default);
        Assert.Equal(MeetingState.Coming, (await bot.NamedAsync("Board")).StateAt(bot.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Another_category_says_how_many_meetings_it_takes_away_and_is_pressed_again()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour, "Board");
        board.Add("Lunch", CalendarForms.Thursday, CalendarForms.Hour);
        board.Add("Over", BotUnderTest.Start.AddDays(-3), CalendarForms.Hour);
        board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 3);
        var key = await bot.FollowsAsync();
        var first = CardReading.Of((await ChangesAsync(bot, key, new JsonObject { ["category"] = "board" })).Card);
        Assert.True(first.Says("4 meetings that are still to come haven't this category"), first.ToString());
        Assert.Equal("", (await bot.CalendarAsync(key)).Calendar.Category);
        var second = CardReading.Of((await bot.Administrator.Sends(PostForms.Filled(first, new JsonObject { ["category"] = "other" }, button: 0))).Card);
        Assert.True(second.Says("5 meetings that are still to come"), second.ToString()); // another category than was confirmed
        Assert.StartsWith("Saved: ", (await bot.Administrator.Sends(PostForms.Filled(first, new JsonObject { ["category"] = "board" }, button: 0))).Sentence, StringComparison.Ordinal);
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        Assert.Equal("Governing body", Assert.Single(await bot.MeetingsAsync(), meeting => meeting.StateAt(bot.Clock.GetUtcNow()) is MeetingState.Coming).Content.Title);
    }

    [Fact]
    public async Task A_person_is_answered_within_seconds_though_Microsoft_never_answers()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        graph.Hangs("/calendar");
        var started = Stopwatch.GetTimestamp();
        Assert.True(CardReading.Of((await bot.FollowingAsync()).Card).Says("press again"));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)); // its own limit is two and a half
        Assert.Empty(await bot.CalendarKeysAsync());
        graph.Forgives();
    }

    [Fact]
    public async Task What_is_read_next_and_why_changes_do_not_show_at_once_is_said()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        graph.Refuses("subscriptions", 403, "ErrorAccessDenied");
        var key = await bot.FollowsAsync();
        var refused = await bot.Organiser.SeesCalendarsAsync(bot);
        Assert.True(refused.Says("Microsoft would not tell me of them. I ask again Mon 2 Mar, 09:15"), refused.ToString());
        Assert.True(refused.Says("; next Mon 2 Mar, 13:00"), refused.ToString());
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("Changes show within a minute"));

        graph.Throttles(1, 600);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.HearsGraphAsync(graph);
        var waits = CardReading.Of((await bot.Administrator.ReadsNowAsync(bot, key)).Card);
        Assert.True(waits.Says("can't be read before Mon 2 Mar, 09:3") && !waits.Says("is being read now"), waits.ToString());
        Assert.False(waits.Says("Changes show"), waits.ToString()); // what is wrong comes first
        await bot.PassAsync(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1));
        Assert.True(CardReading.Of((await bot.Administrator.ReadsNowAsync(bot, key)).Card).Says("is being read now"));
    }

    [Fact]
    public async Task Where_no_address_is_set_or_nothing_was_granted_that_is_said()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking(isTold: false));
        graph.Board(bot);
        await bot.FollowsAsync();
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("can set Graph:NotificationUrl"));
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("Read: given"));
        graph.Refuses("calendarView", 403, "ErrorAccessDenied");
        await bot.PassAsync(TimeSpan.FromHours(5), TimeSpan.FromMinutes(30));
        var forbidden = await bot.Organiser.SeesCalendarsAsync(bot);
        Assert.True(forbidden.Says("Read: missing") && forbidden.Says("I may not read it any more"), forbidden.ToString());
        graph.IsWellAgain();
    }

    [Fact]
    public async Task Where_Graph_is_switched_off_that_is_said_and_nobody_is_advised_to_grant_anything()
    {
        var bot = await StartAsync();
        await bot.ReadsAsync(new FollowedCalendar(new OrganisationName(PostForms.Here, "Larkford"), bot.Administrator.Person.TenantId!, CalendarForms.Mailbox) { Name = "Board", FollowedAt = BotUnderTest.Start });
        var card = await bot.Organiser.SeesCalendarsAsync(bot);
        Assert.True(card.Says("Microsoft Graph is switched off in this bot's settings, so no calendar is read"), card.ToString());
        Assert.False(card.Says("can grant") || card.Says("try again"), card.ToString());
    }

    [Fact]
    public async Task Whatever_goes_wrong_for_a_day_administrators_are_told_once()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        await bot.MeetsAsync(bot.Administrator);
        await bot.FollowsAsync();
        graph.IsDown = true;
        await bot.PassAsync(TimeSpan.FromHours(30), TimeSpan.FromHours(1));
        Assert.DoesNotContain(bot.CardsOf(bot.Administrator), card => card.Heading.StartsWith("I can't read the calendar", StringComparison.Ordinal));
        await bot.PassAsync(TimeSpan.FromHours(40), TimeSpan.FromHours(1));
        Assert.Single(bot.CardsOf(bot.Administrator), card => card.Heading.StartsWith("I can't read the calendar", StringComparison.Ordinal) && card.Says("Microsoft doesn't answer"));
        graph.IsWellAgain();
    }

    [Fact]
    public async Task A_sign_in_that_is_not_taken_is_tried_within_the_hour_and_is_not_called_a_missing_permission()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Administrator);
        var key = await bot.FollowsAsync();
        graph.Refuses("calendarView", 401, "InvalidAuthenticationToken", times: 5);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Hour);
        await bot.HearsGraphAsync(graph);
        Assert.Equal(CalendarProblem.Unproven, (await bot.CalendarAsync(key)).State.Problem);
        Assert.True((await bot.Organiser.SeesCalendarsAsync(bot)).Says("Microsoft doesn't take my own sign-in"));
        await bot.PassAsync(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(1));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.CardsOf(bot.Administrator), card => card.Heading.StartsWith("I can't read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_window_whose_second_page_is_always_lost_is_asked_for_ever_more_rarely_and_said_to_be_refused()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        graph.PageSize = 1;
        for (var i = 0; i < 3; i++)
            board.Add($"Event {i}", CalendarForms.Thursday, CalendarForms.Hour);
        graph.LosesPages = true;
        var key = await bot.FollowsAsync();
        await bot.PassAsync(TimeSpan.FromHours(6), TimeSpan.FromMinutes(2));
        Assert.Equal(CalendarProblem.Refused, (await bot.CalendarAsync(key)).State.Problem);
        Assert.InRange(graph.Calls.Count, 8, 40); // two calls each, after half a minute first and an hour at last
        graph.IsWellAgain();
        await bot.PassAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(2));
        Assert.Equal((3, CalendarProblem.None), ((await bot.MeetingsAsync()).Count, (await bot.CalendarAsync(key)).State.Problem));
    }

    [Fact]
    public async Task What_is_known_of_events_long_past_goes_though_Microsoft_never_answers_again()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Long ago", BotUnderTest.Start.AddDays(-85), CalendarForms.Hour);
        board.Add("Soon", CalendarForms.Thursday, CalendarForms.Hour);
        var key = await bot.FollowsAsync();
        graph.IsDown = true;
        await bot.PassAsync(TimeSpan.FromDays(33), TimeSpan.FromHours(8));
        Assert.Equal(2, (await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.Event)).Count);
        await bot.PassAsync(TimeSpan.FromDays(6), TimeSpan.FromHours(8));
        Assert.Equal("Soon", Assert.Single(await bot.RowsAsync(CalendarRows.Table, key, CalendarRows.Event)).GetString("Title"));
        Assert.Equal(2, (await bot.MeetingsAsync()).Count); // a meeting is kept for its own time
        graph.IsWellAgain();
    }

    private static async Task<BotAnswer> ChangesAsync(BotUnderTest bot, string key, JsonObject inputs)
    {
        var form = CardReading.Of((await bot.Administrator.Opens(PostForms.About("meetings.follow.form").With(new JsonObject { ["calendar"] = key }))).Card);
        return await bot.Administrator.Sends(PostForms.Filled(form, inputs, button: 0));
    }

    private static Task<BotAnswer> CancelsAsync(BotUnderTest bot, string key)
        => bot.Organiser.Sends(PostForms.About("meetings.cancel").With(MeetingForms.Of(key, ("reason", "The hall is closed"))));
}
