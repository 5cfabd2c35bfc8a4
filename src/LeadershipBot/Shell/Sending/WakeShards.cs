using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>Something else is wanted of a sending: each of its shards looks at all its recipients again.</summary>
internal sealed class WakeShards(IRecordStore store, SendingShelf shelf, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "sending.wake";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { FrozenAt: not null } head)
            return new Delivered.Done(); // who writes the recipients down wakes the shards
        var now = time.GetUtcNow();
        await ShardOrders.WakeAsync(store, outbox, head, now, cancellationToken);
        await outbox.CommitAsync(SendingRows.Table, head.Id, [WatchSending.Now(head.Id, now)], cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The orders by which the shards of a sending are worked on.</summary>
internal static class ShardOrders
{
    /// <summary>
    /// Each shard is due now. One that is being worked on at this moment is looked at once more afterwards, since its order
    /// was touched. Safe to repeat.
    /// </summary>
    public static Task WakeAsync(IRecordStore store, Outbox outbox, SendingHead head, DateTimeOffset now, CancellationToken cancellationToken)
        => Task.WhenAll(Enumerable.Range(0, head.Shards).Select(shard => WakeAsync(store, outbox, head.ShardKey(shard), head.StartedBy.TenantId ?? "", now, cancellationToken)));

    private static async Task WakeAsync(IRecordStore store, Outbox outbox, string shardKey, string tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var isDone = false; !isDone;)
        {
            var order = await store.FindAsync(SendingRows.Table, shardKey, OutboxRow.RowKeyOf(SendShard.Kind, ""), cancellationToken);
            if (order is null)
            {
                Change change = new Change.Insert(OutboxRow.NewInBulk(shardKey, SendShard.Kind, tenantId, now));
                isDone = await outbox.CommitAsync(SendingRows.Table, shardKey, [change], cancellationToken) is CommitResult.Committed;
            }
            else
            {
                OutboxRow.BringForward(order, now);
                isDone = await outbox.PutOffAsync(SendingRows.Table, order, cancellationToken);
            }
        }
    }
}
