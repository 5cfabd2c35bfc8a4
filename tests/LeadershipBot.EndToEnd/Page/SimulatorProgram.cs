using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// The Simulator as a newcomer starts it: a process of its own, on data of its own. It is killed when it is disposed of,
/// and when the test process ends in any way but a kill of its own.
/// </summary>
internal sealed partial class SimulatorProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _complained = new();
    private readonly EventHandler _atExit;
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatorProgram(Process process)
    {
        _process = process;
        _atExit = (_, _) => Kill();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
        process.OutputDataReceived += (_, line) => Hear(_printed, line.Data);
        process.ErrorDataReceived += (_, line) => Hear(_complained, line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException("The Simulator ended before it printed its address."));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address that it printed.</summary>
    public Uri Address => new(_address.Task.Result);

    /// <summary>What it wrote to its standard error; all of it once it has ended.</summary>
    public string Complaints
    {
        get
        {
            lock (_complained)
                return _complained.ToString();
        }
    }

    /// <summary>Starts it, with more settings of the bot if wanted, and waits for the address.</summary>
    public static async Task<SimulatorProgram> StartAsync(DataFolder data, int port, CancellationToken cancellationToken, params string[] settings)
    {
        var program = Launch(data, port, settings);
        try
        {
            await program._address.Task.WaitAsync(Patience, cancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one that is expected to give up; answers its exit code and what it wrote to its standard error.</summary>
    public static async Task<(int Code, string Complaints)> RunAsync(DataFolder data, int port, CancellationToken cancellationToken)
    {
        await using var program = Launch(data, port);
        await program._process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return (program._process.ExitCode, program.Complaints);
    }

    /// <summary>Presses Ctrl+C; answers the exit code.</summary>
    public async Task<int> InterruptAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -INT {_process.Id}")]);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Kills it as a power cut would.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit -= _atExit;
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private static SimulatorProgram Launch(DataFolder data, int port, params string[] settings)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "LeadershipBot.Simulator.dll"),
            string.Create(CultureInfo.InvariantCulture, $"--page={port}"),
            $"--Storage:Path={data.BotPath}",
            "--Demo:Posts=false", // each begins with what it makes itself
            .. settings,
        ];
        return new SimulatorProgram(Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    private void Hear(StringBuilder heard, string? line)
    {
        lock (heard)
            heard.AppendLine(line);
        if (line is not null && PrintedAddress().Match(line) is { Success: true } match)
            _address.TrySetResult(match.Value);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.None, 1000)]
    private static partial Regex PrintedAddress();
}
