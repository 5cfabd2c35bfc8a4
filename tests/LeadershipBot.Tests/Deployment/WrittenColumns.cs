using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Deployment;

/// <summary>A column that some commit wrote, and a value that it got.</summary>
internal sealed record WrittenColumn(string Table, string Row, string Column, object Value)
{
    public override string ToString() => $"{Table}, row {Row}, column {Column}";
}

/// <summary>A real store that remembers which columns were committed, and lets everything else through.</summary>
internal sealed class WrittenColumns(IRecordStore inner) : IRecordStore
{
    private readonly Lock _gate = new();
    private readonly List<WrittenColumn> _all = [];

    public IReadOnlyList<WrittenColumn> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    public Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
        => inner.FindAsync(table, partitionKey, rowKey, cancellationToken);

    public IAsyncEnumerable<Record> ListAsync(string table, string partitionKey, RowRange range, CancellationToken cancellationToken)
        => inner.ListAsync(table, partitionKey, range, cancellationToken);

    public async Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var written = changes.Select(RecordOf).OfType<Record>()
            .SelectMany(record => record.Columns.Select(column => new WrittenColumn(table, record.RowKey, column.Key, column.Value))).ToList();
        var result = await inner.CommitAsync(table, partitionKey, changes, cancellationToken);
        if (result is CommitResult.Committed)
        {
            lock (_gate)
                _all.AddRange(written);
        }

        return result;
    }

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private static Record? RecordOf(Change change) => change switch
    {
        Change.Insert insert => insert.Record,
        Change.Replace replace => replace.Record,
        Change.Upsert upsert => upsert.Record,
        _ => null,
    };
}
