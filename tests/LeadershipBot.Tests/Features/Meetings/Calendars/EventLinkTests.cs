using LeadershipBot.Domain.Meetings;
using LeadershipBot.Domain.Meetings.Calendars;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings;
using LeadershipBot.Features.Meetings.Calendars;
using LeadershipBot.Features.Meetings.Held;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What Teams links and answers tell of people in a followed calendar: who organised a meeting is found, let go of and read no longer than is needed.</summary>
public sealed class EventLinkTests : WholeApp
{
    private static readonly OrganisationName Here = new(PostForms.Here, "Larkford");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whom_the_link_of_a_followed_meeting_names_finds_it_and_once_it_is_over_has_it_forgotten_for_good()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Long ago", BotUnderTest.Start.AddDays(-60), BotUnderTest.Start.AddDays(-60).AddHours(1), it => it.JoinUrl = LinkOf(bot.Priya));
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.JoinUrl = LinkOf(bot.Priya));
        var calendar = await bot.FollowsAsync();
        Assert.Equal("", (await bot.NamedAsync("Long ago")).Content.JoinUrl);
        Assert.Contains("names you as its organiser in Teams", string.Join(' ', await DescribedAsync(bot, bot.Priya)), StringComparison.Ordinal);
        Assert.Empty(await DescribedAsync(bot, bot.Tomasz));
        await ForgetsAsync(bot, bot.Priya);
        Assert.NotEqual("", (await bot.NamedAsync("Governing body")).Content.JoinUrl); // people join by it
        Assert.Equal("Governing body", Assert.Single(await bot.RowsAsync(CalendarRows.Table, calendar, CalendarRows.Event), row => row.GetString("JoinUrl") is { Length: > 0 }).GetString("Title"));

        await bot.BecomesAsync(CalendarForms.Thursday.AddHours(3));
        for (var i = 0; i < 2; i++)
            await ForgetsAsync(bot, bot.Priya);
        Assert.Empty(await DescribedAsync(bot, bot.Priya));
        var item = board.Tops[^1];
        board.Rename(item, "Governing body of Larkford");
        await bot.HearsGraphAsync(graph);
        var meeting = await bot.NamedAsync("Governing body of Larkford");
        Assert.Equal("", meeting.Content.JoinUrl);
        Assert.DoesNotContain(await bot.RowsAsync(MeetingRows.Table, MeetingRows.KeyOf(meeting)), row => row.RowKey.Contains(bot.Priya.ObjectId, StringComparison.Ordinal));
        Assert.Empty(await bot.RowsAsync(MeetingIndexRows.Table, MeetingIndexRows.NotesOf(PostForms.Here, AskedPeople.IdOf(bot.Priya))));
        Assert.Empty(await DescribedAsync(bot, bot.Priya));
        Assert.Empty(await LinkedAsync(bot, calendar));
    }

    [Fact]
    public async Task The_night_after_an_event_is_over_its_link_goes_and_that_of_a_series_after_its_last_time()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.JoinUrl = LinkOf(bot.Priya));
        board.AddSeries("Huddle", CalendarForms.Thursday, CalendarForms.Hour, 2, with: it => it.JoinUrl = LinkOf(bot.Priya));
        var calendar = await bot.FollowsAsync();
        Assert.Equal(["Governing body", "Huddle"], await LinkedAsync(bot, calendar));
        await bot.PassAsync(CalendarForms.Thursday.AddHours(36) - bot.Clock.GetUtcNow(), TimeSpan.FromHours(1));
        Assert.Equal(["Huddle"], await LinkedAsync(bot, calendar));
        await bot.PassAsync(TimeSpan.FromDays(7), TimeSpan.FromHours(1));
        Assert.Empty(await LinkedAsync(bot, calendar));
    }

    [Fact]
    public async Task What_waits_of_answers_in_Outlook_is_told_and_forgotten_and_those_of_others_stay_unseen()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot).Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2));
        var calendar = await bot.FollowsAsync();
        var row = Assert.Single(await bot.RowsAsync(CalendarRows.Table, calendar, CalendarRows.Event));
        OutlookReply[] replies = [new(AskedPeople.IdOf(bot.Priya), Reply.Coming, null), new(AskedPeople.IdOf(bot.Tomasz), Reply.Apologies, null)];
        await bot.Store.Inner.CommitAsync(CalendarRows.Table, calendar, [new Change.Upsert(CalendarRows.OfToDo(calendar, row.RowKey, EventKind.Single, replies))], Token); // as where the server was killed just then
        var held = HeldBy(bot).OfType<CalendarsHeld>().Single();
        var section = Assert.Single(await held.DescribeAsync(About(bot, bot.Priya), Token));
        Assert.Contains("waits to be brought", Assert.Single(section.Lines).Words, StringComparison.Ordinal);
        Assert.False(section.Json.ToJsonString().Contains(bot.Tomasz.ObjectId, StringComparison.Ordinal));
        Assert.Contains("waits to be brought", Assert.Single((await held.PlanAsync(About(bot, bot.Priya), Token)).Erased).Words, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
            await held.ForgetAsync(About(bot, bot.Priya), Token);
        Assert.Empty(await held.DescribeAsync(About(bot, bot.Priya), Token));
        var left = Assert.Single(await bot.RowsAsync(CalendarRows.Table, calendar, CalendarRows.ToDo)).GetString("Replies");
        Assert.Equal(bot.Tomasz.ObjectId, Assert.Single(OutlookReply.Read(left, bot.Tomasz.Person.TenantId!)).Person.ObjectId);
    }

    [Fact]
    public async Task Who_came_to_what_the_followed_mailbox_organised_is_read_and_to_what_others_did_is_not()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        var mailbox = "99999999-0000-4000-8000-0000000000bb"; // a shared mailbox, whom no organisation lists
        var starts = CalendarForms.Thursday;
        board.Add("Governing body", starts, starts.AddHours(1), it => it.JoinUrl = LinkOf(bot.Priya.Person.TenantId!, mailbox));
        board.Add("Of another", starts.AddHours(2), starts.AddHours(3), it => (it.JoinUrl, it.Organiser) = (LinkOf(bot.Yusuf), bot.Yusuf.Person.Email));
        graph.OnlineMeeting(mailbox, LinkOf(bot.Priya.Person.TenantId!, mailbox)).AddReport(starts, starts.AddHours(1), new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (starts, starts.AddHours(1))));
        await bot.FollowsAsync(new System.Text.Json.Nodes.JsonObject { ["quorumPeople"] = "4" });
        var (own, other) = (MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), MeetingRows.KeyOf(await bot.NamedAsync("Of another")));
        Assert.True((await bot.Priya.ReadsMeetingAsync(bot, own)).Says("Teams' attendance report is read after it."));
        Assert.False((await bot.Priya.ReadsMeetingAsync(bot, other)).Says("Teams' attendance report is read after it."));

        await bot.BecomesAsync(starts.AddHours(1).AddSeconds(1));
        await bot.BecomesAsync(starts.AddHours(1).AddMinutes(16));
        Assert.Equal((Presence.Present, PresenceSource.Report), await bot.StandsAsync(own, bot.Priya) is { } me ? (me.Presence, me.PresenceFrom) : default);
        await bot.BecomesAsync(starts.AddHours(3).AddSeconds(1));
        await bot.BecomesAsync(starts.AddHours(3).AddMinutes(16));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains(bot.Yusuf.ObjectId, StringComparison.OrdinalIgnoreCase) && call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.True((await bot.Organiser.ManagesAsync(bot, other)).Says("whoever organised the meeting in Teams didn't put its link in here."));
    }

    [Fact]
    public async Task Who_was_there_is_read_only_where_a_register_is_asked_for_also_of_a_followed_mailbox_and_once_it_has_an_agenda()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.MeetsAsync(bot.Priya);
        await bot.MeetsAsync(bot.Organiser);
        var (mailbox, starts) = ("99999999-0000-4000-8000-0000000000bb", CalendarForms.Thursday);
        var link = LinkOf(bot.Priya.Person.TenantId!, mailbox);
        board.Add("A talk with one of them", starts, starts.AddHours(1), it => it.JoinUrl = link);
        graph.OnlineMeeting(mailbox, link).AddReport(starts, starts.AddHours(1), new StandInAttendance(bot.Priya.ObjectId, bot.Priya.Name, null, (starts, starts.AddHours(1))));
        await bot.FollowsAsync();
        var key = MeetingRows.KeyOf(await bot.NamedAsync("A talk with one of them"));
        Assert.False((await bot.Priya.ReadsMeetingAsync(bot, key)).Says("Teams' attendance report is read after it."));
        foreach (var minutes in new[] { 1, 16, 61 })
            await bot.BecomesAsync(starts.AddHours(1).AddMinutes(minutes));
        Assert.DoesNotContain(graph.Calls, call => call.Path.Contains("onlineMeetings", StringComparison.Ordinal));
        Assert.Empty(await bot.RowsAsync(MeetingRows.Table, key, MeetingRows.Person));

        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("meetings.form").With(MeetingForms.Of(key)))).Card);
        Assert.Contains("is saved", (await bot.Organiser.Sends(PostForms.Filled(form, new System.Text.Json.Nodes.JsonObject { ["agenda"] = "Budget" }))).Sentence, StringComparison.Ordinal);
        await bot.DrainAsync();
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(5));
        Assert.Equal(Presence.Present, (await bot.StandsAsync(key, bot.Priya))?.Presence);
    }

    [Fact]
    public async Task Whoever_organises_an_event_comes_though_they_are_not_among_those_invited()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.KnowsAddressesAsync();
        var item = board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.Organiser = bot.Priya.Person.Email);
        board.Invite(item, bot.Tomasz.Person.Email);
        board.Add("Alone", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.Organiser = bot.Priya.Person.Email);
        await bot.FollowsAsync();
        foreach (var title in new[] { "Governing body", "Alone" })
            Assert.Equal((Reply.Coming, true), await bot.StandsAsync(MeetingRows.KeyOf(await bot.NamedAsync(title)), bot.Priya) is { } me ? (me.Reply, me.IsFromCalendar) : default);
        Assert.Null(await bot.StandsAsync(MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), bot.Tomasz));
    }

    [Fact]
    public async Task How_to_join_by_what_stands_under_Where_is_read_only_by_those_called()
    {
        const string zoom = "https://zoom.example/j/12345?pwd=secret";
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.Place = zoom);
        board.Add("In the hall", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(2), it => it.Place = "Town hall");
        await bot.FollowsAsync(new System.Text.Json.Nodes.JsonObject { ["professions"] = "Gp" });
        var (online, hall) = (MeetingRows.KeyOf(await bot.NamedAsync("Governing body")), MeetingRows.KeyOf(await bot.NamedAsync("In the hall")));
        var grace = bot.Who("Grace Adeyemi"); // no GP
        Assert.Contains("secret", (await bot.Priya.ReadsMeetingAsync(bot, online)).Json.ToJsonString(), StringComparison.Ordinal);
        var seen = await grace.ReadsMeetingAsync(bot, online);
        Assert.True(seen.Says("Online; those called read how to join") && !seen.Json.ToJsonString().Contains("zoom", StringComparison.OrdinalIgnoreCase), seen.ToString());
        Assert.True((await grace.ReadsMeetingAsync(bot, hall)).Says("Town hall"));
        var meeting = await bot.NamedAsync("Governing body");
        Assert.DoesNotContain("zoom", VCalendar.Of(meeting.ReadBy(mayJoin: false), "uid", bot.Clock.GetUtcNow()), StringComparison.Ordinal);
        Assert.Contains("zoom", VCalendar.Of(meeting.ReadBy(mayJoin: true), "uid", bot.Clock.GetUtcNow()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_online_meeting_of_Outlook_is_in_no_room_so_its_register_is_asked_for_as_soon_as_it_ends_in_Teams()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var (board, starts) = (graph.Board(bot), CalendarForms.Thursday);
        await bot.MeetsAsync(bot.Organiser);
        board.Add("Governing body", starts, starts.AddHours(2), it => (it.JoinUrl, it.Place) = (LinkOf(bot.Priya), "Microsoft Teams Meeting"));
        board.Add("In both", starts, starts.AddHours(2), it => (it.JoinUrl, it.Place) = (LinkOf(bot.Priya), "Town hall; Microsoft Teams Meeting"));
        await bot.FollowsAsync(new System.Text.Json.Nodes.JsonObject { ["quorumPeople"] = "4" });
        Assert.Equal(("", "Town hall"), ((await bot.NamedAsync("Governing body")).Content.Place, (await bot.NamedAsync("In both")).Content.Place));
        var shelf = bot.Services.GetRequiredService<MeetingShelf>();
        await bot.BecomesAsync(starts.AddMinutes(50));
        foreach (var title in new[] { "Governing body", "In both" })
            await shelf.ChangeAsync(MeetingRows.KeyOf(await bot.NamedAsync(title)), null, now => now.Meeting.Held(began: false, bot.Clock.GetUtcNow()), _ => [], Token);
        await bot.DrainAsync();
        Assert.Equal((MeetingState.Over, MeetingState.Running), ((await bot.NamedAsync("Governing body")).StateAt(bot.Clock.GetUtcNow()), (await bot.NamedAsync("In both")).StateAt(bot.Clock.GetUtcNow())));
        await bot.PassAsync(TimeSpan.FromHours(14), TimeSpan.FromHours(1));
        Assert.Contains(bot.CardsOf(bot.Organiser), card => card.Heading == "Who came to Governing body?");
    }

    /// <summary>What is called those events of which a link is kept.</summary>
    private static async Task<List<string>> LinkedAsync(BotUnderTest bot, string calendar)
        => [.. (await bot.RowsAsync(CalendarRows.Table, calendar, CalendarRows.Event)).Where(row => row.GetString("JoinUrl") is { Length: > 0 }).Select(row => row.GetString("Title") ?? "").Order(StringComparer.Ordinal)];

    private static IEnumerable<IPersonalData> HeldBy(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().Where(one => one is MeetingsHeld or CalendarsHeld);

    private static PersonAsked About(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [Here] };

    private static async Task<List<string>> DescribedAsync(BotUnderTest bot, Colleague who)
    {
        var lines = new List<string>();
        foreach (var one in HeldBy(bot))
            lines.AddRange((await one.DescribeAsync(About(bot, who), Token)).SelectMany(section => section.Lines).Select(line => line.Words));
        return lines;
    }

    private static async Task ForgetsAsync(BotUnderTest bot, Colleague who)
    {
        foreach (var one in HeldBy(bot))
            await one.ForgetAsync(About(bot, who), Token);
    }

    private static string LinkOf(Colleague organiser) => LinkOf(organiser.Person.TenantId!, organiser.ObjectId);

    private static string LinkOf(string tenant, string organiser)
        => "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=" + Uri.EscapeDataString($$"""{"Tid":"{{tenant}}","Oid":"{{organiser}}"}""");
}
