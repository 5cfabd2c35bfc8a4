using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>A call as it came, and what was answered.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the version, decoded.</param>
/// <param name="Query">The query as it came.</param>
/// <param name="Prefer">The Prefer header; empty for none.</param>
/// <param name="Body">What was sent; empty for nothing.</param>
/// <param name="Status">The status answered.</param>
internal sealed record GraphCall(string Method, string Path, string Query, string Prefer, string Body, int Status);

/// <summary>
/// Microsoft Graph on this machine: calendars with delta queries, subscriptions with their notifications, and attendance, as
/// Microsoft documents them. <c>Graph:BaseUrl</c> points at it. It knows no tokens: everybody may read every mailbox that a
/// test made, until <see cref="Refuses"/>. A call that nobody planned, and anything said that Microsoft's metadata doesn't
/// have, fails the test when the server is disposed.
/// </summary>
internal sealed class GraphServer : IAsyncDisposable
{
    private const string Version = "/v1.0";

    private readonly Lock _gate = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly List<MailboxCalendar> _calendars = [];
    private readonly Dictionary<MailboxCalendar, DeltaFeed> _feeds = [];
    private readonly List<StandInMeeting> _meetings = [];
    private readonly List<GraphCall> _calls = [];
    private readonly List<string> _unexpected = [];
    private readonly GraphFaults _faults = new();
    private readonly StandInSubscriptions _subscriptions;
    private int _atOnce;

    private GraphServer(WebApplication app)
    {
        _app = app;
        _subscriptions = new StandInSubscriptions(() => Clock.GetUtcNow());
    }

    /// <summary>The value for <c>Graph:BaseUrl</c>.</summary>
    public string BaseUrl { get; private set; } = "";

    /// <summary>What time it is: the start of <see cref="BotUnderTest"/> until a test sets its bot's clock.</summary>
    public TimeProvider Clock { get; set; } = new StoppedClock();

    /// <summary>Where the bot is: both addresses of a subscription must then prove themselves, and can be delivered to; null asks nobody.</summary>
    public Uri? Bot { get; set; }

    /// <summary>How many items a page has at most, if the client asks for no fewer.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>Whether everything answers 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Shuffles and repeats what a delta tells; null keeps order.</summary>
    public Random? Disorder { get; set; }

    /// <summary>How many calls were under way at the same time at most.</summary>
    public int AtOnceMax { get; private set; }

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<GraphCall> Calls => Locked(() => _calls.ToArray());

    /// <summary>What nobody planned.</summary>
    public IReadOnlyList<string> Unexpected => Locked(() => _unexpected.ToArray());

    /// <summary>The subscriptions that live.</summary>
    public IReadOnlyList<StandInSubscription> Subscriptions => Locked(() => _subscriptions.Living);

