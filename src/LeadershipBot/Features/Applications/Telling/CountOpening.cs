using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Brings the organisation's list of counts up to date with an opening. Done again, it writes the same.</summary>
internal sealed class CountOpening(ApplicationShelf shelf, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.count";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var line = ApplicationIndexRows.OfOpening(head, time.GetUtcNow());
        await store.CommitAsync(ApplicationIndexRows.Table, line.PartitionKey, [new Change.Upsert(line)], cancellationToken);
        return new Delivered.Done();
    }
}
