using System.Globalization;

namespace LeadershipBot.Benchmarks;

/// <summary>Resident memory 30 seconds after the start, idle, of the bot and of a bare Kestrel: medians of five pairs, one after the other.</summary>
internal static class ResidentMemory
{
    private const int Pairs = 5;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        var (bare, bot) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            using var bareServer = await Servers.StartBare().ReadyAsync();
            using var botServer = await Servers.StartBot(bench.Teams, bench.Database).ReadyAsync();
            await Task.Delay(Wait);
            bare.Add(MegabytesOf(bareServer));
            bot.Add(MegabytesOf(botServer));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pair {pair + 1}: bare {bare[pair]:F0} MB, bot {bot[pair]:F0} MB, ratio {bot[pair] / bare[pair]:F2}"));
        }

        var ratio = VoteTurns.Median(bot) / VoteTurns.Median(bare);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: bare {VoteTurns.Median(bare):F0} MB, bot {VoteTurns.Median(bot):F0} MB, ratio {ratio:F2} (wanted: under 1.6)"));
        return ratio < 1.6 ? 0 : 1;
    }

    private static double MegabytesOf(Servers.Server server)
    {
        server.Process.Refresh();
        return server.Process.WorkingSet64 / 1048576.0;
    }
}
