using LeadershipBot.Domain;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// When a version moved between load and commit, the whole of load, decide, commit is done again, with jitter, for up
/// to five seconds. For work that is harmless to repeat, also when the answer to a commit was lost.
/// </summary>
/// <param name="time">Real time, whatever the clock says by which people live: it is machines that contend.</param>
/// <param name="chance">For the jitter.</param>
public sealed class Contention(TimeProvider time, Chance chance)
{
    /// <summary>How long the shell tries before it tells the person that it couldn't be confirmed.</summary>
    public static readonly TimeSpan TryFor = TimeSpan.FromSeconds(4.5);

    /// <param name="once">One load, decide, commit; null if the commit met a conflict.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<CancellationToken, Task<TResult?>> once, CancellationToken cancellationToken)
        where TResult : class
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            Exception? lost = null;
            try
            {
                if (await once(cancellationToken) is { } result)
                    return result;
            }
            catch (CommitUnconfirmedException cause)
            {
                lost = cause;
            }

            if (time.GetElapsedTime(started) > TryFor)
                throw new StoreUnavailableException($"No commit came through in {attempt} tries.", lost);
            await Task.Delay(Jitter(attempt), time, cancellationToken);
        }
    }

    /// <summary>Changes a thing of which there is one: load, decide, one commit. Decided again, where another was faster.</summary>
    /// <param name="load">The thing as it is kept; null where there is none.</param>
    /// <param name="unknown">The answer where there is none.</param>
    /// <param name="decide">The thing after the change, or why not.</param>
    /// <param name="commit">Keeps it, with what follows from it, unless nothing changed; false if that met a conflict.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    internal async Task<Ruling<TThing>> ChangeAsync<TKept, TThing>(
        Func<CancellationToken, Task<TKept?>> load,
        Refusal unknown,
        Func<TKept, Ruling<TThing>> decide,
        Func<TKept, TThing, CancellationToken, Task<bool>> commit,
        CancellationToken cancellationToken)
        where TKept : class
        where TThing : class
    {
        var changed = await RunAsync<Changed<TThing>>(
            async stop =>
            {
                if (await load(stop) is not { } kept)
                    return new(unknown);
                var ruling = decide(kept);
                return ruling.IsRefused(out _, out var after) || await commit(kept, after, stop) ? new(ruling) : null;
            },
            cancellationToken);
        return changed.Ruling;
    }

    private TimeSpan Jitter(int attempt) => TimeSpan.FromMilliseconds(1 + chance.Below(Math.Min(10 << Math.Min(attempt, 5), 250)));

    private sealed record Changed<TThing>(Ruling<TThing> Ruling)
        where TThing : class;
}
