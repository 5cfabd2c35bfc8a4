using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Held;

/// <summary>Removes all applications for an opening, long after the last of them changed, with every note by which they are found.</summary>
internal sealed class ApplicationsRetention(ApplicationTraces traces, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Applications;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(ApplicationIndexRows.Table, organisationId, RowRange.All, cancellationToken))
        {
            if (row.GetDateTimeOffset("ChangedAt") < olderThan)
                old.Add(row);
        }

        if (sweep is Sweep.Remove)
        {
            foreach (var row in old)
                await RemoveAsync(organisationId, row, cancellationToken);
        }

        return old.Count;
    }

    private async Task RemoveAsync(string organisationId, Record line, CancellationToken cancellationToken)
    {
        var (kind, opening) = (line.GetString("Kind") ?? "", line.GetString("Opening") ?? "");
        var key = ApplicationRows.PartitionOf(organisationId, kind, opening);
        var (applied, did) = await PeopleInAsync(key, cancellationToken);
        foreach (var person in applied)
            await RemoveLineAsync(ApplicationIndexRows.AppliedBy(organisationId, person), ApplicationIndexRows.AppliedRow(kind, opening), cancellationToken);
        foreach (var person in did)
            await RemoveLineAsync(ApplicationIndexRows.DoneBy(organisationId, person), ApplicationIndexRows.DoneRow(kind, opening), cancellationToken);
        foreach (var asked in (await traces.ListAskedAsync(organisationId, cancellationToken)).Where(one => ApplicationTraces.IsOf(one, line)))
            await RemoveLineAsync(asked.PartitionKey, asked.RowKey, cancellationToken);
        await staging.SweepAllAsync(ApplicationRows.Table, key, cancellationToken);
        await RemoveLineAsync(organisationId, line.RowKey, cancellationToken); // last: all of it is found by it
    }

    /// <summary>Everybody who applied, and everybody who did something else: the audit names them without their tenant, which is looked for among all who stand there.</summary>
    private async Task<(HashSet<MemberId> Applied, HashSet<MemberId> Did)> PeopleInAsync(string key, CancellationToken cancellationToken)
    {
        var (applied, did, objects) = (new HashSet<MemberId>(), new HashSet<MemberId>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        await foreach (var row in store.ListAsync(ApplicationRows.Table, key, RowRange.All, cancellationToken))
        {
            if (row.RowKey.StartsWith(ApplicationRows.Application, StringComparison.Ordinal) && ApplicationRows.PersonIn(row, "Person") is { } person)
                applied.Add(person);
            if (row.RowKey.StartsWith(ApplicationRows.Nominee, StringComparison.Ordinal) && MemberId.TryParse(row.RowKey[ApplicationRows.Nominee.Length..], out var nominee))
                did.Add(nominee);
            if (row.RowKey.StartsWith(ApplicationRows.Release, StringComparison.Ordinal))
                did.UnionWith(ReleaseRows.ToRelease(row).Asked);
            did.UnionWith(ApplicationTraces.DoerColumns.Select(column => ApplicationRows.PersonIn(row, column)).OfType<MemberId>());
            if (row.RowKey.StartsWith(Audit.Prefix, StringComparison.Ordinal) && row.GetString("Who") is { } who)
                objects.Add(who);
        }

        var tenants = applied.Concat(did).Select(one => one.TenantId.ToLowerInvariant()).Distinct().ToList();
        did.UnionWith(objects.SelectMany(id => tenants.Select(tenant => MemberId.TryParse($"{tenant}.{id}", out var one) ? one : (MemberId?)null)).OfType<MemberId>());
        return (applied, did);
    }

    private async Task RemoveLineAsync(string partition, string row, CancellationToken cancellationToken)
        => await store.CommitAsync(ApplicationIndexRows.Table, partition, [new Change.Delete(row, null)], cancellationToken); // a conflict: it is gone already
}
