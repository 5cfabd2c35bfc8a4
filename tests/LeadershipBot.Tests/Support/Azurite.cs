using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadershipBot.Storage;

namespace LeadershipBot.Tests.Support;

/// <summary>Microsoft's emulator of table storage, started once for the test process and ended with it, even by a crash.</summary>
internal sealed class Azurite
{
    private const int Accounts = 20;
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int TriesMax = 5;

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false });

    private static readonly Lazy<Task<Azurite>> Running = new(StartOneAsync);

    private readonly int _port;
    private readonly string _account;

    private Azurite(int port, int number = 1)
    {
        (_port, _account) = (port, NameOf(number));
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{_account}"));
    }

    public Uri Endpoint { get; }

    /// <summary>Microsoft's published key of the emulator, in a connection string.</summary>
    public string ConnectionString => $"AccountName={_account};AccountKey={Key};TableEndpoint={Endpoint}";

    /// <summary>How a test asks that doesn't test time: two cores are shared by many, and the emulator may be slow to answer.</summary>
    public static AzureTablesOptions Patient()
    {
        var options = new AzureTablesOptions { GiveUpAfter = TimeSpan.FromMinutes(1) };
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        return options;
    }

    /// <summary>The running emulator; skips the test where Node is missing.</summary>
    public static async Task<Azurite> StartAsync()
    {
        await NodeTools.JudgesAsync();
        return await Running.Value;
    }

    /// <summary>One that nobody else uses, for a test that looks at everything in it; ends with the test process.</summary>
    public static async Task<Azurite> StartOwnAsync()
    {
        await NodeTools.JudgesAsync();
        return await StartOneAsync();
    }

    /// <summary>Another storage account in the same emulator, which holds nothing yet.</summary>
    /// <param name="number">From 1, which is this one, to 20.</param>
    public Azurite Account(int number) => new(_port, number);

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"devstoreaccount{number}");

    private static async Task<Azurite> StartOneAsync()
    {
        for (var tries = 1; ; tries++)
        {
            if (await TryStartAsync(isLast: tries == TriesMax) is { } one)
                return one;
        }
    }

    /// <summary>Null where another server of the tests took the port that was free, before the emulator could.</summary>
    private static async Task<Azurite?> TryStartAsync(bool isLast)
    {
        var port = FreePort();
        string[] arguments =
        [
            "storage-azurite.mjs", "--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture),
            "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck",
        ];
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Path.Combine(Needs.Root, "tests", "judges"),
            UseShellExecute = false,
            RedirectStandardInput = true, // it ends when this pipe closes
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(number => $"{NameOf(number)}:{Key}"));
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        var errors = new List<string?>();
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.StandardInput.Close();

        var (azurite, started) = (new Azurite(port), Stopwatch.StartNew());
        while (!await azurite.AnswersAsync())
        {
            if (process.HasExited && !isLast)
                return null;
            if (process.HasExited || started.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException("Azurite did not start: " + string.Join('\n', errors));
            await Task.Delay(50);
        }

        return azurite;
    }

    /// <summary>Whether it is the emulator that answers there.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(Endpoint);
            return answer.Headers.Server.ToString().StartsWith("Azurite", StringComparison.Ordinal);
        }
        catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
