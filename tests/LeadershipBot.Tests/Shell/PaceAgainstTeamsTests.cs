using LeadershipBot.Microsoft365.Teams;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeadershipBot.Tests.Shell;

/// <summary>The connector's client with the pace that the app gives it, against a connector that keeps all limits of Teams, on a real clock.</summary>
public sealed class PaceAgainstTeamsTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>More than the pace leaves room for: then it was the machine that stood still.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(45);

    [Fact]
    public async Task A_broadcast_by_two_servers_reaches_the_pace_and_Teams_turns_nothing_away()
    {
        await using var teams = await SimulatorHost.StartAsync(new SimulatorOptions { Limits = ConnectorLimits.Teams }, Token);
        List<Conversation> chats = [.. Enumerable.Range(0, 400).Select(n => teams.World.Personal(teams.World.AddPerson($"Dr Number {n}")))];
        teams.World.InstallEverywhere();
        teams.Connector.KeepIdsOnly();
        var store = new MemoryRecordStore();
        await using var all = new Servers([ServerOf(store), ServerOf(store)]);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(WarmUp + Time);
        var next = -1;
        await Task.WhenAll(all.Clients.SelectMany(client => Enumerable.Range(0, 20).Select(_ => SendAsync(client))));

        var entries = teams.Connector.Entries;
        var from = entries[0].At + WarmUp;
        var rate = entries.Count(entry => entry.At >= from && entry.At < from + Time) / Time.TotalSeconds;
        var stalls = entries.Zip(entries.Skip(1)).Where(pair => pair.Second.At - pair.First.At > Stall).Select(pair => pair.Second.At).ToList();
        Assert.All(entries, entry => Assert.True(entry.Applied || stalls.Exists(at => entry.At - at < TimeSpan.FromSeconds(2)), $"{entry.Status} after {entry.At - entries[0].At}"));
        if (stalls.Count == 0)
            Assert.InRange(rate, 0.96 * 50, 50);

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

    private static ServiceProvider ServerOf(IRecordStore store)
    {
        var pace = new KeptPace(new SendPace(50, store, TimeProvider.System), new ConversationPace(TimeProvider.System), NullLogger<KeptPace>.Instance);
        return new ServiceCollection()
            .AddSingleton(pace.Hooks)
            .AddTeamsProtocol(new TeamsProtocolOptions { AllowLoopback = true })
            .BuildServiceProvider();
    }

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
