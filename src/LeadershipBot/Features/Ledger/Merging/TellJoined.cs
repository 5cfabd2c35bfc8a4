using LeadershipBot.Features.Ledger.Fates;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>What is said of an entry that speaks for others goes to the authors of those, too: each is told by an order in their own entry.</summary>
internal sealed class TellJoined(LedgerShelf shelf, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.tellJoined";

    private const string Overdue = "overdue";

    /// <summary>That there is news of it; or, that it is overdue.</summary>
    public static Change Order(string key, DateTimeOffset now, bool isOverdue = false) => new Change.Upsert(OutboxRow.New(key, Kind, isOverdue ? Overdue : "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var isOverdue = row.RowKey.EndsWith(Overdue, StringComparison.Ordinal);
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Entry: var into })
            return new Delivered.Done();
        foreach (var joined in await shelf.ListJoinedAsync(row.PartitionKey, LedgerShelf.JoinedMax, cancellationToken))
        {
            var key = LedgerRows.PartitionOf(into.Organisation.Id, joined.Entry.Id);
            if (await shelf.FindAsync(key, cancellationToken) is not { Entry: var one } || one.MergedInto != into.Id)
                continue;
            var order = isOverdue ? RemindOfEntry.OrderForAuthor(key, time.GetUtcNow()) : OutboxRow.New(key, TellAuthor.Kind, "", time.GetUtcNow());
            await outbox.CommitAsync(LedgerRows.Table, key, [new Change.Upsert(order)], cancellationToken);
        }

        return new Delivered.Done();
    }
}
