using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Ledger.Lists;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Held;

/// <summary>Removes entries of the ledger long after their fate, or the last step where that came later, and those that never got one long after that.</summary>
internal sealed class LedgerRetention(LedgerShelf shelf, LedgerTallies tallies, IRoleHolders people, IRecordStore store, Staging staging) : IRetention
{
    private const Roles Anybody = Roles.LocalityLead | Roles.Organiser | Roles.PanelMember | Roles.ReturningOfficer | Roles.Chair | Roles.Administrator;

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

        var count = 0;
        foreach (var line in old)
        {
            if ((await shelf.ListStepsAsync(line.Key, cancellationToken)).Exists(step => step.At >= olderThan))
                continue; // taken up again, or another was joined with it
            count++;
            if (sweep is Sweep.Remove)
                await RemoveWithJoinedAsync(organisationId, line.Key, cancellationToken);
        }

        return count + await SweepExportsAsync(organisationId, olderThan, sweep, cancellationToken);
    }

    private async Task RemoveWithJoinedAsync(string organisationId, string key, CancellationToken cancellationToken)
    {
        foreach (var joined in await shelf.ListJoinedAsync(key, int.MaxValue, cancellationToken)) // first: they are found by it
        {
            var one = LedgerRows.PartitionOf(organisationId, joined.Entry.Id);
            if (await shelf.FindAsync(one, cancellationToken) is { Entry.MergedInto: { } into } && LedgerRows.PartitionOf(organisationId, into) == key)
                await RemoveAsync(organisationId, one, cancellationToken);
        }

        await RemoveAsync(organisationId, key, cancellationToken);
    }

    private async Task RemoveAsync(string organisationId, string key, CancellationToken cancellationToken)
    {
        var (author, entry) = (await shelf.FindAuthorAsync(key, cancellationToken), (await shelf.FindAsync(key, cancellationToken))?.Entry);
        if (entry is not null)
        {
            await tallies.ForgetAsync(entry, cancellationToken);
            await RemoveLineAsync(LedgerIndexRows.References(organisationId), LedgerIndexRows.ReferenceRow(entry.Reference), cancellationToken);
            if (author is not null)
                await RemoveLineAsync(LedgerIndexRows.RaisedBy(organisationId, author.Person), LedgerIndexRows.NewestFirst(entry.RaisedAt, entry.Id), cancellationToken);
        }

        foreach (var doer in await DoersAsync(organisationId, key, entry, cancellationToken))
            await RemoveLineAsync(LedgerIndexRows.DoneBy(organisationId, doer), LedgerIndexRows.DoerRow(key), cancellationToken);
        await ListEntry.ForgetAsync(store, key, cancellationToken);
        await staging.SweepAllAsync(LedgerRows.Table, key, cancellationToken);
    }

    /// <summary>Everybody of whom it may be noted that they acted on an entry, or that it was theirs.</summary>
    private async Task<HashSet<MemberId>> DoersAsync(string organisationId, string key, LedgerEntry? entry, CancellationToken cancellationToken)
    {
        var doers = new HashSet<MemberId>();
        foreach (var step in await shelf.ListStepsAsync(key, cancellationToken))
            doers.UnionWith(new[] { step.By, step.Of }.OfType<MemberId>());
        if (entry?.Owner is { } owner)
            doers.Add(owner.Person);
        var audit = await AuditAsync(key, cancellationToken);
        doers.UnionWith(await InTenantsAsync(organisationId, doers, audit.SelectMany(row => new[] { row.GetString("Who"), row.GetString("Whom") }), cancellationToken));
        return doers;
    }

    /// <summary>Removes who took the whole ledger as a file, once that is long ago.</summary>
    private async Task<int> SweepExportsAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var audit = await AuditAsync(organisationId, cancellationToken);
        var old = audit.FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        if (sweep is Sweep.Count || old.Count == 0)
            return old.Count;
        var still = audit.Except(old).Select(row => row.GetString("Who")).ToHashSet();
        foreach (var person in await InTenantsAsync(organisationId, [], old.Select(row => row.GetString("Who")).Where(who => !still.Contains(who)), cancellationToken))
            await RemoveLineAsync(LedgerIndexRows.DoneBy(organisationId, person), LedgerIndexRows.DoerRow(organisationId), cancellationToken);
        foreach (var row in old) // last: the notes are found by it
            await store.CommitAsync(LedgerRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken);
        return old.Count;
    }

    private async Task<List<Record>> AuditAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(LedgerRows.Table, partition, RowRange.Prefix(Audit.Prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>The audit names people without their tenant: in each of those from which the organisation has people, or had some here.</summary>
    private async Task<IEnumerable<MemberId>> InTenantsAsync(string organisationId, IEnumerable<MemberId> known, IEnumerable<string?> objectIds, CancellationToken cancellationToken)
    {
        var ids = objectIds.Where(id => id is { Length: > 0 }).Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var tenants = known.Concat((await people.ListAsync(organisationId, Anybody, cancellationToken)).Select(one => one.Person)).Select(one => one.TenantId.ToLowerInvariant()).Distinct();
        return tenants.SelectMany(tenant => ids.Select(id => MemberId.TryParse($"{tenant}.{id}", out var person) ? person : (MemberId?)null)).OfType<MemberId>().ToList();
    }

    private async Task RemoveLineAsync(string partition, string row, CancellationToken cancellationToken)
        => await store.CommitAsync(LedgerIndexRows.Table, partition, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
}
