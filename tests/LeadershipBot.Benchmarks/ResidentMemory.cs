using System.Globalization;

namespace LeadershipBot.Benchmarks;

/// <summary>Resident memory 30 seconds after the start, idle, of the bot and of a bare Kestrel.</summary>
internal static class ResidentMemory
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        using var bare = await Servers.StartBare().ReadyAsync();
        using var bot = await Servers.StartBot(bench.Teams, bench.Database).ReadyAsync();
        await Task.Delay(Wait);
        var (bareMegabytes, botMegabytes) = (MegabytesOf(bare), MegabytesOf(bot));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare {bareMegabytes:F0} MB, bot {botMegabytes:F0} MB, ratio {botMegabytes / bareMegabytes:F2} (wanted: under 1.6)"));
        return botMegabytes / bareMegabytes < 1.6 ? 0 : 1;
    }

    private static double MegabytesOf(Servers.Server server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64 / 1048576.0;
    }
}
