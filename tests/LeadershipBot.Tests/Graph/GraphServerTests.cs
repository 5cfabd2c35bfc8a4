using System.Net;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Graph;

/// <summary>The room and the stand-in together, over HTTP and through the real SDK.</summary>
public sealed class GraphServerTests
{
    private const string Organiser = "7d1e0000-0000-4000-a000-000000000007";
    private const string JoinUrl = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NTg0NmQ3NTct%40thread.v2/0?context=%7b%22Tid%22%3a%22it's%22%7d";

    private static readonly DateTimeOffset Now = BotUnderTest.Start;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calendar_is_found_and_read_to_its_delta_link_and_then_tells_what_changed()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        server.PageSize = 2;
        var calendar = server.Calendar(GraphRoom.Mailbox, GraphRoom.Tenant);
        var board = calendar.Add("Governing body", Now.AddDays(3), Now.AddDays(3).AddHours(2), it => it.JoinUrl = JoinUrl);
        var series = calendar.AddSeries("Locality", new DateTimeOffset(2026, 3, 25, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), 2);
        calendar.Add("Long past", Now.AddYears(-1), Now.AddYears(-1).AddHours(1));
        calendar.Answer(board, "ann@larkford.example", "accepted");

        Assert.Equal(new CalendarFound("Calendar", GraphRoom.Mailbox), (await room.Calendars.FindAsync(GraphRoom.Tenant, GraphRoom.Mailbox, Token)).Value);
        var first = (await room.ReadAsync()).Value!;
        Assert.Null(first.DeltaLink);
        var second = (await room.ReadAsync(new DeltaStart.Link(first.NextLink!))).Value!;
        Assert.Null(second.NextLink);

        var read = Assert.Single(first.Changes).Event!;
        Assert.Equal(("Governing body", "GMT Standard Time", JoinUrl, EventType.SingleInstance), (read.Subject, read.ZoneName, read.JoinUrl, read.Type));
        Assert.Equal(new Invited("ann@larkford.example", InvitedAnswer.Accepted, Now), Assert.Single(read.Invited!));
        Assert.Equal([EventType.SeriesMaster, EventType.Occurrence, EventType.Occurrence], second.Changes.Select(change => change.Event!.Type));
        Assert.Equal([12, 12, 11], second.Changes.Select(change => change.Event!.StartsAt!.Value.Hour)); // the clocks go forward between them
        Assert.All(second.Changes.Skip(1), change => Assert.Equal((null, series.Id), (change.Event!.Subject, change.Event.SeriesMasterId)));

