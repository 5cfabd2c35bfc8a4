using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// Many rows that are to become current at once: they are written under a version that nobody reads yet, and one write
/// elsewhere then names that version. If writing breaks off, nothing has happened but a few rows to sweep.
/// </summary>
public sealed class Staging(IRecordStore store)
{
    // SQLite flushes commits that wait together at once; Azure takes 2,000 rows a second in one partition.
    private const int BatchesAtOnce = 8;

    private const int RoundsMax = 5;

    /// <summary>Writes the rows, in batches. Safe to repeat.</summary>
    /// <exception cref="StoreUnavailableException">Not all were written.</exception>
    /// <exception cref="CommitUnconfirmedException">It may be that not all were written.</exception>
    public Task WriteAsync(string table, string partitionKey, IEnumerable<Record> rows, CancellationToken cancellationToken)
        => CommitAllAsync(table, partitionKey, rows.Select(row => new Change.Upsert(row)), cancellationToken);

    /// <summary>Removes all rows whose keys begin with the prefix. Safe to repeat, also from several servers.</summary>
    public async Task SweepAsync(string table, string partitionKey, string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(table, partitionKey, RowRange.Prefix(prefix), cancellationToken))
            keys.Add(row.RowKey);
        await CommitAllAsync(table, partitionKey, keys.Select(key => new Change.Delete(key, null)), cancellationToken);
    }

    /// <summary>Removes a whole partition, also what is written while it is being removed. Safe to repeat, also from several servers.</summary>
    /// <exception cref="StoreUnavailableException">Rows keep coming, or the store can't be asked.</exception>
    public async Task SweepAllAsync(string table, string partitionKey, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var keys = new List<string>();
            await foreach (var row in store.ListAsync(table, partitionKey, RowRange.All, cancellationToken))
                keys.Add(row.RowKey);
            if (keys.Count == 0)
                return;
            if (round > RoundsMax)
                throw new StoreUnavailableException($"A partition of {table} kept filling while it was being removed.");
            await CommitAllAsync(table, partitionKey, keys.Select(key => new Change.Delete(key, null)), cancellationToken);
        }
    }

    private async Task CommitAllAsync(string table, string partitionKey, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        foreach (var batches in changes.Chunk(StoreLimits.ChangesMax).Chunk(BatchesAtOnce))
            await Task.WhenAll(batches.Select(batch => store.CommitAsync(table, partitionKey, batch, cancellationToken)));
    }
}
