using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator;

/// <summary>
/// The newcomer's run: the bot in Development on a SQLite file, and beside it in the same process the page on which one
/// can be any of several people. Both listen on loopback only. The chats are kept beside the bot's file.
/// </summary>
internal static class Newcomer
{
    private const int PagePort = 3979;
    private const int ServersMax = 4;
    private const string Command = "dotnet run --project src/LeadershipBot.Simulator --";

    /// <summary>
    /// Runs until Ctrl+C. Arguments are settings of the bot, such as <c>--Storage:Path=…</c>, <c>--page=PORT</c>, where 0 takes
    /// a free one, and <c>--servers=N</c>: so many servers of the bot (at most four) over the one file, of which each press goes
    /// to the next.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var clock = SimulatorClock.Running();
        try
        {
            if (WorldPath(ConfigurationOf(arguments)) is not { } path)
                return await RunAsync(arguments, clock, null);
            using var file = WorldFile.Open(path);
            return file is not null
                ? await RunAsync(arguments, clock, file)
                : await FailAsync($"Another Simulator is at work on {path}. Stop it, or choose other data: {Command} --page=0 --Storage:Path=data/second.db");
        }
        catch (SettingsException wrong)
        {
            return await FailAsync("LeadershipBot can't start with these settings:" + Environment.NewLine + wrong.Message);
        }
    }

    private static async Task<int> RunAsync(string[] arguments, SimulatorClock clock, WorldFile? file)
    {
        var port = NumberIn(arguments, "page", PagePort);
        var servers = NumberIn(arguments, "servers", 1);
        if (servers is < 1 or > ServersMax || (servers > 1 && file is null))
            return await FailAsync($"--servers takes 1 to {ServersMax}; several need a store that they share, not the one in memory.");
        var wasBroken = false;
        var saved = file?.Read(out wasBroken);
        if (wasBroken)
            await Console.Error.WriteLineAsync($"{file!.Path} can't be read, so the chats begin anew; it is kept as {Path.GetFileName(file.BrokenPath)}.");
        clock.Advance(saved?.ClockMoved ?? TimeSpan.Zero);
        await using var simulator = await StartSimulatorAsync(port, saved, clock);
        if (simulator is null)
            return await FailAsync($"Port {port} is in use. Stop the other program, or choose a port: {Command} --page=0");

        await using var bot = Bot(arguments, clock, simulator);
        await using var others = new Servers([.. Enumerable.Range(2, servers - 1).Select(number => Bot([.. arguments, "--Demo:Posts=false"], clock, simulator, number))]);
        await using var keeper = file is null ? null : new WorldKeeper(simulator, file, TimeProvider.System);
        await bot.StartAsync();
        await others.StartAsync();
        simulator.Delivery.BotUrls = [.. others.All.Prepend(bot).Select(server => server.Urls.First() + "/api/messages")];
        await simulator.Delivery.InstallEverywhereAsync();
        await Console.Out.WriteLineAsync($"""

            LeadershipBot is running with an invented organisation.
            Open {simulator.PageUrl} and be any of its people. Ctrl+C stops it; what you did is kept.

            """);
        await bot.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>The bot's address is chosen beforehand, since links to files begin with it; people sign in at the Simulator.</summary>
    private static WebApplication Bot(string[] arguments, SimulatorClock clock, SimulatorHost simulator, int number = 1)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        string[] settings =
        [
            $"--Urls={address}",
            $"--Files:PublicUrl={address}",
            $"--Files:SignInHost={simulator.SignIn.Address}",
            $"--Files:SignInAppId={simulator.World.Bot.AppId}",
            .. SettingsIn(arguments),
        ];
        return App.Build(settings, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            App.Number(builder.Services, number);
        });
    }

    private static IEnumerable<string> SettingsIn(string[] arguments) =>
    [
        "--environment=Development",
        "--DangerouslyAllowUnauthenticatedRequests=true",
        "--Demo:Posts=true",
        $"--Organisation:Administrators={string.Join(',', DemoFile.AdministratorsIn(DemoFile.DefaultPath))}",
        .. arguments.Where(a => !a.StartsWith("--page", StringComparison.Ordinal) && !a.StartsWith("--servers", StringComparison.Ordinal)),
    ];

    /// <summary>What the bot will read, before there is one: where its file is says where the chats are.</summary>
    private static ConfigurationManager ConfigurationOf(string[] arguments)
        => WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [.. SettingsIn(arguments)], ContentRootPath = AppContext.BaseDirectory }).Configuration;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int NumberIn(string[] arguments, string name, int otherwise)
        => int.TryParse(new ConfigurationBuilder().AddCommandLine(arguments).Build()[name], CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    /// <summary>The chats lie beside the bot's file; null where the bot, too, forgets all when it stops.</summary>
    private static string? WorldPath(ConfigurationManager settings)
        => string.Equals(settings["Storage:Provider"], "Memory", StringComparison.OrdinalIgnoreCase)
            ? null
            : Path.ChangeExtension(settings["Storage:Path"] ?? Path.Combine("data", "leadershipbot.db"), ".simulator.json");

    /// <summary>Null where the port is in use. Where any will do, the last one is tried first, since bots keep it with each conversation.</summary>
    private static async Task<SimulatorHost?> StartSimulatorAsync(int port, SavedWorld? saved, SimulatorClock clock)
    {
        int[] wanted = port == 0 && saved is not null ? [saved.Port, 0] : [port];
        foreach (var one in wanted)
        {
            try
            {
                return await SimulatorHost.StartAsync(new SimulatorOptions
                {
                    Port = one,
                    Clock = clock,
                    DemoPath = DemoFile.DefaultPath,
                    Saved = saved,
                });
            }
            catch (IOException) when (one != 0)
            {
                // In use: the next one, or the answer that there is none.
            }
        }

        return null;
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    /// <summary>The bot's other servers.</summary>
    private sealed class Servers(IReadOnlyList<WebApplication> all) : IAsyncDisposable
    {
        public IReadOnlyList<WebApplication> All => all;

        public async Task StartAsync()
        {
            foreach (var server in all)
                await server.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var server in all)
                await server.DisposeAsync();
        }
    }
}
