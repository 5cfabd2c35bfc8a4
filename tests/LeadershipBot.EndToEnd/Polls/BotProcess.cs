using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LeadershipBot.Simulator;

namespace LeadershipBot.EndToEnd.Polls;

/// <summary>
/// The program itself, as another process on a free loopback port, with token checks on. It never outlives its test:
/// it is killed when it is disposed of, and when the test process ends in any way but a kill of its own.
/// </summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly EventHandler _atExit;

    private BotProcess(Process process)
    {
        _process = process;
        _atExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
    }

    /// <summary>The messaging endpoint.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts the program and waits until it listens.</summary>
    public static async Task<BotProcess> StartAsync(SimulatorHost teams, params string[] settings)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "LeadershipBot.dll"),
            "--environment=Development",
            "--urls=http://127.0.0.1:0",
            "--DangerouslyAllowUnauthenticatedRequests=false",
            $"--MicrosoftAppId={teams.World.Bot.AppId}",
            $"--BotOpenIdMetadata={teams.Tokens.MetadataUrl}",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            .. settings,
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var bot = new BotProcess(process);
        try
        {
            await bot.ListensAsync();
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process as <c>kill -9</c> does: it has no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the process where it stands, as a machine that falls asleep: what it holds it still holds when it wakes.</summary>
    public Task FallAsleepAsync() => SignalAsync("STOP");

    public Task WakeUpAsync() => SignalAsync("CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        AppDomain.CurrentDomain.ProcessExit -= _atExit;
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private async Task ListensAsync()
    {
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        void Hear(string? line)
        {
            if (line is null)
                return;
            lock (said)
                said.Add(line);
            if (Listening().Match(line) is { Success: true } match)
                listens.TrySetResult(new Uri(new Uri(match.Groups["url"].Value), "/api/messages"));
        }

        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync();
        var first = await Task.WhenAny(listens.Task, ended, Task.Delay(StartTimeMax));
        lock (said)
            Assert.True(first == listens.Task, "The bot did not start: " + string.Join('\n', said));
        Url = await listens.Task;
    }

    [GeneratedRegex("Now listening on: (?<url>http://[^ ]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
