using System.CommandLine;
using LeadershipBot.Features.Members;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>The command <c>import practices FILE [--dry-run] [--megabytes-max N]</c>.</summary>
internal static class ImportCommand
{
    private const int Megabyte = 1024 * 1024;

    private const int Failed = 1;

    /// <summary>
    /// The command <c>import</c>. It ends with 0 when all lines were used, 1 when nothing could be read or the store
    /// failed, 3 when some lines were rejected; a wrong command line is told by the parser.
    /// </summary>
    /// <param name="openStore">Opens the store that the settings name; asked only once the file has been opened. The command closes it.</param>
    public static Command Create(Func<IRecordStore> openStore)
    {
        var import = new Command("import", "Imports public data from files, again and again without duplicates.");
        import.Subcommands.Add(Practices(openStore));
        return import;
    }

    private static Command Practices(Func<IRecordStore> openStore)
    {
        var file = new Argument<string>("file") { Description = "epraccur.csv as the Organisation Data Service publishes it, or a short list with a header." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var megabytesMax = new Option<int>("--megabytes-max")
        {
            Description = "The largest file that is read.",
            DefaultValueFactory = _ => (int)(ImportPractices.DefaultSizeMax / Megabyte),
        };
        megabytesMax.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                result.AddError("--megabytes-max is a number from 1 to 1024.");
        });

        file.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("Name the file to import.");
        });

        var practices = new Command("practices", "Imports GP practices from the layouts of the Organisation Data Service.") { file, dryRun, megabytesMax };
        practices.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!,
            parsed.GetValue(dryRun),
            (long)parsed.GetValue(megabytesMax) * Megabyte,
            openStore,
            parsed.InvocationConfiguration,
            cancellationToken));
        return practices;
    }

    private static async Task<int> RunAsync(
        string path, bool dryRun, long sizeMax, Func<IRecordStore> openStore, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var (opened, reason) = Open(path);
        if (opened is null)
        {
            await console.Error.WriteLineAsync($"'{path}' can't be read: {reason} Nothing was changed.");
            return Failed;
        }

        await using var file = opened;
        var store = openStore();
        try
        {
            var report = await new ImportPractices(store, sizeMax).RunAsync(file, dryRun, cancellationToken);
            var writer = report.Unreadable is null ? console.Output : console.Error;
            foreach (var line in report.Lines())
                await writer.WriteLineAsync(line);
            return report.ExitCode;
        }
        catch (StoreUnavailableException problem)
        {
            return await CutShortAsync(problem, console);
        }
        catch (CommitUnconfirmedException problem)
        {
            return await CutShortAsync(problem, console);
        }
        finally
        {
            await CloseAsync(store);
        }
    }

    private static async Task<int> CutShortAsync(Exception problem, InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync($"The import was cut short: {problem.Message} Run the same command again; it goes on with what is left.");
        return Failed;
    }

    private static (FileStream? File, string Reason) Open(string path)
    {
        if (Directory.Exists(path))
            return (null, "it is a folder.");
        try
        {
            return (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), "");
        }
        catch (FileNotFoundException)
        {
            return (null, "there is no such file.");
        }
        catch (DirectoryNotFoundException)
        {
            return (null, "there is no such folder.");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "this user may not read it.");
        }
        catch (IOException problem)
        {
            return (null, problem.Message);
        }
    }

    private static async ValueTask CloseAsync(IRecordStore store)
    {
        if (store is IAsyncDisposable later)
            await later.DisposeAsync();
        else if (store is IDisposable now)
            now.Dispose();
    }
}
