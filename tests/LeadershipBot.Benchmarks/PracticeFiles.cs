using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LeadershipBot.Benchmarks;

/// <summary>Files of practices, made up but shaped like those of the Organisation Data Service, and their import by the command.</summary>
internal static class PracticeFiles
{
    /// <summary>As many as England has, with some that are closed.</summary>
    public const int Practices = 8_000;

    private static readonly string[] Names = ["DENSHAM", "QUEENS PARK", "VICTORIA", "ST MARY'S", "NORTON", "HARBOUR", "HIGH STREET", "RIVERSIDE", "MANOR", "ABBEY"];
    private static readonly string[] Kinds = ["SURGERY", "MEDICAL CENTRE", "HEALTH CENTRE", "MEDICAL PRACTICE", "PRACTICE"];
    private static readonly string[] Towns = ["STOCKTON-ON-TEES", "LEEDS", "HARTLEPOOL", "YARM", "DURHAM", "PENZANCE", "DOVER"];

    /// <summary>A file in the layout of epraccur, 27 columns a line.</summary>
    public static async Task WriteAsync(string path)
    {
        var text = new StringBuilder();
        for (var n = 0; n < Practices; n++)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (n / 1000))}{80_000 + n}");
            var name = $"{Names[n % Names.Length]} {Kinds[n % Kinds.Length]} {n % 97}";
            var town = Towns[n % Towns.Length];
            text.Append(CultureInfo.InvariantCulture, $"\"{code}\",\"{name}\",\"Y63\",\"Q74\",\"THE HEALTH CENTRE\",\"LAWSON STREET\",\"NORTON\",\"{town}\",\"\",\"TS{n % 90} {n % 9}HU\",\"19740401\",\"\",\"A\",\"B\",\"{n % 100:00}K\",\"20130401\",\"\",\"\",\"\",\"\",\"\",\"0\",\"\",\"{n % 100:00}K\",\"\",\"4\",\"\"\n");
        }

        await File.WriteAllTextAsync(path, text.ToString());
    }

    /// <summary>Runs the command as an administrator does, and says how long the whole process took.</summary>
    public static async Task<TimeSpan> ImportAsync(string path, string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadershipBot.dll"), "import", "practices", path]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Storage__Path"] = database;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed : throw new InvalidOperationException($"The import ended with {process.ExitCode}.");
    }
}
