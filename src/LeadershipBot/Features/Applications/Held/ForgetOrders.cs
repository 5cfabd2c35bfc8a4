using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>Removes what is still to be done for or about somebody who is forgotten: it would name them until it is due.</summary>
internal sealed class ForgetOrders(IRecordStore store, Outbox outbox)
{
    private static readonly string[] Named = ["Person", "To"];

    public async Task ForgetAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var (orders, name) = (new List<Record>(), person.ToString());
        await foreach (var row in store.ListAsync(ApplicationRows.Table, key, RowRange.Prefix(OutboxRow.Prefix), cancellationToken))
        {
            if (Named.Any(column => row.GetString(column) == name))
                orders.Add(row);
        }

        foreach (var row in orders)
        {
            await outbox.RemovePointerAsync(ApplicationRows.Table, row, cancellationToken);
            await store.CommitAsync(ApplicationRows.Table, key, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is done already
        }
    }
}
