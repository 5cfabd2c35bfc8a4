using System.Text;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Tests.Teams;

namespace LeadershipBot.Tests.Graph;

/// <summary>What Microsoft shows in its documentation, and what else a server may answer, through the real SDK.</summary>
public sealed class CalendarReaderTests
{
    private const string Delta = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=R0usmcFuQtZdtpk4";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>learn.microsoft.com/graph/delta-query-events, the next round.</summary>
    [Fact]
    public async Task Microsofts_example_of_a_later_round_is_read()
    {
        var page = await ReadAsync($$$$"""
            {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#Collection(event)","@odata.deltaLink":"{{{{Delta}}}}","value":[
             {"@odata.type":"#microsoft.graph.event","id":"AAMkADk0MGFkODE3LWE4MmYtNDRhOS04OGQLkRkXbBznTvAADb6ytyAAA=","@removed":{"reason":"deleted"}},
             {"@odata.type":"#microsoft.graph.event","@odata.etag":"W/\"EZ9r3czxY0m2jz8c45czkwAALZu97w==\"","subject":"Attend service",
              "body":{"contentType":"html","content":""},
              "start":{"dateTime":"2016-12-25T06:00:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2016-12-25T07:30:00.0000000","timeZone":"UTC"},
              "location":{"displayName":"Chapel of Saint Ignatius","address":{"street":"900 Broadway","city":"Seattle"},"coordinates":{"latitude":47.6105,"longitude":-122.321}},
              "attendees":[],"organizer":{"emailAddress":{"name":"Samantha Booth","address":"samanthab@contoso.onmicrosoft.com"}},"id":"AAMkADj1HvAAA="}]}
            """);

        Assert.Equal((null, Delta), (page.NextLink, page.DeltaLink));
        Assert.Equal([true, false], page.Changes.Select(change => change.IsRemoved));
        Assert.Null(page.Changes[0].Event);
        var read = page.Changes[1].Event!;
        Assert.Equal(("AAMkADj1HvAAA=", "Attend service", "Chapel of Saint Ignatius", "samanthab@contoso.onmicrosoft.com"), (read.Id, read.Subject, read.Place, read.OrganiserAddress));
        Assert.Equal((Utc(2016, 12, 25, 6, 0), Utc(2016, 12, 25, 7, 30)), (read.StartsAt, read.EndsAt));
        Assert.Equal((null, null, null, null), (read.IsAllDay, read.IsCancelled, read.IsPrivate, read.ZoneName)); // it didn't say
        Assert.Empty(read.Invited!);
    }

    /// <summary>learn.microsoft.com/graph/delta-query-events, the first answer; and the placeholders of the reference page.</summary>
    [Fact]
    public async Task Microsofts_examples_of_a_first_page_are_read()
    {
        const string Next = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$skiptoken=R0usmcCM996atia_s";
        var page = await ReadAsync($$$$"""
            {"@odata.nextLink":"{{{{Next}}}}","value":[{"originalStartTimeZone":"originalStartTimeZone-value","responseStatus":{"response":"response-value","time":"2016-12-09T20:30:00Z"},
              "transactionId":null,"iCalUId":"iCalUId-value","reminderMinutesBeforeStart":99,"isDraft":false,"isReminderOn":true},
             {"id":"AAMkADNVxRAAA=","subject":"Plan shopping list","start":{"dateTime":"2016-12-09T20:30:00.0000000","timeZone":"UTC"},"attendees":[]}]}
            """);

        Assert.Equal((Next, null), (page.NextLink, page.DeltaLink));
        Assert.Equal("AAMkADNVxRAAA=", Assert.Single(page.Changes).Id); // what has no id can't be kept
    }

