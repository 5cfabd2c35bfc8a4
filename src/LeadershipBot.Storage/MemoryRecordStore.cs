using System.Globalization;

namespace LeadershipBot.Storage;

/// <summary>Keeps records in this process only, for tests and for trying things out. Rows lie encoded, so nobody shares a record.</summary>
public sealed class MemoryRecordStore : IRecordStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Table, string PartitionKey), SortedList<string, Row>> _partitions = [];
    private long _lastVersion;

    public Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        StoreLimits.CheckRow(table, partitionKey, rowKey);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<Record?>(cancellationToken);
        Row row;
        lock (_gate)
        {
            if (!_partitions.TryGetValue((table, partitionKey), out var rows) || !rows.TryGetValue(rowKey, out row))
                return Task.FromResult<Record?>(null);
        }

        return Task.FromResult<Record?>(row.ToRecord(partitionKey, rowKey));
    }

    public IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken)
    {
        StoreLimits.CheckPartition(table, partitionKey);
        return Pages.ListAsync(range, from => Page((table, partitionKey), from, range.To), cancellationToken);
    }

    public Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        StoreLimits.CheckCommit(table, partitionKey, changes);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<CommitResult>(cancellationToken);
        lock (_gate)
            return Task.FromResult(Commit((table, partitionKey), changes));
    }

    public Task CheckAsync(CancellationToken cancellationToken) => Readiness.CheckAsync(this, cancellationToken);

    private CommitResult Commit((string Table, string PartitionKey) partition, IReadOnlyList<Change> changes)
    {
        _partitions.TryGetValue(partition, out var rows);
        foreach (var change in changes)
        {
            Row? there = rows is not null && rows.TryGetValue(change.RowKey, out var found) ? found : null;
            if (!Holds(change, there))
                return new CommitResult.Conflict(change.RowKey);
        }

        var etags = new string?[changes.Count];
        if (changes.Count > 0 && rows is null)
            _partitions[partition] = rows = new SortedList<string, Row>(StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
            etags[i] = Apply(rows!, changes[i]);
        if (rows is { Count: 0 })
            _partitions.Remove(partition);
        return new CommitResult.Committed(etags);
    }

    private static bool Holds(Change change, Row? there) => change switch
    {
        Change.Insert => there is null,
        Change.Replace replace => there is { } row && string.Equals(row.ETag, replace.Record.ETag, StringComparison.Ordinal),
        Change.Delete delete => there is { } row && (delete.ETag is null || string.Equals(row.ETag, delete.ETag, StringComparison.Ordinal)),
        _ => true,
    };

    private string? Apply(SortedList<string, Row> rows, Change change)
    {
        if (change.Written is not { } record)
        {
            rows.Remove(change.RowKey);
            return null;
        }

        var etag = (++_lastVersion).ToString(CultureInfo.InvariantCulture);
        rows[record.RowKey] = new Row(etag, RecordJson.Encode(record));
        return etag;
    }

    private List<Record> Page((string Table, string PartitionKey) partition, string from, string? to)
    {
        var page = new List<(string RowKey, Row Row)>();
        lock (_gate)
        {
            if (!_partitions.TryGetValue(partition, out var rows))
                return [];
            for (var i = FirstAtOrAfter(rows.Keys, from); i < rows.Count && page.Count < Pages.RowsMax; i++)
            {
                if (to is not null && string.CompareOrdinal(rows.Keys[i], to) >= 0)
                    break;
                page.Add((rows.Keys[i], rows.Values[i]));
            }
        }

        return page.ConvertAll(found => found.Row.ToRecord(partition.PartitionKey, found.RowKey));
    }

    private static int FirstAtOrAfter(IList<string> keys, string from)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(keys[middle], from) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private readonly record struct Row(string ETag, byte[] Columns)
    {
        public Record ToRecord(string partitionKey, string rowKey) => RecordJson.Decode(Columns, partitionKey, rowKey, ETag);
    }
}
