using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadershipBot.Benchmarks;

/// <summary>
/// Votes that come at a steady pace, whether or not the earlier ones have been answered: how long each takes from the
/// moment at which it was to come, and whether every one that was answered is in the store. Server and load share the
/// processors.
/// </summary>
internal static class Burst
{
    private const int VotesPerSecond = 1_000;
    private const double P99Max = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25); // until everything is compiled in its last form
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync()
    {
        await using var bench = await Bench.StartAsync();
        var (times, lost) = (Array.Empty<double>(), 0);
        using (var bot = await Servers.StartBot(bench.Teams, bench.Database).ReadyAsync())
        {
            var requests = bench.VotesFor(bot.Port);
            await OfferAsync(bot.Port, requests, WarmUp);
            times = await OfferAsync(bot.Port, requests, Measured);
        }

        var (answers, counted) = await CountAsync(bench.Database);
        lost = Votes.Voters - Math.Min(answers, counted);
        Array.Sort(times);
        var (median, p99) = (times[times.Length / 2], times[times.Length * 99 / 100]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Length:N0} votes at {VotesPerSecond:N0} a second: median {median:F1} ms, 99 of 100 within {p99:F1} ms (wanted: under {P99Max:F0}), the slowest {times[^1]:F0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Votes.Voters:N0} people voted: {answers:N0} answers are kept, {counted:N0} counted, {lost:N0} lost (wanted: none)"));
        return p99 < P99Max && lost == 0 && answers == counted ? 0 : 1;
    }

    /// <returns>The milliseconds of each, from when it was to come to its whole answer.</returns>
    private static async Task<double[]> OfferAsync(int port, List<byte[]> requests, TimeSpan time)
    {
        var count = (int)(VotesPerSecond * time.TotalSeconds);
        var times = new double[count];
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Load.Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new Load.Connection(port);
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                var due = TimeSpan.FromSeconds((double)number / VotesPerSecond);
                if (due - watch.Elapsed is { Ticks: > 0 } early)
                    await Task.Delay(early);
                var from = watch.Elapsed < due ? watch.Elapsed : due; // a timer may be early, and is late by its own grain
                await connection.ExchangeAsync(requests[number % requests.Count]);
                times[number] = (watch.Elapsed - from).TotalMilliseconds;
            }
        })));
        return times;
    }

    private static async Task<(int Answers, int Counted)> CountAsync(string database)
    {
        await using var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await file.OpenAsync();
        return (await NumberAsync("SELECT COUNT(*) FROM records WHERE tbl = 'Polls' AND rk LIKE 'answer.%'"),
            await NumberAsync("SELECT SUM(json_extract(columns, '$.People')) FROM records WHERE tbl = 'Polls' AND rk LIKE 'head.tally.%'"));

        async Task<int> NumberAsync(string sql)
        {
            await using var command = file.CreateCommand();
            command.CommandText = sql;
            return Convert.ToInt32(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }
    }
}
