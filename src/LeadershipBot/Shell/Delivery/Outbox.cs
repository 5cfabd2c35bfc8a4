using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Commits what a slice decided. Outbox rows among the changes get their pointer first, and the clockwork on this
/// server hears of them at once; another server finds them by the pointer if this one dies.
/// </summary>
public sealed class Outbox(IRecordStore store, Clockwork clockwork)
{
    /// <summary>
    /// As <see cref="IRecordStore.CommitAsync"/>. An outbox row that is inserted or upserted is new; one that is
    /// replaced was outstanding already, keeps its due time, and costs no pointer.
    /// </summary>
    public async Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        List<PointerAt>? outstanding = null;
        foreach (var change in changes)
        {
            if (NewRow(change) is { } row)
                (outstanding ??= []).Add(await WritePointerAsync(Pointer.To(table, row), cancellationToken));
        }

        var result = await store.CommitAsync(table, partitionKey, changes, cancellationToken);
        if (result is CommitResult.Committed && outstanding is not null)
            outstanding.ForEach(clockwork.Expect);
        return result;
    }

    /// <summary>Gives an outbox row that is there already a new due time, with its pointer; false if the row has moved meanwhile.</summary>
    public Task<bool> PutOffAsync(string table, Record row, CancellationToken cancellationToken) => PutOffAsync(table, row, [], cancellationToken);

    /// <summary>The same, with what else changes in the same commit; false if any of it has moved meanwhile.</summary>
    public async Task<bool> PutOffAsync(string table, Record row, IReadOnlyList<Change> also, CancellationToken cancellationToken)
    {
        var pointer = await WritePointerAsync(Pointer.To(table, row), cancellationToken);
        if (await store.CommitAsync(table, row.PartitionKey, [new Change.Replace(row), .. also], cancellationToken) is not CommitResult.Committed)
            return false;
        clockwork.Expect(pointer);
        return true;
    }

    /// <summary>
    /// Removes the pointer of an outbox row that is about to be removed, or put off, before its time: it would stay until
    /// then, and names the partition.
    /// </summary>
    public async Task RemovePointerAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var record = Pointer.To(table, row).ToRecord();
        await store.CommitAsync(Pointer.DueTable, record.PartitionKey, [new Change.Delete(record.RowKey, null)], cancellationToken);
    }

    private static Record? NewRow(Change change)
    {
        if (!change.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal))
            return null;
        return change switch
        {
            Change.Insert insert => insert.Record,
            Change.Upsert upsert => upsert.Record,
            _ => null,
        };
    }

    private async Task<PointerAt> WritePointerAsync(Pointer pointer, CancellationToken cancellationToken)
    {
        var record = pointer.ToRecord();
        var result = await store.CommitAsync(Pointer.DueTable, record.PartitionKey, [new Change.Upsert(record)], cancellationToken);
        return new PointerAt(pointer, (result as CommitResult.Committed)?.ETags[0]);
    }
}

/// <summary>A pointer, and the version in which it was read or written.</summary>
public sealed record PointerAt(Pointer Pointer, string? ETag)
{
    /// <summary>Names the outbox row that it points to.</summary>
    internal string Key { get; } = $"{Pointer.Table}\n{Pointer.PartitionKey}\n{Pointer.RowKey}";
}
