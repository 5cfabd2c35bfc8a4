using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Microsoft365.Graph.Attendance;
using LeadershipBot.Microsoft365.Graph.Calendars;
using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Teams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadershipBot.Tests.Graph;

/// <summary>The Graph room as the app has it, asking a server of the test.</summary>
internal sealed class GraphRoom : IAsyncDisposable
{
    public const string Tenant = "7d1e0000-0000-4000-a000-0000000000aa";
    public const string Mailbox = "board@larkford.example";

    private readonly ServiceProvider _services;
    private readonly HeardLogs _logs = new();

    public GraphRoom(string baseUrl, TimeSpan? limit = null, bool enabled = true)
        => _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(_logs))
            .AddSingleton(Clock)
            .AddSingleton(new TeamsProtocolOptions { AppId = "bot" })
            .AddGraph(new GraphOptions { Enabled = enabled, BaseUrl = new Uri(baseUrl), CallTimeLimit = limit ?? TimeSpan.FromSeconds(15) })
            .BuildServiceProvider();

    public static TimeProvider Clock { get; } = new Stopped();

    public CalendarReader Calendars => _services.GetRequiredService<CalendarReader>();

    public CalendarSubscriptions Subscriptions => _services.GetRequiredService<CalendarSubscriptions>();

    public AttendanceReader Attendance => _services.GetRequiredService<AttendanceReader>();

    public GraphRoles Roles => _services.GetRequiredService<GraphRoles>();

    public IEnumerable<string> Logs => _logs.Lines.Select(line => line.Text);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A server that gives one answer to everything.</summary>
    public static Task<LoopbackServer> Answering(int status, string body, string type = "application/json", params (string Name, string Value)[] headers)
        => LoopbackServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });

    /// <summary>Reads the first page of a window.</summary>
    public Task<GraphAnswer<EventPage>> ReadAsync() => ReadAsync(new DeltaStart.Window(BotUnderTest.Start.AddDays(-90), BotUnderTest.Start.AddDays(400)));

    public Task<GraphAnswer<EventPage>> ReadAsync(DeltaStart start) => Calendars.ReadAsync(Tenant, Mailbox, start, Token);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => BotUnderTest.Start;
    }
}
