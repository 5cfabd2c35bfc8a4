using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>What the server answers, as Microsoft documents it.</summary>
internal sealed partial class GraphServer
{
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
        if (Locked(() => _faults.IsHanging(asked.Path)))
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
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
            [.. _meetings.Where(one => one.OrganiserId == organiser && asked.Query["$filter"].ToString() is var filter && (filter == $"JoinWebUrl eq '{one.JoinUrl.Replace("'", "''", StringComparison.Ordinal)}'" || filter == $"joinMeetingIdSettings/joinMeetingId eq '{one.JoinMeetingId}'")).Select(one => one.Json())],
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
        if (LosesPages && asked.Query.ContainsKey("$skiptoken"))
            return GraphReply.Error(410, "syncStateNotFound");
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

    private MailboxCalendar? Find(string mailbox) => _calendars.Find(one => one.Aliases.Prepend(one.Mailbox).Contains(mailbox, StringComparer.OrdinalIgnoreCase));

    private StandInMeeting? Meeting(string organiser, string id) => _meetings.Find(one => one.OrganiserId == organiser && one.Id == id);

    private string TenantOf(StandInSubscription one) => _calendars.First(calendar => StandInSubscriptions.IsOf(one, calendar)).TenantId;

    private static JsonObject CalendarJson(MailboxCalendar calendar) => new()
    {
        ["id"] = "AAMkAGI2TGuLAAA=",
        ["name"] = calendar.Name,
        ["owner"] = new JsonObject { ["name"] = calendar.Mailbox.Split('@')[0], ["address"] = calendar.Mailbox },
    };
}
