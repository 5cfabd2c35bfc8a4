using System.Diagnostics;

namespace LeadershipBot.Tests.Support;

/// <summary>Node and the npm packages of tests/judges, installed at first use and shared by all test processes.</summary>
internal static class NodeTools
{
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    /// <summary>The folder tests/judges, with its packages installed; skips the test where Node is missing.</summary>
    public static async Task<string> JudgesAsync()
    {
        Assert.SkipUnless(HasNode(), "Needs Node.js 20 or later on the PATH.");
        var problem = await Installed.Value;
        if (problem is not null)
            Assert.Fail($"npm ci in tests/judges failed: {problem}");
        return Path.Combine(Needs.Root, "tests", "judges");
    }

    /// <summary>Runs a script of tests/judges with the text on its standard input; answers what it printed.</summary>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        var folder = await JudgesAsync();
        var (code, output, error) = await StartAsync("node", folder, input, [script, .. arguments]);
        if (code != 0)
            Assert.Fail($"{script} ended with {code}:\n{error}\n{output}");
        return output;
    }

    private static bool HasNode()
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    private static async Task<string?> InstallAsync()
    {
        var folder = Path.Combine(Needs.Root, "tests", "judges");
        using var oneAtATime = await LockAsync(Path.Combine(Path.GetTempPath(), "leadershipbot-judges.lock"));
        var done = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(folder, "package-lock.json"));
        if (done.Exists && done.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            return null;
        var (code, output, error) = await StartAsync("npm", folder, "", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        return code == 0 ? null : error + output;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(200); // another test process is installing
            }
        }
    }

    private static async Task<(int Code, string Output, string Error)> StartAsync(string program, string folder, string input, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
