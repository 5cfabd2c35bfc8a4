using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Tests.Teams;

namespace LeadershipBot.Tests.Graph;

/// <summary>What goes wrong between the bot and Graph, through the real SDK: always an outcome, and never a call that sleeps.</summary>
public sealed class CalendarReaderFaultTests
{
    private const string Delta = "https://graph.microsoft.com/v1.0/me/calendarView/delta?$deltatoken=R0usmcFuQtZdtpk4";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
