using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>Changes what an organisation is called, what it calls things, and whom its people ask, in one commit with the audit.</summary>
internal sealed class ChangeOrganisation(IRecordStore store, OrganisationShelf organisations, Contention contention)
{
    /// <summary>Safe to repeat: a decision that changes nothing writes nothing.</summary>
    /// <param name="organisationId">Which.</param>
    /// <param name="decide">Given the organisation, what it shall be.</param>
    /// <param name="audit">Given what it was and is, the entry that says who changed it.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <exception cref="StoreUnavailableException">It went on for too long.</exception>
    public async Task<Ruling<Organisation>> RunAsync(
        string organisationId, Func<Organisation, Ruling<Organisation>> decide, Func<Organisation, Organisation, Change> audit, CancellationToken cancellationToken)
    {
        var decided = await contention.RunAsync(stop => OnceAsync(organisationId, decide, audit, stop), cancellationToken);
        return decided.Ruling;
    }

    private async Task<Decided?> OnceAsync(
        string organisationId, Func<Organisation, Ruling<Organisation>> decide, Func<Organisation, Organisation, Change> audit, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } now)
            return new Decided(new Refusal("members.refused.noOrganisation"));
        var ruling = decide(now.Organisation);
        if (ruling.IsRefused(out _, out var after) || after == now.Organisation)
            return new Decided(ruling);
        if (after.Name != now.Name || after.Kind != now.Organisation.Kind)
            await ListAsync(after, cancellationToken);
        var result = await store.CommitAsync(OrganisationRows.Table, organisationId, [now.Touched(changed: after), audit(now.Organisation, after)], cancellationToken);
        organisations.Forget(organisationId);
        return result is CommitResult.Conflict ? null : new Decided(ruling);
    }

    /// <summary>The lists take the name before the organisation does: they only help to find it.</summary>
    private async Task ListAsync(Organisation after, CancellationToken cancellationToken)
    {
        await store.CommitAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition, [new Change.Upsert(OrganisationRows.OfIndex(after))], cancellationToken);
        foreach (var tenantId in await organisations.TenantsOfAsync(after.Name.Id, cancellationToken))
        {
            var entry = OrganisationRows.OfTenantEntry(tenantId, after.Name);
            await store.CommitAsync(OrganisationRows.TenantsTable, entry.PartitionKey, [new Change.Upsert(entry)], cancellationToken);
        }
    }

    private sealed record Decided(Ruling<Organisation> Ruling);
}
