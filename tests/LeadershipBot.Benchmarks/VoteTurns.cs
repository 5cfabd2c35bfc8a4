using System.Diagnostics;
using System.Globalization;

namespace LeadershipBot.Benchmarks;

/// <summary>
/// Vote turns a second over HTTP, with token check, durable SQLite commit and card, against a bare Kestrel; in five
/// interleaved runs, judged by the ratio of the medians.
/// </summary>
internal static class VoteTurns
{
    private const int Runs = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25); // until both are compiled in their last form
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        using var bare = await Servers.StartBare().OnProcessor(0).ReadyAsync();
        using var bot = await Servers.StartBot(bench.Teams, bench.Database).OnProcessor(0).ReadyAsync();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << (Environment.ProcessorCount > 1 ? 1 : 0);
        var bareRequests = bench.VotesFor(bare.Port);
        var botRequests = bench.VotesFor(bot.Port);
        await Load.RunAsync(bare.Port, bareRequests, WarmUp);
        await Load.RunAsync(bot.Port, botRequests, WarmUp);

        var bares = new List<double>();
        var bots = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            bares.Add(await Load.RunAsync(bare.Port, bareRequests, Measured));
            bots.Add(await Load.RunAsync(bot.Port, botRequests, Measured));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}: bare {bares[^1]:N0}/s, vote turns {bots[^1]:N0}/s, ratio {bots[^1] / bares[^1]:F3}"));
        }

        var ratio = Median(bots) / Median(bares);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: bare {Median(bares):N0}/s, vote turns {Median(bots):N0}/s, ratio {ratio:F3} (wanted: at least 0.20)"));
        return ratio >= 0.20 ? 0 : 1;
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
