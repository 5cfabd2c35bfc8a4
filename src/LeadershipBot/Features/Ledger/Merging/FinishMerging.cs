using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>Finishes a joining whose server died between its two steps.</summary>
internal sealed class FinishMerging(EntryMerging merging) : IDelivery
{
    public const string Kind = "ledger.finishMerging";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        await merging.FinishAsync(row.PartitionKey, row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..], cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>After a joining was undone, lets the one that spoke for both let go.</summary>
internal sealed class ReleaseMerged(EntryMerging merging) : IDelivery
{
    public const string Kind = "ledger.releaseMerged";

    private const string AtVersion = "AtVersion";

    /// <summary>The order, as a row of the entry that stands by itself again.</summary>
    public static Record Order(string key, string intoId, int atVersion, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, intoId, now);
        row[AtVersion] = atVersion;
        return row;
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var parts = row.PartitionKey.Split('.');
        var into = LedgerRows.PartitionOf(parts[0], row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..]);
        await merging.ReleaseAsync(into, parts[^1], row.GetInt32(AtVersion) ?? 0, cancellationToken);
        return new Delivered.Done();
    }
}
