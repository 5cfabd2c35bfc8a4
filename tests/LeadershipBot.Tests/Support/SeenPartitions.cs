using System.Collections.Concurrent;
using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Support;

/// <summary>A real store that remembers where anything was ever written, so that a test can look at all rows on any engine.</summary>
internal sealed class SeenPartitions(IRecordStore inner) : IRecordStore
{
    private readonly ConcurrentDictionary<(string Table, string Partition), bool> _seen = [];

    public Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
        => inner.FindAsync(table, partitionKey, rowKey, cancellationToken);

    public IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken)
        => inner.ListAsync(table, partitionKey, range, cancellationToken);

    public Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        _seen[(table, partitionKey)] = true;
        return inner.CommitAsync(table, partitionKey, changes, cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

    /// <summary>Remembers that something is written there, past this store.</summary>
    public Task Note(string table, string partitionKey)
    {
        _seen[(table, partitionKey)] = true;
        return Task.CompletedTask;
    }

    /// <summary>Every row that is there now.</summary>
    public async Task<List<(string Table, Record Row)>> AllRowsAsync(CancellationToken cancellationToken)
    {
        var rows = new List<(string, Record)>();
        foreach (var (table, partition) in _seen.Keys)
        {
            await foreach (var row in inner.ListAsync(table, partition, RowRange.All, cancellationToken))
                rows.Add((table, row));
        }

        return rows;
    }
}
