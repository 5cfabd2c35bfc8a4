using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Sendings.Held;

/// <summary>Removes sendings, with the rows that say who got them, when they were ordered long ago.</summary>
internal sealed class RetainSendings(SendingShelf shelf, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Sendings;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(SendingRows.IndexTable, organisationId, new RowRange(SendingRows.IndexKeyAt(olderThan), null), cancellationToken))
        {
            if (row.GetDateTimeOffset("OrderedAt") < olderThan)
                old.Add(row);
        }

        foreach (var row in sweep is Sweep.Count ? [] : old)
        {
            var id = row.GetString("Sending") ?? "";
            if (await shelf.FindAsync(id, cancellationToken) is { } head)
            {
                for (var shard = 0; shard < head.Shards; shard++)
                    await staging.SweepAllAsync(SendingRows.Table, head.ShardKey(shard), cancellationToken);
                await staging.SweepAllAsync(SendingRows.Table, id, cancellationToken); // after its shards: they are found by it
            }

            await store.CommitAsync(SendingRows.IndexTable, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken); // last: it is found by this
        }

        return old.Count;
    }
}