    /// <summary>As occurrences come, and what their master says (microsoft-graph-docs, issue 7632).</summary>
    [Fact]
    public async Task A_master_says_what_its_occurrences_leave_out()
    {
        var page = await ReadAsync($$$$"""
            {"@odata.deltaLink":"{{{{Delta}}}}","value":[
             {"@odata.type":"#microsoft.graph.event","@odata.etag":"W/\"DwAAABYA\"","id":"occurrence","seriesMasterId":"master","type":"occurrence",
              "start":{"dateTime":"2023-07-23T10:25:00.0000000","timeZone":"UTC"},"end":{"dateTime":"2023-07-23T10:55:00.0000000","timeZone":"UTC"}},
             {"id":"master","type":"seriesMaster","iCalUId":"uid","categories":["Board","NHS"],"sensitivity":"private","isAllDay":false,"isCancelled":true,"subject":null,
              "lastModifiedDateTime":"2023-07-01T08:00:00Z","start":{"dateTime":"2023-07-16T11:25:00.0000000","timeZone":"W. Europe Standard Time"},
              "onlineMeeting":{"joinUrl":"https://teams.microsoft.com/l/meetup-join/x"},
              "recurrence":{"pattern":{"type":"weekly","interval":1,"daysOfWeek":["sunday"]},"range":{"type":"noEnd","startDate":"2023-07-16","recurrenceTimeZone":"W. Europe Standard Time"}},
              "attendees":[
               {"type":"required","status":{"response":"declined","time":"2023-07-02T08:00:00Z"},"emailAddress":{"name":"Ann","address":"ann@larkford.example"}},
               {"type":"optional","status":{"response":"tentativelyAccepted","time":"0001-01-01T00:00:00Z"},"emailAddress":{"address":"ben@larkford.example"}},
               {"type":"required","status":{"response":"a word of next year"},"emailAddress":{"address":"cyd@larkford.example"}},
               {"type":"resource","status":{"response":"accepted"},"emailAddress":{"address":"room1@larkford.example"}},
               {"type":"required","emailAddress":{"name":"Nobody"}}]}]}
            """);

        var (occurrence, master) = (page.Changes[0].Event!, page.Changes[1].Event!);
        Assert.Equal((EventType.Occurrence, "master", Utc(2023, 7, 23, 10, 25)), (occurrence.Type, occurrence.SeriesMasterId, occurrence.StartsAt));
        Assert.Equal((null, null, null, null), (occurrence.Subject, occurrence.Invited, occurrence.Categories, occurrence.IsCancelled));
        Assert.Equal((EventType.SeriesMaster, "W. Europe Standard Time", Utc(2023, 7, 16, 9, 25)), (master.Type, master.ZoneName, master.StartsAt));
        Assert.Equal((true, true, "uid", "https://teams.microsoft.com/l/meetup-join/x"), (master.IsPrivate, master.IsCancelled, master.ICalUId, master.JoinUrl));
        Assert.Equal(["Board", "NHS"], master.Categories);
        Assert.Equal(
            [new("ann@larkford.example", InvitedAnswer.Declined, Utc(2023, 7, 2, 8, 0)), new("ben@larkford.example", InvitedAnswer.Tentative, null), new Invited("cyd@larkford.example", InvitedAnswer.None, null)],
            master.Invited!);
    }

