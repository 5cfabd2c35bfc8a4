using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Files;

/// <summary>Removes an offer and its links when its day is over.</summary>
internal sealed class SweepFile(IRecordStore store) : IDelivery
{
    public const string Kind = "files.sweep";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(OutboxRow.RowKeyOf(Kind, "").Length + 1)..];
        var gone = new List<Change>();
        if (await store.FindAsync(table, row.PartitionKey, FileRows.OfferRow(id), cancellationToken) is { } offer)
            gone.Add(new Change.Delete(offer.RowKey, null));
        await foreach (var link in store.ListAsync(table, row.PartitionKey, RowRange.Prefix(FileRows.Links), cancellationToken))
        {
            if (link.GetString("Offer") == id && gone.Count < StoreLimits.ChangesMax - 1)
                gone.Add(new Change.Delete(link.RowKey, null));
        }

        return new Delivered.Done([.. gone]);
    }
}
