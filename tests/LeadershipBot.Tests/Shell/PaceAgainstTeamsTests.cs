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
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("PACE_SECONDS") ?? "4"));

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_broadcast_by_several_servers_reaches_the_pace_and_Teams_turns_nothing_away(int servers)
    {
        await using var teams = await SimulatorHost.StartAsync(new SimulatorOptions { Limits = ConnectorLimits.Teams }, Token);
        List<Conversation> chats = [.. Enumerable.Range(0, 400).Select(n => teams.World.Personal(teams.World.AddPerson($"Dr Number {n}")))];
        teams.World.InstallEverywhere();
        teams.Connector.KeepIdsOnly();
        var store = new MemoryRecordStore();
        await using var all = new Servers([.. Enumerable.Range(0, servers).Select(_ => ServerOf(store))]);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        end.CancelAfter(WarmUp + Time);
        var next = -1;
        await Task.WhenAll(all.Clients.SelectMany(client => Enumerable.Range(0, 20).Select(_ => SendAsync(client))));

        var entries = teams.Connector.Entries;
        var from = entries[0].At + WarmUp;
        var rate = entries.Count(entry => entry.At >= from && entry.At < from + Time) / Time.TotalSeconds;
        Console.WriteLine($"RATE {servers} {rate:F2} of {entries.Count}, {entries.Count(entry => entry.Status == 429)} turned away");
        var at = entries.Select(e => (e.At - entries[0].At).TotalMilliseconds).ToList();
        for (var i = 1; i < at.Count; i++)
        {
            if (entries[i].Status == 429)
                Console.WriteLine($"429 at {at[i]:F0}: last gaps {string.Join(' ', Enumerable.Range(i - 55, 56).Select(k => (at[k] - at[k - 1]).ToString("F0")))}");
        }

        var gaps = at.Skip(1).Zip(at, (a, b) => a - b).Skip(100).Order().ToList();
        Console.WriteLine($"GAPS p1 {gaps[gaps.Count / 100]:F1} p10 {gaps[gaps.Count / 10]:F1} p50 {gaps[gaps.Count / 2]:F1} p90 {gaps[gaps.Count * 9 / 10]:F1} p99 {gaps[gaps.Count * 99 / 100]:F1} max {gaps[^1]:F0}");
        Assert.All(entries, entry => Assert.True(entry.Applied, $"{entry.Status} {entry.At - entries[0].At}"));
        Assert.InRange(rate, 0.9 * 50, 50); // the machine that runs the tests may stand still for a while

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
