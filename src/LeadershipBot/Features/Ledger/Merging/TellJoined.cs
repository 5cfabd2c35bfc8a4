using LeadershipBot.Features.Ledger.Fates;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Merging;

/// <summary>What is said of an entry that speaks for others goes to the authors of those, too: each is told by an order in their own entry.</summary>
internal sealed class TellJoined(LedgerShelf shelf, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.tellJoined";

    private const string Overdue = "overdue";

    /// <summary>That there is news of it.</summary>
    public static Change Order(string key, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(key, Kind, "", now));

    /// <summary>That it is overdue, and who was reminded.</summary>
    public static Change OrderOverdue(string key, RemindedOf reminded, DateTimeOffset now)
    {
        var row = OutboxRow.New(key, Kind, Overdue, now);
        row[RemindOfEntry.RemindedColumn] = reminded.ToString();
        return new Change.Upsert(row);
    }

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
            var order = isOverdue ? RemindOfEntry.OrderForAuthor(key, RemindOfEntry.RemindedIn(row), time.GetUtcNow()) : OutboxRow.New(key, TellAuthor.Kind, "", time.GetUtcNow());
            await outbox.CommitAsync(LedgerRows.Table, key, [new Change.Upsert(order)], cancellationToken);
        }

        return new Delivered.Done();
    }
}
