using System.Globalization;

namespace LeadershipBot.Benchmarks;

/// <summary>The command that imports 8,000 practices into a new SQLite file, the start of the process included; and the same file again.</summary>
internal static class Imports
{
    private const int Runs = 5;
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("leadershipbot-import-");
        try
        {
            var file = Path.Combine(folder.FullName, "epraccur.csv");
            await PracticeFiles.WriteAsync(file);
            var (first, again) = (new List<double>(), new List<double>());
            for (var run = 0; run < Runs; run++)
            {
                var database = Path.Combine(folder.FullName, $"bot{run}.db");
                first.Add((await PracticeFiles.ImportAsync(file, database)).TotalSeconds);
                again.Add((await PracticeFiles.ImportAsync(file, database)).TotalSeconds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run + 1}: {first[^1]:F2} s, again {again[^1]:F2} s"));
            }

            var (median, repeated) = (VoteTurns.Median(first), VoteTurns.Median(again));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: {PracticeFiles.Practices:N0} practices in {median:F2} s (wanted: under {Wanted.TotalSeconds}), the same again in {repeated:F2} s"));
            return median < Wanted.TotalSeconds ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
