using LeadershipBot.Domain.Practices;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>
/// All open GP practices of the country, in memory, for people whose organisation lists none: the table changes a few
/// times a year, by imports, and is read again every ten minutes of use.
/// </summary>
internal sealed class NationalPractices(IRecordStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _reading = new(1);
    private Remembered? _known;

    /// <summary>The practices; at most ten minutes old.</summary>
    public async ValueTask<IReadOnlyList<FindablePractice>> ListAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
            return known.Practices;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return (Fresh() ?? await ReadAsync(cancellationToken)).Practices;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>The practice of a code; null if there is none that is open.</summary>
    public async ValueTask<FindablePractice?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken);
        return _known!.ByCode.GetValueOrDefault(code);
    }

    public void Dispose() => _reading.Dispose();

    private Remembered? Fresh() => _known is { } known && time.GetElapsedTime(known.At) < RememberedFor ? known : null;

    private async Task<Remembered> ReadAsync(CancellationToken cancellationToken)
    {
        var practices = new List<FindablePractice>();
        await foreach (var row in store.ListAsync(PracticeRow.Table, PracticeRow.PartitionKey, RowRange.All, cancellationToken))
        {
            if (PracticeRow.Read(row) is { IsOpenGpPractice: true } practice)
                practices.Add(FindablePractice.Of(practice.Code.ToString(), PracticeNames.Readable(practice.Name), PracticeNames.Readable(practice.Town), practice.Postcode));
        }

        return _known = new Remembered(practices, practices.ToDictionary(practice => practice.Code, StringComparer.OrdinalIgnoreCase), time.GetTimestamp());
    }

    private sealed record Remembered(IReadOnlyList<FindablePractice> Practices, IReadOnlyDictionary<string, FindablePractice> ByCode, long At);
}