        calendar.Delete(board);
        calendar.MoveOccurrence(series, 1, Now.AddDays(30), Now.AddDays(30).AddHours(1));
        var changed = (await room.ReadAsync(new DeltaStart.Link(second.DeltaLink!))).Value!;
        Assert.True(Assert.Single(changed.Changes).IsRemoved);
        changed = (await room.ReadAsync(new DeltaStart.Link(changed.NextLink!))).Value!;
        Assert.Equal([EventType.SeriesMaster, EventType.Occurrence, EventType.Exception], changed.Changes.Select(change => change.Event!.Type));
        Assert.Equal("Locality", changed.Changes[2].Event!.Subject);
        Assert.Empty((await room.ReadAsync(new DeltaStart.Link(changed.DeltaLink!))).Value!.Changes);
    }

    [Fact]
    public async Task A_deleted_occurrence_is_only_absent_from_its_series()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        var calendar = server.Calendar(GraphRoom.Mailbox, GraphRoom.Tenant);
        var series = calendar.AddSeries("Locality", Now.AddDays(1), TimeSpan.FromHours(1), 3);
        var page = (await room.ReadAsync()).Value!;

        calendar.Delete(series.Occurrences[1]);
        page = (await room.ReadAsync(new DeltaStart.Link(page.DeltaLink!))).Value!;

        Assert.Equal([series.Id, series.Occurrences[0].Id, series.Occurrences[2].Id], page.Changes.Select(change => change.Id));
    }

    [Fact]
    public async Task Lost_links_expired_links_throttling_and_an_outage_are_outcomes()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        server.Calendar(GraphRoom.Mailbox, GraphRoom.Tenant).Add("One", Now, Now.AddHours(1));
        var page = (await room.ReadAsync()).Value!;

        server.Throttles(1, 37);
        var throttled = await room.ReadAsync();
        Assert.Equal((GraphOutcome.Throttled, TimeSpan.FromSeconds(37)), (throttled.Outcome, throttled.RetryAfter));
        server.IsDown = true;
        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
        server.Forgives();
        server.Refuses("/calendarView", 403, "ErrorAccessDenied");
        Assert.Equal((GraphOutcome.NoPermission, "ErrorAccessDenied"), ((await room.ReadAsync()) is var refused ? (refused.Outcome, refused.Code) : default));
        server.Forgives();
        server.ExpiresDeltaLinks();
        Assert.Equal(GraphOutcome.SyncStateLost, (await room.ReadAsync(new DeltaStart.Link(page.DeltaLink!))).Outcome);
        Assert.Equal(GraphOutcome.NotFound, (await room.Calendars.ReadAsync(GraphRoom.Tenant, "nobody@larkford.example", new DeltaStart.Window(Now, Now.AddDays(1)), Token)).Outcome);
        Assert.True((await room.ReadAsync()).IsDone);
    }

    [Fact]
    public async Task A_subscription_is_made_told_renewed_reauthorised_and_ended()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        var calendar = server.Calendar(GraphRoom.Mailbox, GraphRoom.Tenant);
        Task<GraphAnswer<Subscription>> Create(DateTimeOffset until) => room.Subscriptions.CreateAsync(
            GraphRoom.Tenant, GraphRoom.Mailbox, new Uri("https://bot.example/api/graph/notifications"), new Uri("https://bot.example/api/graph/lifecycle"), "secret", until, Token);

        Assert.Equal(GraphOutcome.Refused, (await Create(Now.AddDays(8))).Outcome);
        var made = (await Create(Now + CalendarSubscriptions.LifeMax)).Value!;
        Assert.Equal(Now + CalendarSubscriptions.LifeMax, made.ExpiresAt);

        calendar.Add("One", Now, Now.AddHours(1));
        server.AsksToReauthorize();
        var due = server.TakeNotifications();
        Assert.Equal(["https://bot.example/api/graph/notifications", "https://bot.example/api/graph/lifecycle"], due.Select(one => one.Url));
        Assert.Equal(
            [new Notification(made.Id, "secret", GraphRoom.Tenant, NotificationKind.Changed), new Notification(made.Id, "secret", GraphRoom.Tenant, NotificationKind.ReauthorizationRequired)],
            due.SelectMany(one => NotificationReader.Read(System.Text.Encoding.UTF8.GetBytes(one.Body))!));

        Assert.True((await room.Subscriptions.ReauthorizeAsync(GraphRoom.Tenant, made.Id, Token)).Value);
        Assert.Equal(Now.AddDays(2), (await room.Subscriptions.RenewAsync(GraphRoom.Tenant, made.Id, Now.AddDays(2), Token)).Value!.ExpiresAt);
        Assert.Equal(2, Assert.Single(server.Subscriptions).TimesReauthorized);
        Assert.True((await room.Subscriptions.DeleteAsync(GraphRoom.Tenant, made.Id, Token)).IsDone);
        Assert.Equal(GraphOutcome.NotFound, (await room.Subscriptions.DeleteAsync(GraphRoom.Tenant, made.Id, Token)).Outcome);
        Assert.Equal(GraphOutcome.NotFound, (await room.Subscriptions.RenewAsync(GraphRoom.Tenant, made.Id, Now.AddDays(2), Token)).Outcome);
    }

    [Fact]
    public async Task Attendance_is_found_by_the_address_to_join_and_read_page_by_page()
    {
        await using var server = await GraphServer.StartAsync(Token);
        await using var room = new GraphRoom(server.BaseUrl);
        server.PageSize = 2;
        var meeting = server.OnlineMeeting(Organiser, JoinUrl);
        meeting.AddReport(Now.AddDays(-1), Now.AddDays(-1).AddHours(1), [.. Enumerable.Range(0, 5).Select(n => new StandInAttendance(n == 4 ? null : $"7d1e0000-0000-4000-a000-00000000010{n}", $"Person {n}", null, (Now.AddDays(-1), Now.AddDays(-1).AddMinutes(30 + n))))]);

        var id = (await room.Attendance.FindMeetingAsync(GraphRoom.Tenant, Organiser, JoinUrl, Token)).Value!;
        var report = Assert.Single((await room.Attendance.ReportsAsync(GraphRoom.Tenant, Organiser, id, Token)).Value!);
        var records = (await room.Attendance.RecordsAsync(GraphRoom.Tenant, Organiser, id, report.Id, Token)).Value!;

        Assert.Equal((meeting.Id, Now.AddDays(-1)), (id, report.StartsAt));
        Assert.Equal([30, 31, 32, 33, 34], records.Select(record => record.Total.TotalMinutes));
        Assert.Equal([false, false, false, false, true], records.Select(record => record.ObjectId is null));
        Assert.Equal(GraphOutcome.NotFound, (await room.Attendance.FindMeetingAsync(GraphRoom.Tenant, Organiser, "https://teams.microsoft.com/l/other", Token)).Outcome);
    }

    [Fact]
    public async Task A_call_that_nobody_planned_fails_the_test()
    {
        var server = await GraphServer.StartAsync(Token);
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(new Uri(server.BaseUrl + "/users/ann/messages"), Token)).StatusCode);

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(async () => await server.DisposeAsync());
    }
}