    [Fact]
    public async Task What_is_asked_is_a_window_in_UTC_with_immutable_ids_and_a_link_goes_as_it_came()
    {
        await using var server = await GraphRoom.Answering(200, $$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[]}""");
        await using var room = new GraphRoom(server.Url + "/v1.0");
        var link = server.Url + "/v1.0/users('x')/calendarView/delta?$skiptoken=a%2Bb%3D_-";

        await room.ReadAsync(new DeltaStart.Window(new DateTimeOffset(2026, 3, 29, 2, 0, 0, TimeSpan.FromHours(1)), Utc(2026, 4, 1, 0, 0)));
        await room.ReadAsync(new DeltaStart.Link(link));

        Assert.StartsWith("/v1.0/users/board%40larkford.example/calendarView/delta()?", server.Seen[0].Target, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("startDateTime=2026-03-29T01%3A00%3A00Z", server.Seen[0].Target, StringComparison.Ordinal);
        Assert.Contains("endDateTime=2026-04-01T00%3A00%3A00Z", server.Seen[0].Target, StringComparison.Ordinal);
        Assert.Equal(new Uri(link).PathAndQuery, server.Seen[1].Target);
        Assert.All(server.Seen, seen => Assert.All(
            ["IdType=\"ImmutableId\"", "outlook.timezone=\"UTC\"", "odata.maxpagesize=50"], wish => Assert.Contains(wish, seen.Headers["Prefer"], StringComparison.Ordinal)));
        Assert.All(server.Seen, seen => Assert.DoesNotContain("select", seen.Target, StringComparison.OrdinalIgnoreCase)); // a delta of a view takes none
    }

    [Theory]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("http://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("https://graph.microsoft.com:8443/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("https://graph.microsoft.com@evil.example/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("https://ann@graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("https://graph.microsoft.com/v1.0/../beta/me?x")]
    [InlineData("https://graph.microsoft.com/beta/me/calendarView/delta?$deltatoken=x")]
    [InlineData("/v1.0/me/calendarView/delta?$deltatoken=x")]
    [InlineData("")]
    public async Task A_link_that_leads_elsewhere_is_refused_and_no_token_asked_for(string link)
    {
        var tokens = new TenantCredentials();
        var reader = tokens.Reader(_ => throw new InvalidOperationException("Nothing may be sent."));

        Assert.Equal(GraphOutcome.Refused, (await reader.ReadAsync(GraphRoom.Tenant, GraphRoom.Mailbox, new DeltaStart.Link(link), Token)).Outcome);
        Assert.Empty(tokens.AskedFor);
    }

    [Fact]
    public async Task The_token_is_of_the_tenant_whose_calendar_is_read()
    {
        var (tokens, sent) = (new TenantCredentials(), new List<string?>());
        var reader = tokens.Reader(request =>
        {
            sent.Add(request.Headers.Authorization?.ToString());
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent($$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[]}""", Encoding.UTF8, "application/json") };
        });

        foreach (var tenant in (string[])["one", "two", "one"])
            Assert.True((await reader.ReadAsync(tenant, GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).IsDone);
        Assert.Equal(GraphOutcome.NoToken, (await reader.ReadAsync("none", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);
        Assert.Equal(GraphOutcome.NoToken, (await reader.ReadAsync("refused", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);
        Assert.Equal(GraphOutcome.Unavailable, (await reader.ReadAsync("unreached", GraphRoom.Mailbox, new DeltaStart.Link(Delta), Token)).Outcome);

        Assert.Equal(["Bearer token of one", "Bearer token of two", "Bearer token of one"], sent);
        Assert.All(tokens.AskedFor, scope => Assert.Equal("https://graph.microsoft.com/.default", scope));
    }

    [Theory]
    [InlineData(400, "ErrorInvalidRequest", GraphOutcome.Refused)]
    [InlineData(401, "InvalidAuthenticationToken", GraphOutcome.NoPermission)]
    [InlineData(403, "ErrorAccessDenied", GraphOutcome.NoPermission)]
    [InlineData(404, "ErrorInvalidUser", GraphOutcome.NotFound)]
    [InlineData(408, "RequestTimeout", GraphOutcome.Unavailable)]
    [InlineData(409, "Conflict", GraphOutcome.Refused)]
    [InlineData(410, "syncStateNotFound", GraphOutcome.SyncStateLost)]
    [InlineData(410, "resyncRequired", GraphOutcome.SyncStateLost)]
    [InlineData(410, "a word of next year", GraphOutcome.SyncStateLost)]
    [InlineData(400, "SyncStateNotFound", GraphOutcome.SyncStateLost)]
    [InlineData(404, "SyncStateNotFound", GraphOutcome.SyncStateLost)]
    [InlineData(429, "ApplicationThrottled", GraphOutcome.Throttled)]
    [InlineData(500, "InternalServerError", GraphOutcome.Unavailable)]
    [InlineData(503, "ServiceUnavailable", GraphOutcome.Unavailable)]
    [InlineData(504, "GatewayTimeout", GraphOutcome.Unavailable)]
    public async Task Each_refusal_has_its_outcome_is_asked_once_and_logged_without_the_mailbox(int status, string code, GraphOutcome outcome)
    {
        await using var server = await GraphRoom.Answering(status, $$$$"""{"error":{"code":"{{{{code}}}}","message":"No mailbox board@larkford.example","innerError":{}}}""");
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var answer = await room.ReadAsync();

        Assert.Equal((outcome, code, null), (answer.Outcome, answer.Code, answer.Value));
        Assert.Single(server.Seen);
        Assert.Contains(room.Logs, line => line.Contains(code, StringComparison.Ordinal));
        Assert.DoesNotContain(room.Logs, line => line.Contains("larkford", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(429, "17", 17d)]
    [InlineData(503, "17", 17d)]
    [InlineData(429, "0", 0d)]
    [InlineData(429, "Mon, 02 Mar 2026 09:02:00 GMT", 120d)] // the clock of the test says 09:00
    [InlineData(429, "Mon, 02 Mar 2026 08:00:00 GMT", 0d)]
    [InlineData(429, "999999999999", 86400d)]
    [InlineData(429, "-5", null)]
    [InlineData(429, "soon", null)]
    [InlineData(429, null, null)]
    public async Task How_long_to_wait_is_told_in_seconds_or_by_a_date_and_nobody_waits(int status, string? header, double? seconds)
    {
        await using var server = await GraphRoom.Answering(
            status, """{"error":{"code":"ApplicationThrottled","message":"m"}}""", headers: header is null ? [] : [("Retry-After", header)]);
        await using var room = new GraphRoom(server.Url + "/v1.0");

        var answer = await room.ReadAsync();

        Assert.Equal(seconds, answer.RetryAfter?.TotalSeconds);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>Sign in to the guest network</html>", GraphOutcome.Unavailable)]
    [InlineData(200, "application/json", "{\"value\":[{\"id\":\"a", GraphOutcome.Unavailable)]
    [InlineData(200, "application/json", "", GraphOutcome.Unavailable)]
    [InlineData(200, "application/json", "[]", GraphOutcome.Unavailable)]
    [InlineData(200, "application/json", "{\"value\":5}", GraphOutcome.Unavailable)]
    [InlineData(200, "application/json", "{\"value\":[]}", GraphOutcome.Unavailable)] // no link: it could never go on
    [InlineData(200, "application/json", "{\"value\":[],\"@odata.nextLink\":\"https://a\",\"@odata.deltaLink\":\"https://b\"}", GraphOutcome.Unavailable)]
    [InlineData(204, "application/json", "", GraphOutcome.Unavailable)]
    [InlineData(403, "text/html", "<html>Forbidden</html>", GraphOutcome.NoPermission)]
    [InlineData(429, "application/json", "{\"error\":{\"co", GraphOutcome.Throttled)]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", GraphOutcome.Unavailable)]
    public async Task An_answer_that_is_none_of_Graphs_is_an_outcome(int status, string type, string body, GraphOutcome outcome)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            return body.Length == 0 ? Task.CompletedTask : Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body);
        });
        await using var room = new GraphRoom(server.Url + "/v1.0");

        Assert.Equal(outcome, (await room.ReadAsync()).Outcome);
        Assert.Single(server.Seen);
    }

    [Theory]
    [InlineData("""{"id":"a","start":{"dateTime":"whenever","timeZone":"UTC"}}""")]
    [InlineData("""{"id":"a","start":{"dateTime":"2026-03-02T09:00:00","timeZone":"Nowhere Standard Time"}}""")]
    [InlineData("""{"id":"a","start":null,"attendees":null,"organizer":{"emailAddress":null},"location":null,"categories":null}""")]
    [InlineData("""{"id":"a","type":"a word of next year","start":{}}""")]
    [InlineData("""{"id":"a","start":{"dateTime":"9999-12-31T23:59:59.9999999","timeZone":"Hawaiian Standard Time"}}""")]
    public async Task What_an_event_says_wrongly_is_as_if_it_had_not_said_it(string item)
    {
        var read = Assert.Single((await ReadAsync($$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[{{{{item}}}}]}""")).Changes).Event!;

        Assert.Equal((EventType.SingleInstance, null), (read.Type, read.StartsAt));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await GraphRoom.Answering(200, $$$$"""{"@odata.deltaLink":"{{{{Delta}}}}","value":[]}""");
        await using var server = await GraphRoom.Answering(302, "{}", headers: ("Location", elsewhere.Url));
        await using var room = new GraphRoom(server.Url + "/v1.0");

        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
        Assert.Empty(elsewhere.Seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_falls_silent_is_given_up_before_its_answer_or_within_it(bool hasBegun)
    {
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            if (hasBegun)
                await context.Response.Body.WriteAsync("{\"value\":["u8.ToArray(), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var room = new GraphRoom(server.Url + "/v1.0", limit: TimeSpan.FromMilliseconds(300));

        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
    }

    [Fact]
    public async Task Cancelling_is_no_outcome()
    {
        await using var server = await GraphRoom.Answering(200, "{}");
        await using var room = new GraphRoom(server.Url + "/v1.0");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Calendars.FindAsync(GraphRoom.Tenant, GraphRoom.Mailbox, cancelled.Token));
    }

    [Fact]
    public async Task A_page_beyond_all_bounds_is_not_taken_into_memory()
    {
        var sent = 0L;
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)' ');
            for (; !context.RequestAborted.IsCancellationRequested; Interlocked.Add(ref sent, block.Length))
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
        });
        await using var room = new GraphRoom(server.Url + "/v1.0");

        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
        Assert.InRange(Interlocked.Read(ref sent), 1, 3L * BoundedAnswers.AnswerBytesMax); // what was on its way when the bot hung up is more than it read
    }

    [Fact]
    public async Task Nobody_there_is_an_outcome_and_without_Graph_nothing_is_asked()
    {
        var server = await GraphRoom.Answering(200, "{}");
        await using var room = new GraphRoom(server.Url + "/v1.0");
        await using var off = new GraphRoom(server.Url + "/v1.0", enabled: false);

        Assert.Equal(GraphOutcome.NoPermission, (await off.ReadAsync()).Outcome);
        Assert.Empty(server.Seen);
        await server.DisposeAsync();
        Assert.Equal(GraphOutcome.Unavailable, (await room.ReadAsync()).Outcome);
    }

    private static async Task<EventPage> ReadAsync(string body)
    {
        await using var server = await GraphRoom.Answering(200, body);
        await using var room = new GraphRoom(server.Url + "/v1.0");
        var answer = await room.ReadAsync();
        Assert.Equal(GraphOutcome.Done, answer.Outcome);
        return answer.Value!;
    }

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}
