using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>
/// The open GP practices of the country, in memory, to be searched while somebody types. Read at the first question, or a
/// little before where somebody is about to ask one; and again when an import made another version current, which is looked
/// for at most every half minute.
/// </summary>
internal sealed class PracticeCatalogue(OdsShelf shelf, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan LookedForEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _door = new();
    private readonly CancellationTokenSource _ends = new();
    private volatile Remembered? _known;
    private Task<PracticeList>? _looking;

    /// <summary>The list as it is now; what was read before, where the store can't be asked at this moment.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the reading: whoever asks next has the gain of it.</param>
    /// <exception cref="StoreUnavailableException">Nothing was read before and the store can't be asked.</exception>
    public ValueTask<PracticeList> NowAsync(CancellationToken cancellationToken)
        => _known is { } known && IsFresh(known) ? ValueTask.FromResult(known.List) : new ValueTask<PracticeList>(Look().WaitAsync(cancellationToken));

    /// <summary>
    /// Has the list read, and waits for nothing: a dialog opens meanwhile. What goes wrong is told to whoever asks for the
    /// list, and read anew for the next.
    /// </summary>
    public void GetReady()
    {
        if (_known is null)
            _ = Look();
    }

    public void Dispose()
    {
        _ends.Cancel();
        _ends.Dispose();
    }

    private bool IsFresh(Remembered known) => time.GetElapsedTime(known.LookedAt) < LookedForEvery;

    /// <summary>One look at a time, for all who wait: seconds of a busy store, so that it belongs to no turn that could break it off.</summary>
    private Task<PracticeList> Look()
    {
        lock (_door)
        {
            if (_looking is not { IsCompleted: false })
                _looking = Task.Run(() => LookAsync(_ends.Token));
            return _looking;
        }
    }

    private async Task<PracticeList> LookAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && IsFresh(known))
            return known.List;
        try
        {
            return (_known = await ReadAsync(_known, cancellationToken)).List;
        }
        catch (StoreUnavailableException) when (_known is not null)
        {
            return _known.List;
        }
    }

    private async Task<Remembered> ReadAsync(Remembered? before, CancellationToken cancellationToken)
    {
        var lookedAt = time.GetTimestamp();
        var practices = await shelf.HeadAsync(OdsList.Practices, cancellationToken);
        var bodies = await shelf.HeadAsync(OdsList.Bodies, cancellationToken);
        var version = $"{practices.Version} {bodies.Version}";
        if (before?.Version == version)
            return before with { LookedAt = lookedAt };
        var names = (await shelf.BodiesAsync(bodies, cancellationToken)).ToDictionary(one => one.Key, one => one.Value.Name);
        return new Remembered(new PracticeList((await shelf.PracticesAsync(practices, cancellationToken)).Values, names), version, lookedAt);
    }

    private sealed record Remembered(PracticeList List, string Version, long LookedAt);
}
