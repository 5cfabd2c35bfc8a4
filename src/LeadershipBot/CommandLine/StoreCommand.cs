using System.CommandLine;
using LeadershipBot.Storage;

namespace LeadershipBot.CommandLine;

/// <summary>What all commands that change the store have in common: files that can't be read, a store that fails, its closing.</summary>
internal static class StoreCommand
{
    public const int Failed = 1;

    /// <summary>Opens the file and only then the store, runs, and closes both.</summary>
    public static async Task<int> RunWithFileAsync(string path, Func<IRecordStore> openStore, InvocationConfiguration console, Func<IServiceProvider, Stream, Task<int>> run)
    {
        var (opened, reason) = Open(path);
        if (opened is null)
        {
            await console.Error.WriteLineAsync($"'{path}' can't be read: {reason} Nothing was changed.");
            return Failed;
        }

        await using var file = opened;
        return await RunAsync(openStore, console, parts => run(parts, file));
    }

    /// <summary>Opens the store, runs, and closes it.</summary>
    public static async Task<int> RunAsync(Func<IRecordStore> openStore, InvocationConfiguration console, Func<IServiceProvider, Task<int>> run)
    {
        var store = openStore();
        try
        {
            await using var parts = CommandParts.Of(store);
            return await run(parts);
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
        await console.Error.WriteLineAsync($"It was cut short, and nothing is half done: {problem.Message} Run the same command again.");
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
