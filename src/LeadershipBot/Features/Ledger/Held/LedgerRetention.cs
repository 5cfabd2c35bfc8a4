using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Held;

/// <summary>Removes entries of the ledger long after their fate, and those that never got one long after they were raised.</summary>
internal sealed class LedgerRetention(LedgerShelf shelf, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Ledger;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<LedgerListLine>();
        var raisedBefore = new RowRange(LedgerIndexRows.NewestFirst(olderThan, ""), null);
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.PartitionOf(organisationId, LedgerList.All), raisedBefore, cancellationToken))
        {
            if (LedgerIndexRows.ToLine(row) is var line && (line.DecidedAt ?? line.RaisedAt) < olderThan)
                old.Add(line);
        }

        foreach (var line in sweep is Sweep.Remove ? old : [])
            await RemoveAsync(organisationId, line, cancellationToken);
        return old.Count;
    }

    private async Task RemoveAsync(string organisationId, LedgerListLine line, CancellationToken cancellationToken)
    {
        var author = await shelf.FindAuthorAsync(line.Key, cancellationToken);
        if (await shelf.FindAsync(line.Key, cancellationToken) is { Entry: var entry })
        {
            await RemoveLineAsync(LedgerIndexRows.References(organisationId), LedgerIndexRows.ReferenceRow(entry.Reference), cancellationToken);
            if (author is not null)
                await RemoveLineAsync(LedgerIndexRows.RaisedBy(organisationId, author.Person), LedgerIndexRows.NewestFirst(entry.RaisedAt, entry.Id), cancellationToken);
        }

        foreach (var doer in (await shelf.ListStepsAsync(line.Key, cancellationToken)).Select(step => step.By).OfType<Domain.People.MemberId>().Distinct())
            await RemoveLineAsync(LedgerIndexRows.DoneBy(organisationId, doer), LedgerIndexRows.DoerRow(line.Key), cancellationToken);
        await ListEntry.ForgetAsync(store, line.Key, cancellationToken);
        await staging.SweepAllAsync(LedgerRows.Table, line.Key, cancellationToken);
    }

    private async Task RemoveLineAsync(string partition, string row, CancellationToken cancellationToken)
        => await store.CommitAsync(LedgerIndexRows.Table, partition, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
}
