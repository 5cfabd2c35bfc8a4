using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadershipBot.Simulator;
using LeadershipBot.Simulator.Connector;

namespace LeadershipBot.Benchmarks;

/// <summary>Starts the bot and the bare server as processes of their own, as they would run, on the first processor.</summary>
internal static class Servers
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(30);

    /// <summary>The bot with token checks, on a SQLite file.</summary>
    public static Server StartBot(SimulatorHost teams, string database)
        => StartBot(teams, new Dictionary<string, string> { ["Storage__Path"] = database });

    /// <summary>The bot with token checks, and with settings of the caller's.</summary>
    public static Server StartBot(SimulatorHost teams, IReadOnlyDictionary<string, string> settings)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "LeadershipBot.dll");
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [dll]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development"; // for keys over http from this machine; tokens are checked all the same
        start.Environment["DangerouslyAllowUnauthenticatedRequests"] = "false";
        start.Environment["Urls"] = $"http://127.0.0.1:{port}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["MicrosoftAppId"] = Votes.AppId;
        start.Environment["BotOpenIdMetadata"] = teams.ConnectorUrl[..teams.ConnectorUrl.IndexOf('/', "http://".Length)] + Tokens.MetadataPath;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new Server(Process.Start(start)!, port);
    }

    public static Server StartBare()
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "LeadershipBot.Benchmarks.dll");
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [dll, "bare", port.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, RedirectStandardOutput = true };
        return new Server(Process.Start(start)!, port);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A started server; disposing of it ends the process.</summary>
    internal sealed class Server(Process process, int port) : IDisposable
    {
        public int Port => port;

        public Process Process => process;

        /// <summary>Binds the process to one processor, so that load and server don't take each other's time.</summary>
        public Server OnProcessor(int processor)
        {
            if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
                process.ProcessorAffinity = 1 << processor;
            return this;
        }

        public async Task<Server> ReadyAsync()
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < StartTimeMax)
            {
                try
                {
                    if ((await client.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode)
                        return this;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5);
                }
            }

            throw new TimeoutException("The server did not start.");
        }

        public void Dispose()
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
