using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadershipBot.Storage;

namespace LeadershipBot.Benchmarks;

/// <summary>Where the servers of a benchmark keep things: a SQLite file, or Microsoft's emulator of table storage.</summary>
internal sealed class KeptStore : IAsyncDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="; // Microsoft's published key of the emulator

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadershipbot-kept-");
    private readonly List<IRecordStore> _open = [];
    private Process? _emulator;
    private string? _connection;

    /// <summary>The servers' settings, as the environment has them.</summary>
    public IReadOnlyDictionary<string, string> Settings => _connection is null
        ? new Dictionary<string, string> { ["Storage__Path"] = Path.Combine(_folder.FullName, "bot.db") }
        : new Dictionary<string, string> { ["Storage__Provider"] = "AzureTables", ["Storage__ConnectionString"] = _connection };

    public static KeptStore Sqlite() => new();

    /// <summary>Needs Node, and what <c>npm --prefix tests/judges ci</c> installs.</summary>
    public static async Task<KeptStore> AzuriteAsync()
    {
        var port = FreePort();
        var judges = Path.Combine(Root(), "tests", "judges");
        var start = new ProcessStartInfo("node", ["storage-azurite.mjs", "--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture), "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck"])
        {
            WorkingDirectory = judges,
            UseShellExecute = false,
            RedirectStandardInput = true, // it ends when this pipe closes
            RedirectStandardOutput = true,
        };
        var kept = new KeptStore
        {
            _emulator = Process.Start(start),
            _connection = string.Create(CultureInfo.InvariantCulture, $"AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1"),
        };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(100))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return kept;
            }
            catch (SocketException)
            {
                // not yet
            }
        }

        throw new TimeoutException("Azurite did not start. Run first: npm --prefix tests/judges ci");
    }

    /// <summary>The same store, opened here.</summary>
    public IRecordStore Open()
    {
        IRecordStore store = _connection is null
            ? new SqliteRecordStore(Path.Combine(_folder.FullName, "bot.db"))
            : AzureTablesRecordStore.FromConnectionString(_connection);
        _open.Add(store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.OfType<IAsyncDisposable>())
            await store.DisposeAsync();
        _emulator?.StandardInput.Close();
        _emulator?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LeadershipBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The project's folder was not found.");
    }
}
