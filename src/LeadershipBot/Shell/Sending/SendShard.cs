using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Works on one shard of a sending for a stretch of time, and then makes room for others. Any server may take the next
/// stretch; one that takes it from a server which died finds what that one was sending, and sends it again.
/// </summary>
internal sealed class SendShard(IRecordStore store, SendingShelf shelf, RecipientSender sender, Outbox outbox, SendingFaults faults, TimeProvider time) : IDelivery
{
    public const string Kind = "sending.shard";

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(SendingRows.SendingOf(row.PartitionKey), cancellationToken) is not { } head)
            return new Delivered.Done();
        if (await Shard.TakeAsync(store, row.PartitionKey, cancellationToken) is not { } shard)
            return new Delivered.NotBefore(time.GetUtcNow() + Breath);
        await faults.Reached(SendingFaults.ShardTaken);
        await WatchAsync(head, cancellationToken);
        try
        {
            return await new ShardPass(store, shelf, sender, faults, time, head, shard).RunAsync(cancellationToken);
        }
        catch (ShardLostException)
        {
            return new Delivered.NotBefore(time.GetUtcNow() + Breath);
        }
    }

    /// <summary>Whoever watches it sees that it goes on. One that is shown already is not hurried by each stretch of each shard.</summary>
    private async Task WatchAsync(SendingHead head, CancellationToken cancellationToken)
    {
        if (head.WatchedIn is null
            || (await store.FindAsync(SendingRows.Table, head.Id, OutboxRow.RowKeyOf(WatchSending.Kind, ""), cancellationToken) is { } order && !OutboxRow.IsGivenUp(order)))
            return;
        await outbox.CommitAsync(SendingRows.Table, head.Id, [WatchSending.Now(head.Id, time.GetUtcNow())], cancellationToken);
    }
}
