using System.Diagnostics;
using System.Globalization;

namespace LeadershipBot.Benchmarks;

/// <summary>From the launch of the process to the first answered vote, on a seeded database, token check included.</summary>
internal static class Launch
{
    private const int Runs = 5;

    public static async Task<int> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        var seconds = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var bot = Servers.StartBot(bench.Teams, bench.Database);
            await FirstVoteAsync(bot.Port, bench.OneVoteFor(bot.Port, run % 3));
            seconds.Add(watch.Elapsed.TotalSeconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}: {seconds[^1]:F2} s"));
        }

        var median = VoteTurns.Median(seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {median:F2} s from launch to the first answered vote (wanted: under 2)"));
        return median < 2 ? 0 : 1;
    }

    private static async Task FirstVoteAsync(int port, byte[] vote)
    {
        while (true)
        {
            try
            {
                using var connection = new Load.Connection(port);
                await connection.ExchangeAsync(vote);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Delay(2);
            }
        }
    }
}
