using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Held;

/// <summary>Removes entries of the ledger long after their fate, and those that never got one long after they were raised.</summary>
internal sealed class LedgerRetention(LedgerShelf shelf, LedgerTallies tallies, IRecordStore store, Staging staging) : IRetention
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
        {
            foreach (var joined in await shelf.ListJoinedAsync(line.Key, LedgerShelf.JoinedMax, cancellationToken)) // first: they are found by it
                await RemoveAsync(organisationId, LedgerRows.PartitionOf(organisationId, joined.Entry.Id), cancellationToken);
            await RemoveAsync(organisationId, line.Key, cancellationToken);
        }

        return old.Count;
    }

    private async Task RemoveAsync(string organisationId, string key, CancellationToken cancellationToken)
    {
        var author = await shelf.FindAuthorAsync(key, cancellationToken);
        if (await shelf.FindAsync(key, cancellationToken) is { Entry: var entry })
        {
            await tallies.ForgetAsync(entry, cancellationToken);
            await RemoveLineAsync(LedgerIndexRows.References(organisationId), LedgerIndexRows.ReferenceRow(entry.Reference), cancellationToken);
            if (author is not null)
                await RemoveLineAsync(LedgerIndexRows.RaisedBy(organisationId, author.Person), LedgerIndexRows.NewestFirst(entry.RaisedAt, entry.Id), cancellationToken);
        }

        foreach (var doer in (await shelf.ListStepsAsync(key, cancellationToken)).Select(step => step.By).OfType<Domain.People.MemberId>().Distinct())
            await RemoveLineAsync(LedgerIndexRows.DoneBy(organisationId, doer), LedgerIndexRows.DoerRow(key), cancellationToken);
        await ListEntry.ForgetAsync(store, key, cancellationToken);
        await staging.SweepAllAsync(LedgerRows.Table, key, cancellationToken);
    }

    private async Task RemoveLineAsync(string partition, string row, CancellationToken cancellationToken)
        => await store.CommitAsync(LedgerIndexRows.Table, partition, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
}
