using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Graph;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Support.Graph;

namespace LeadershipBot.Tests.Features.Meetings.Calendars;

/// <summary>What Microsoft posts, and what anybody else might.</summary>
public sealed class CalendarNotificationTests : WholeApp
{
    private const string Notifications = "/api/graph/notifications";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Validation: Testing client application reachability", HttpStatusCode.OK)]
    [InlineData("<script>alert(1)</script> & \"+\"", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("a\u0007b", HttpStatusCode.BadRequest)]
    [InlineData("a\r\nSet-Cookie: x", HttpStatusCode.BadRequest)]
    [InlineData("1001", HttpStatusCode.BadRequest)]
    public async Task A_validation_token_comes_back_as_plain_text(string token, HttpStatusCode status)
    {
        var bot = await StartAsync();
        await bot.HasBegunAsync();
        var commits = bot.Store.Commits;
        using var http = new HttpClient { BaseAddress = bot.Address };
        if (token == "1001")
            token = new string('x', 1_001);
        foreach (var path in new[] { Notifications, "/api/graph/lifecycle" })
        {
            using var answer = await http.PostAsync($"{path}?validationToken={Uri.EscapeDataString(token)}", null, Token);
            Assert.Equal(status, answer.StatusCode);
            if (status is not HttpStatusCode.OK)
                continue;
            Assert.Equal(token, await answer.Content.ReadAsStringAsync(Token));
            Assert.Equal(("text/plain", "nosniff"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        }

        Assert.Equal(commits, bot.Store.Commits);
    }

    [Fact]
    public async Task What_does_not_bring_the_secret_changes_nothing_and_is_answered_alike()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var key = await bot.FollowsAsync();
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var good = graph.TakeNotifications()[0].Body;
        var state = JsonNode.Parse(good)!["value"]![0]!["clientState"]!.GetValue<string>();
        var before = await RowsAsync(bot, key);
        foreach (var body in new[]
        {
            With(good, "clientState", state[..^1] + (state[^1] == 'a' ? 'b' : 'a')),
            With(good, "clientState", state[..^1]),
            With(good, "clientState", key + "."),
            With(good, "clientState", key),
            With(good, "clientState", ""),
            With(good, "clientState", null),
            With(good, "clientState", new string('x', 200)),
            With(good, "clientState", "../" + state),
            With(good, "subscriptionId", "7f105c7d-2dc5-4530-97cd-999999999999"),
            With(good, "subscriptionId", ""),
            """{"value":[]}""",
        })
            Assert.Equal(HttpStatusCode.Accepted, await PostAsync(bot, body));
        foreach (var body in new[] { "", "{", "[]", "null", """{"value":{}}""", new string('[', 5_000), "\u0000\u0001" })
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(bot, body));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(bot, $$"""{"value":[],"x":"{{new string('x', 300_000)}}"}"""));
        Assert.Equal(before, await RowsAsync(bot, key));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(bot, good));
        Assert.NotEqual(before, await RowsAsync(bot, key));
    }

    [Fact]
    public async Task Hundreds_of_notifications_are_one_reading_and_each_is_answered_at_once()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.FollowsAsync();
        for (var i = 0; i < 200; i++)
            board.Add($"Event {i}", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var calls = graph.Calls.Count;
        var due = graph.TakeNotifications();
        Assert.Equal(200, due.Count);
        var times = await AnswersAsync(graph, due);
        Assert.True(times[197] < TimeSpan.FromMilliseconds(300), times[197].ToString());
        await bot.PassAsync(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));
        Assert.Equal(200, (await bot.MeetingsAsync()).Count);
        Assert.InRange(graph.Calls.Count - calls, 1, 5); // four pages of fifty; one is begun at once where the first comes long after the last reading
        foreach (var one in due.Concat(due)) // doubled and late
            await graph.DeliverAsync(one, Token);
        calls = graph.Calls.Count;
        await bot.PassAsync(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));
        Assert.InRange(graph.Calls.Count - calls, 1, 2);
    }

    [Fact]
    public async Task A_notification_that_finds_its_calendar_unmarked_is_written_down_and_answered_as_fast()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        graph.Board(bot);
        var calendars = Enumerable.Range(0, 20).Select(i => graph.Calendar($"board{i}@larkford.example", bot.Administrator.Person.TenantId!)).ToList();
        foreach (var one in calendars)
            await bot.ReadsAsync(one.Followed());
        await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20));
        var times = new List<TimeSpan>();
        for (var round = 0; round < 5; round++)
        {
            calendars.ForEach(one => one.Add($"Round {round}", CalendarForms.Thursday, CalendarForms.Hour));
            var (due, commits) = (graph.TakeNotifications(), bot.Store.Commits);
            times.AddRange(await AnswersAsync(graph, due));
            Assert.Equal((20, true), (due.Count, bot.Store.Commits - commits >= 40)); // each with its pointer
            await bot.PassAsync(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(20));
        }

        var p99 = times.Order().ElementAt(98);
        TestContext.Current.TestOutputHelper?.WriteLine($"Notifications written down and answered: p99 {p99.TotalMilliseconds:F1} ms of {times.Count}.");
        Assert.True(p99 < TimeSpan.FromMilliseconds(300), p99.ToString());
    }

    [Fact]
    public async Task A_flood_of_forged_notifications_costs_few_looks_and_known_subscriptions_are_heard_all_the_same()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        var key = await bot.FollowsAsync();
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var due = graph.TakeNotifications()[0];
        await graph.DeliverAsync(due, Token);
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        var reads = bot.Store.ReadsOf("Calendars");
        var forged = new JsonObject { ["value"] = new JsonArray([.. Enumerable.Range(0, 90).Select(i => new JsonObject { ["subscriptionId"] = $"s{i}", ["clientState"] = $"{key}.{i}", ["changeType"] = "updated" })]) }.ToJsonString();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++)
            answers.Add(await PostAsync(bot, forged));
        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable], answers.Distinct());
        Assert.InRange(bot.Store.ReadsOf("Calendars") - reads, GraphNotifications.UnknownMax, UnknownNotifications.PerSecondMax + GraphNotifications.AtOnceMax);

        board.Rename(board.Add("Finance", CalendarForms.Thursday, CalendarForms.Hour), "Money");
        foreach (var one in graph.TakeNotifications())
            Assert.Equal(HttpStatusCode.Accepted, await graph.DeliverAsync(one, Token)); // in the same second
        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(bot, forged));
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        Assert.Contains("Money", await bot.ComingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_store_is_down_Microsoft_is_asked_to_tell_it_again()
    {
        await using var graph = await GraphServer.StartAsync(Token);
        var bot = await StartAsync(graph.Asking());
        var board = graph.Board(bot);
        await bot.FollowsAsync();
        board.Add("Governing body", CalendarForms.Thursday, CalendarForms.Thursday.AddHours(1));
        var due = graph.TakeNotifications()[0];
        bot.Store.Fails(StoreFault.Unavailable);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await graph.DeliverAsync(due, Token));
        bot.Store.Recovers();
        Assert.Equal(HttpStatusCode.Accepted, await graph.DeliverAsync(due, Token));
        await bot.PassAsync(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10));
        Assert.Contains("Governing body", await bot.ComingAsync(), StringComparison.Ordinal);
    }

    /// <summary>How long each took to be answered, the shortest first.</summary>
    private static async Task<List<TimeSpan>> AnswersAsync(GraphServer graph, IReadOnlyList<DueNotification> due)
    {
        var times = new List<TimeSpan>();
        foreach (var one in due)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.Accepted, await graph.DeliverAsync(one, Token));
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        times.Sort();
        return times;
    }

    private static async Task<string> RowsAsync(BotUnderTest bot, string key)
    {
        var due = new StringBuilder(await bot.RowsInWordsAsync(key));
        for (var bucket = 0; bucket < Pointer.Buckets; bucket++)
            due.AppendJoin('\n', (await bot.RowsAsync(Pointer.DueTable, Pointer.BucketKey(bucket))).Select(row => $"{row.RowKey} {row.ETag}"));
        return due.ToString();
    }

    private static string With(string body, string name, string? value)
    {
        var json = JsonNode.Parse(body)!;
        json["value"]![0]![name] = value;
        return json.ToJsonString();
    }

    private static async Task<HttpStatusCode> PostAsync(BotUnderTest bot, string body)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(Notifications, content, Token);
        return answer.StatusCode;
    }
}
