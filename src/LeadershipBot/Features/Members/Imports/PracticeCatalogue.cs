using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>
/// The open GP practices of the country, in memory, to be searched while somebody types. Read at the first question, and
/// again when an import made another version current, which is looked for at most every half minute.
/// </summary>
internal sealed class PracticeCatalogue(OdsShelf shelf, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan LookedForEvery = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _door = new(1, 1);
    private volatile Remembered? _known;

    /// <summary>The list as it is now; what was read before, where the store can't be asked at this moment.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was read before and the store can't be asked.</exception>
    public ValueTask<PracticeList> NowAsync(CancellationToken cancellationToken)
        => _known is { } known && IsFresh(known) ? ValueTask.FromResult(known.List) : new ValueTask<PracticeList>(LookAsync(cancellationToken));

    public void Dispose() => _door.Dispose();

    private bool IsFresh(Remembered known) => time.GetElapsedTime(known.LookedAt) < LookedForEvery;

    private async Task<PracticeList> LookAsync(CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } known && IsFresh(known))
                return known.List;
            return (_known = await ReadAsync(_known, cancellationToken)).List;
        }
        catch (StoreUnavailableException) when (_known is not null)
        {
            return _known.List;
        }
        finally
        {
            _door.Release();
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
