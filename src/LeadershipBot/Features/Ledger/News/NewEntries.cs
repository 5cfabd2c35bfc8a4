using LeadershipBot.Domain.Ledger;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.News;

/// <summary>Takes note of what has come onto the ledger, and of what whoever raised something said of it later, so that those who manage it are told at the next time for news.</summary>
internal sealed class NewEntries(IRecordStore store, Outbox outbox, TimeProvider time)
{
    /// <summary>Safe to repeat.</summary>
    public async Task NoteAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await KeepAsync(entry, LedgerIndexRows.OfNew(entry, now), now, cancellationToken);
    }

    /// <summary>That whoever raised it said more. Safe to repeat.</summary>
    public async Task NoteSaidAsync(LedgerEntry entry, LedgerStep step, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await KeepAsync(entry, LedgerIndexRows.OfSaid(entry, step, now), now, cancellationToken);
    }

    private async Task KeepAsync(LedgerEntry entry, Record row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var organisation = entry.Organisation.Id;
        await store.CommitAsync(LedgerIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
        await outbox.CommitAsync(LedgerRows.Table, organisation, [new Change.Upsert(OutboxRow.New(organisation, AnnounceNews.Kind, "", NewsTime.Next(now, Zones.UnitedKingdom)))], cancellationToken);
    }

    /// <summary>What came and was not announced yet.</summary>
    public async Task<List<Record>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.News(organisationId), RowRange.All, cancellationToken))
            rows.Add(row);
        return rows;
    }

    public async Task RemoveAsync(IEnumerable<Record> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
            await store.CommitAsync(LedgerIndexRows.Table, row.PartitionKey, [new Change.Delete(row.RowKey, null)], cancellationToken); // a conflict: it is gone already
    }
}
