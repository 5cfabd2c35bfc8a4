using LeadershipBot.Simulator.Faults;

namespace LeadershipBot.Simulator;

/// <summary>
/// The newcomer's run: the bot in Development on a SQLite file, and beside it in the same process the page on which one
/// can be any of several people. Both listen on loopback only.
/// </summary>
internal static class Newcomer
{
    private const int PagePort = 3979;

    /// <summary>Runs until Ctrl+C. Arguments are settings of the bot, such as <c>--Storage:Path=…</c>, and <c>--page=PORT</c>.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        using var clock = SimulatorClock.Running();
        await using var simulator = await StartSimulatorAsync(options["page"], clock);
        if (simulator is null)
            return 1;

        string[] settings =
        [
            "--environment=Development",
            "--Urls=http://127.0.0.1:0",
            "--DangerouslyAllowUnauthenticatedRequests=true",
            .. arguments.Where(a => !a.StartsWith("--page", StringComparison.Ordinal)),
        ];
        await using var bot = App.Build(settings, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await bot.StartAsync();
        simulator.BotUrl = bot.Urls.First() + "/api/messages";
        await simulator.Delivery.InstallEverywhereAsync();
        await Console.Out.WriteLineAsync($"""

            LeadershipBot is running with an invented organisation.
            Open {simulator.PageUrl} and be any of its people. Ctrl+C stops it; what you did is kept.

            """);
        await bot.WaitForShutdownAsync();
        return 0;
    }

    private static async Task<SimulatorHost?> StartSimulatorAsync(string? port, SimulatorClock clock)
    {
        var wanted = int.TryParse(port, out var given) ? given : PagePort;
        try
        {
            return await SimulatorHost.StartAsync(new SimulatorOptions
            {
                Port = wanted,
                Clock = clock,
                DemoPath = Path.Combine(AppContext.BaseDirectory, "Demo", "organisation.json"),
            });
        }
        catch (IOException) when (wanted != 0)
        {
            await Console.Error.WriteLineAsync($"Port {wanted} is in use. Stop the other program, or choose a port: dotnet run --project src/LeadershipBot.Simulator -- --page=0");
            return null;
        }
    }
}