    public static async Task<GraphServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new GraphServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken);
        server.BaseUrl = app.Urls.First() + Version;
        return server;
    }

    /// <summary>The calendar of a mailbox, made when first asked for.</summary>
    public MailboxCalendar Calendar(string mailbox, string tenantId) => Locked(() =>
    {
        if (Find(mailbox) is { } known)
            return known;
        var made = new MailboxCalendar(this, mailbox, tenantId);
        _calendars.Add(made);
        _feeds[made] = new DeltaFeed(made);
        return made;
    });

    /// <summary>An online meeting, made when first asked for.</summary>
    public StandInMeeting OnlineMeeting(string organiserId, string joinUrl) => Locked(() =>
    {
        if (_meetings.Find(one => one.OrganiserId == organiserId && one.JoinUrl == joinUrl) is { } known)
            return known;
        var made = new StandInMeeting(organiserId, joinUrl, _meetings.Count + 1);
        _meetings.Add(made);
        return made;
    });

    /// <summary>The next calls are answered 429.</summary>
    public void Throttles(int times, int? retryAfterSeconds) => Locked(() => _faults.Throttles(times, retryAfterSeconds));

    /// <summary>Calls whose path holds a part are refused, such as 403 with ErrorAccessDenied, until <see cref="Forgives"/>.</summary>
    public void Refuses(string pathPart, int status, string code, int times = int.MaxValue) => Locked(() => _faults.Refuses(pathPart, status, code, times));

    /// <summary>Takes back all faults.</summary>
    public void Forgives() => Locked(() =>
    {
        IsDown = false;
        _faults.Clear();
    });

    /// <summary>Forgets every link that it gave: 410, syncStateNotFound.</summary>
    public void LosesSyncState() => Locked(() => _feeds.Values.ToList().ForEach(feed => feed.Loses(deltaLinksOnly: false)));

    /// <summary>Forgets the delta links; rounds under way can go on.</summary>
    public void ExpiresDeltaLinks() => Locked(() => _feeds.Values.ToList().ForEach(feed => feed.Loses(deltaLinksOnly: true)));

    /// <summary>Removes all subscriptions; whether it says so is up to the test.</summary>
    public void RemovesSubscriptions(bool saysSo = true) => Locked(() =>
    {
        foreach (var one in _subscriptions.Living)
        {
            if (saysSo)
                _subscriptions.TellLifecycle(one, TenantOf(one), "subscriptionRemoved");
            _subscriptions.Remove(one);
        }
    });

    /// <summary>Asks for all subscriptions to be reauthorised.</summary>
    public void AsksToReauthorize() => Locked(() => _subscriptions.Living.ToList().ForEach(one => _subscriptions.TellLifecycle(one, TenantOf(one), "reauthorizationRequired")));

    /// <summary>Drops the notifications that are due, and says so.</summary>
    public void MissesNotifications() => Locked(() =>
    {
        _subscriptions.Take();
        _subscriptions.Living.ToList().ForEach(one => _subscriptions.TellLifecycle(one, TenantOf(one), "missed"));
    });

    /// <summary>The notifications that are due, in order; they are then the test's to post: once, twice, shuffled or never.</summary>
    public IReadOnlyList<DueNotification> TakeNotifications() => Locked(() => _subscriptions.Take());

    /// <summary>Posts a notification to the bot as Graph would.</summary>
    public async Task<HttpStatusCode> DeliverAsync(DueNotification due, CancellationToken cancellationToken)
    {
        using var content = new StringContent(due.Body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(AtBot(due.Url, ""), content, cancellationToken);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
        Assert.Empty(Unexpected);
    }

    internal T Locked<T>(Func<T> act)
    {
        lock (_gate)
            return act();
    }

    internal void Locked(Action act)
    {
        lock (_gate)
            act();
    }

    internal void Tell(MailboxCalendar calendar, StandInEvent item, string change) => _subscriptions.TellChange(calendar, item, change);

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = Uri.UnescapeDataString(context.Request.Path.Value ?? "");
        path = path.StartsWith(Version + "/", StringComparison.Ordinal) ? path[Version.Length..] : path;
        var prefer = string.Join(", ", context.Request.Headers["Prefer"].ToArray());
        var asked = new GraphQuestion(context.Request.Method, path, context.Request.Query, prefer, body);
        Locked(() => AtOnceMax = Math.Max(AtOnceMax, ++_atOnce));
        var answer = await AnswerAsync(asked, context.RequestAborted);
        Locked(() =>
        {
            _atOnce--;
            _calls.Add(new GraphCall(asked.Method, path, context.Request.QueryString.Value ?? "", prefer, body, answer.Status));
        });
        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (answer.Body is null)
            return;
        context.Response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }

    private async Task<GraphReply> AnswerAsync(GraphQuestion asked, CancellationToken cancellationToken)
    {
        if (Locked(() => IsDown ? GraphReply.Error(503, "ServiceUnavailable") : _faults.For(asked.Path)) is { } fault)
            return fault;
        if (asked is { Method: "POST", Segments: ["subscriptions"] })
            return await SubscribeAsync(asked, cancellationToken);
        return Locked(() => Answer(asked));
    }

    private GraphReply Answer(GraphQuestion asked) => (asked.Method, asked.Segments) switch
    {
        ("GET", ["users", var mailbox, "calendar"]) => Find(mailbox) is { } calendar ? GraphReply.Ok(CalendarJson(calendar), "calendar", _unexpected) : NoMailbox,
        ("GET", ["users", var mailbox, "calendarView", "delta" or "delta()"]) => Find(mailbox) is { } calendar ? Delta(calendar, asked) : NoMailbox,
        ("PATCH", ["subscriptions", var id]) => _subscriptions.Find(id) is { } one ? Renew(one, asked.Json) : NoSubscription,
        ("POST", ["subscriptions", var id, "reauthorize"]) => _subscriptions.Find(id) is { } one ? Reauthorize(one) : NoSubscription,
        ("DELETE", ["subscriptions", var id]) => _subscriptions.Find(id) is { } one ? Remove(one) : NoSubscription,
        ("GET", ["users", var organiser, "onlineMeetings"]) => Page(
            [.. _meetings.Where(one => one.OrganiserId == organiser && asked.Query["$filter"] == $"JoinWebUrl eq '{one.JoinUrl.Replace("'", "''", StringComparison.Ordinal)}'").Select(one => one.Json())],
            "onlineMeeting", asked),
        ("GET", ["users", var organiser, "onlineMeetings", var id, "attendanceReports"]) => Meeting(organiser, id) is { } meeting
            ? Page([.. meeting.Reports.Select(report => report.Json())], "meetingAttendanceReport", asked) : NoMeeting,
        ("GET", ["users", var organiser, "onlineMeetings", var id, "attendanceReports", var report, "attendanceRecords"])
            => Meeting(organiser, id)?.Reports.FirstOrDefault(one => one.Id == report) is { } found
                ? Page([.. found.Records.Select((record, number) => record.Json(number))], "attendanceRecord", asked) : NoMeeting,
        _ => Unplanned($"{asked.Method} {asked.Path}"),
    };

    private static GraphReply NoMailbox => GraphReply.Error(404, "ErrorInvalidUser");

    private static GraphReply NoMeeting => GraphReply.Error(404, "NotFound");

    private static GraphReply NoSubscription => GraphReply.Error(404, "ResourceNotFound");

    private GraphReply Unplanned(string what)
    {
        _unexpected.Add(what);
        return GraphReply.Error(400, "BadRequest");
    }

    private GraphReply Delta(MailboxCalendar calendar, GraphQuestion asked)
    {
        if (!asked.Prefer.Contains("IdType=\"ImmutableId\"", StringComparison.Ordinal) || !asked.Prefer.Contains("outlook.timezone=\"UTC\"", StringComparison.Ordinal))
            return Unplanned($"A delta without immutable ids or UTC: {asked.Prefer}");
        if (asked.Query.Keys.Any(key => key is "$select" or "$filter" or "$expand" or "$orderby" or "$search"))
            return Unplanned($"A delta of a calendar's view takes none of {string.Join(", ", asked.Query.Keys)}");
        var (feed, size) = (_feeds[calendar], Math.Clamp(asked.PageSize ?? PageSize, 1, PageSize));
        if (asked.Token is not { } token)
            return DeltaReply(calendar, feed.Begin(asked.Time("startDateTime"), asked.Time("endDateTime"), size, Disorder));
        if (!feed.Knows(token))
            return Unplanned($"A token that was never given: {token}");
        return feed.Go(token, size, Disorder) is { } page
            ? DeltaReply(calendar, page)
            : GraphReply.Error(410, asked.Query.ContainsKey("$deltatoken") ? "resyncRequired" : "syncStateNotFound");
    }

    private GraphReply DeltaReply(MailboxCalendar calendar, DeltaPage page)
    {
        var link = $"{BaseUrl}/users/{Uri.EscapeDataString(calendar.Mailbox)}/calendarView/delta?{(page.IsLast ? "$deltatoken" : "$skiptoken")}={page.Token}";
        return GraphReply.List(page.Items, "event", _unexpected, page.IsLast ? "@odata.deltaLink" : "@odata.nextLink", link);
    }

    /// <summary>A list in pages; the token is how many were given.</summary>
    private GraphReply Page(IReadOnlyList<JsonObject> all, string type, GraphQuestion asked)
    {
        var skip = asked.Token is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        var next = skip + PageSize < all.Count ? $"{BaseUrl}{asked.Path}?$skiptoken={skip + PageSize}" : null;
        return GraphReply.List([.. all.Skip(skip).Take(PageSize)], type, _unexpected, next is null ? null : "@odata.nextLink", next);
    }

    private async Task<GraphReply> SubscribeAsync(GraphQuestion asked, CancellationToken cancellationToken)
    {
        var wanted = asked.Json;
        if (Locked(() => RefusalOf(wanted, asked.Prefer)) is { } refusal)
            return refusal;
        if (!await ProvesItselfAsync(wanted["notificationUrl"]!.GetValue<string>(), cancellationToken) || !await ProvesItselfAsync(wanted["lifecycleNotificationUrl"]!.GetValue<string>(), cancellationToken))
            return GraphReply.Error(400, "ValidationError");
        return Locked(() => GraphReply.Ok(_subscriptions.Add(wanted).Json(), "subscription", _unexpected) with { Status = 201 });
    }

    private GraphReply? RefusalOf(JsonObject wanted, string prefer)
    {
        _unexpected.AddRange(GraphMetadata.Foreign(wanted, "subscription"));
        if (!prefer.Contains("IdType=\"ImmutableId\"", StringComparison.Ordinal))
            return Unplanned("A subscription without immutable ids.");
        if (_subscriptions.Fault(wanted) is { } fault)
            return GraphReply.Error(400, "ExtensionError", fault);
        return Find(wanted["resource"]!.GetValue<string>().Split('/', StringSplitOptions.RemoveEmptyEntries)[1]) is null ? NoMailbox : null;
    }

    private GraphReply Renew(StandInSubscription one, JsonObject wanted)
    {
        if (_subscriptions.FaultOfExpiry(wanted) is { } fault)
            return GraphReply.Error(400, "ExtensionError", fault);
        one.ExpiresAt = StandInSubscriptions.ExpiryIn(wanted);
        one.TimesReauthorized++;
        return GraphReply.Ok(one.Json(), "subscription", _unexpected);
    }

    private static GraphReply Reauthorize(StandInSubscription one)
    {
        one.TimesReauthorized++;
        return new GraphReply(204);
    }

    private GraphReply Remove(StandInSubscription one)
    {
        _subscriptions.Remove(one);
        return new GraphReply(204);
    }

    /// <summary>Microsoft: 200, text/plain, and the token as it was before it was encoded.</summary>
    private async Task<bool> ProvesItselfAsync(string url, CancellationToken cancellationToken)
    {
        if (Bot is null)
            return true;
        const string Challenge = "Validation: Testing client application reachability & <b>+%20</b>";
        using var content = new StringContent("", Encoding.UTF8, "text/plain");
        using var answer = await _http.PostAsync(AtBot(url, $"?validationToken={Uri.EscapeDataString(Challenge)}"), content, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/plain"
            && await answer.Content.ReadAsStringAsync(cancellationToken) == Challenge;
    }

    private Uri AtBot(string url, string query) => new(Bot ?? throw new InvalidOperationException("The test did not say where the bot is."), new Uri(url).AbsolutePath + query);

    private MailboxCalendar? Find(string mailbox) => _calendars.Find(one => one.Mailbox.Equals(mailbox, StringComparison.OrdinalIgnoreCase));

    private StandInMeeting? Meeting(string organiser, string id) => _meetings.Find(one => one.OrganiserId == organiser && one.Id == id);

    private string TenantOf(StandInSubscription one) => _calendars.First(calendar => StandInSubscriptions.IsOf(one, calendar)).TenantId;

    private static JsonObject CalendarJson(MailboxCalendar calendar) => new()
    {
        ["id"] = "AAMkAGI2TGuLAAA=",
        ["name"] = calendar.Name,
        ["owner"] = new JsonObject { ["name"] = calendar.Mailbox.Split('@')[0], ["address"] = calendar.Mailbox },
    };

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => BotUnderTest.Start;
    }
}
