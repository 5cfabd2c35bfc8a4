using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
internal sealed partial class GraphServer : IAsyncDisposable
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

    /// <summary>Whether every page after the first is one whose link it has forgotten: 410.</summary>
    public bool LosesPages { get; set; }

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

    /// <summary>Calls whose path holds a part are never answered, until <see cref="Forgives"/>.</summary>
    public void Hangs(string pathPart) => Locked(() => _faults.Hangs(pathPart));

    /// <summary>Takes back all faults.</summary>
    public void Forgives() => Locked(() =>
    {
        IsDown = false;
        LosesPages = false;
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

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => BotUnderTest.Start;
    }
}
