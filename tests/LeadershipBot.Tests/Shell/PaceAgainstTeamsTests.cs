using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Shell;

/// <summary>
/// The connector's client with the pace that the app gives it, against a connector that keeps all limits of Teams. The
/// clock moves when all that passed has arrived: so there is nothing to be excused by a machine that stood still.
/// </summary>
public sealed class PaceAgainstTeamsTests
{
    private const int CallersOfServer = 20;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broadcast_by_two_servers_reaches_the_pace_and_Teams_turns_nothing_away()
    {
        using var clock = SimulatorClock.StoppedAt(BotUnderTest.Start);
        using var clockOfPace = SimulatorClock.StoppedAt(BotUnderTest.Start); // alone, so that its timers tell who waits for the pace
        await using var teams = await SimulatorHost.StartAsync(new SimulatorOptions { Limits = ConnectorLimits.Teams, Clock = clock }, Token);
        List<Conversation> chats = [.. Enumerable.Range(0, 400).Select(n => teams.World.Personal(teams.World.AddPerson($"Dr Number {n}")))];
        teams.World.InstallEverywhere();
        teams.Connector.KeepIdsOnly();
        var store = new MemoryRecordStore();
        List<SendPace> paces = [new SendPace(50, store, clockOfPace), new SendPace(50, store, clockOfPace)];
        await using var all = new Servers([.. paces.Select(pace => ServerOf(pace, clock))]);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var next = -1;
        var sending = Task.WhenAll(all.Clients.SelectMany(client => Enumerable.Range(0, CallersOfServer).Select(_ => SendAsync(client))));
        for (var passed = TimeSpan.Zero; passed < WarmUp + Time; passed += Step)
        {
            await SettleAsync();
            clock.Advance(Step);
            clockOfPace.Advance(Step);
        }

        await end.CancelAsync();
        await sending;
        var entries = teams.Connector.Entries;
        var from = entries[0].At + WarmUp;
        Assert.All(entries, entry => Assert.True(entry.Applied, $"{entry.Status} after {entry.At - entries[0].At}"));
        Assert.InRange(entries.Count(entry => entry.At >= from) / (BotUnderTest.Start + WarmUp + Time - from).TotalSeconds, 0.96 * 50, 50);

        // Until all that was let pass has arrived, every caller wants to send once more, and both servers wait for the clock.
        async Task SettleAsync()
        {
            var (calm, limit) = (0, Environment.TickCount64 + 10_000);
            while (calm < 10 && Environment.TickCount64 < limit)
            {
                await Task.Yield();
                calm = clockOfPace.WaitingTimers >= paces.Count * (CallersOfServer + 1) && paces.Sum(pace => pace.PassedFor(chats[0].TenantId)) == teams.Connector.Entries.Count ? calm + 1 : 0;
            }

            Assert.Equal(10, calm);
        }

        async Task SendAsync(ConnectorClient client)
        {
            try
            {
                while (true)
                {
                    var chat = chats[Interlocked.Increment(ref next) % chats.Count];
                    var address = new ConnectorAddress(teams.ConnectorUrl, chat.TenantId) { CanWait = true };
                    await client.SendToConversationAsync(address, chat.Id, new Activity { Type = ActivityTypes.Message, Text = "To all" }, WhenUnsure.Report, end.Token);
                }
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                // the time is over
            }
        }
    }

    private static ServiceProvider ServerOf(SendPace pace, SimulatorClock clock)
        => new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new KeptPace(pace, new ConversationPace(clock), NullLogger<KeptPace>.Instance).Hooks)
            .AddTeamsProtocol(new TeamsProtocolOptions { AllowLoopback = true })
            .BuildServiceProvider();

    private sealed class Servers(ServiceProvider[] servers) : IAsyncDisposable
    {
        public IEnumerable<ConnectorClient> Clients => servers.Select(server => server.GetRequiredService<ConnectorClient>());

        public async ValueTask DisposeAsync()
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }
}
