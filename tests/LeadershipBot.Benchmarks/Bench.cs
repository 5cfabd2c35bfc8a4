using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Benchmarks;

/// <summary>The Simulator with one group chat, a seeded database for the bot, and the votes to be sent.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly SimulatorClock _clock;
    private readonly DirectoryInfo _folder;
    private readonly string _conversation;
    private readonly string _token;

    private Bench(SimulatorHost teams, SimulatorClock clock, string conversation)
    {
        (Teams, _clock, _conversation) = (teams, clock, conversation);
        _folder = Directory.CreateTempSubdirectory("leadershipbot-bench-");
        _token = teams.Tokens.Sign(new TokenShape { Audience = Votes.AppId, ServiceUrl = teams.ConnectorUrl });
    }

    public SimulatorHost Teams { get; }

    public string Database => Path.Combine(_folder.FullName, "bot.db");

    public static async Task<Bench> StartAsync()
    {
        var clock = SimulatorClock.Running();
        var teams = await SimulatorHost.StartAsync(new SimulatorOptions { Clock = clock, Bot = new BotIdentity(Votes.AppId, "LeadershipBot") });
        var tenant = teams.World.AddTenant("Benchmark", Votes.TenantId);
        var chat = teams.World.AddGroupChat("Benchmark", [teams.World.AddPerson("Dr Benchmark Voter 0", tenant: tenant)]);
        teams.World.SetInstall(chat, InstallState.Installed);
        var bench = new Bench(teams, clock, chat.Id);
        using var bot = await Servers.StartBot(teams, bench.Database).ReadyAsync();
        await bench.CreatePollAsync(bot.Port);
        return bench;
    }

    public List<byte[]> VotesFor(int port)
        => [.. Enumerable.Range(0, Votes.Voters * 3).Select(i => Votes.Press(port, _token, Teams.ConnectorUrl, _conversation, i % Votes.Voters, (i + (i / Votes.Voters)) % 3))];

    public byte[] OneVoteFor(int port, int choice) => Votes.Press(port, _token, Teams.ConnectorUrl, _conversation, 1, choice);

    public async ValueTask DisposeAsync()
    {
        await Teams.DisposeAsync();
        _clock.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task CreatePollAsync(int port)
    {
        using var connection = new Load.Connection(port);
        await connection.ExchangeAsync(Votes.CreatePoll(port, _token, Teams.ConnectorUrl, _conversation));
        await connection.ExchangeAsync(OneVoteFor(port, 0));
    }
}
