using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>What an organisation loses with a tenant.</summary>
/// <param name="Members">People of that tenant who are in it now: they leave, and stay in the history.</param>
/// <param name="Holders">How many of them hold a role.</param>
/// <param name="Found">How many are listed by e-mail and were found in that tenant: they wait to be found anew.</param>
/// <param name="Places">Teams and chats of that tenant: they belong to no organisation then.</param>
internal sealed record TenantTaken(int Members, int Holders, int Found, int Places)
{
    /// <summary>Whether the organisation had the tenant.</summary>
    public bool WasThere { get; init; } = true;

    public bool ConcernsAnybody => Members + Found + Places > 0;
}

/// <summary>
/// Takes a tenant away from an organisation, for whoever runs the bot: its people leave in the same write, so that nobody
/// keeps a role by a tenant that may list nobody any more; whose role ended is audited and told. Safe to repeat: what an earlier try left undone is done.
/// </summary>
internal sealed class TakeTenantAway(IRecordStore store, OrganisationShelf organisations, RollShelf rolls, RosterShelf rosters, Staging staging, OrganisationSettings settings, Contention contention, TimeProvider time)
{
    /// <summary>Says whom it would concern, and changes nothing.</summary>
    public async Task<Ruling<TenantTaken>> LookAsync(OrganisationNow organisation, string tenantId, CancellationToken cancellationToken)
    {
        var tenant = OrganisationRows.TenantPartition(tenantId);
        if (await WhyNotAsync(organisation, tenant, cancellationToken) is { } why)
            return why;
        var roll = await rolls.LoadAsync(organisation, cancellationToken);
        var after = Without(roll, tenant, time.GetUtcNow());
        if (settings.Administrators.Count == 0 && Rule.LosesAdministrators(roll, after))
            return new Refusal("organisations.refused.lastAdministrator");
        return Taken(roll, tenant, (await PlacesAsync(organisation.Id, tenant, cancellationToken)).Count) with { WasThere = await HasAsync(organisation, tenant, cancellationToken) };
    }

    /// <summary>Does it.</summary>
    /// <exception cref="StoreUnavailableException">Not all was written. Safe to repeat.</exception>
    public async Task<Ruling<TenantTaken>> RunAsync(string organisationId, string tenantId, CancellationToken cancellationToken)
    {
        var tenant = OrganisationRows.TenantPartition(tenantId);
        var done = await contention.RunAsync(stop => OnceAsync(organisationId, tenant, stop), cancellationToken);
        if (!done.Ruling.IsRefused(out _, out _))
        {
            foreach (var place in await PlacesAsync(organisationId, tenant, cancellationToken))
                await ReleaseAsync(organisationId, tenant, place, cancellationToken);
        }

        return done.Ruling;
    }

    private async Task<Done?> OnceAsync(string organisationId, string tenant, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation)
            return new Done(new Refusal("members.refused.noOrganisation"));
        if ((await LookAsync(organisation, tenant, cancellationToken)).IsRefused(out var why, out var taken))
            return new Done(why);

        // First, so that nobody of the tenant finds the organisation and joins it meanwhile.
        await store.CommitAsync(OrganisationRows.TenantsTable, tenant, [new Change.Delete(OrganisationRows.OfTenant + organisationId, null)], cancellationToken);
        if (!taken.WasThere)
            return new Done(taken);
        var roll = await rolls.LoadAsync(organisation, cancellationToken);
        var now = time.GetUtcNow();
        var after = Without(roll, tenant, now);
        var version = await rolls.StageAsync(organisationId, after, [], cancellationToken);
        var lost = NoteRoleChanges.RowsOf(organisationId, version, roll, after);
        await staging.WriteAsync(OrganisationRows.Table, organisationId, lost, cancellationToken);
        var entry = Audit.ByProgram(organisationId, "organisation.tenantTaken", now, new Changed(tenant, "listed", $"{taken.Members} left"));
        Change[] along =
        [
            new Change.Delete(OrganisationRows.OfTenantOf(organisationId, tenant).RowKey, null),
            entry,
            .. lost.Count == 0 ? Array.Empty<Change>() : [NoteRoleChanges.Of(organisationId, version, entry, "", now)],
        ];
        return await rolls.MakeCurrentAsync(organisation, version, along, cancellationToken) ? new Done(taken) : null;
    }

    private async Task<Refusal?> WhyNotAsync(OrganisationNow organisation, string tenant, CancellationToken cancellationToken)
        => (await organisations.TenantsOfAsync(organisation.Id, cancellationToken)) is [var only] && only == tenant ? new Refusal("organisations.refused.lastTenant", ("organisation", organisation.Name.Name)) : null;

    private async Task<bool> HasAsync(OrganisationNow organisation, string tenant, CancellationToken cancellationToken)
        => (await organisations.TenantsOfAsync(organisation.Id, cancellationToken)).Contains(tenant);

    private static TenantTaken Taken(Roll roll, string tenant, int places)
    {
        var members = roll.Members.Values.Where(member => member.LeftAt is null && IsOf(member.Id, tenant)).ToList();
        return new TenantTaken(members.Count, members.Count(member => member.Roles != Roles.Member), roll.Invited.Values.Count(one => one.MatchedTo is { } id && IsOf(id, tenant)), places);
    }

    /// <summary>The roll, which the tenant's people have left. Who is listed by e-mail may be found in another tenant yet.</summary>
    private static Roll Without(Roll roll, string tenant, DateTimeOffset now) => roll with
    {
        Members = roll.Members.Values.Select(member => member.LeftAt is null && IsOf(member.Id, tenant) ? Confirming.Left(member, now) : member).ToDictionary(member => member.Id),
        Invited = roll.Invited.Values.Select(one => one.MatchedTo is { } id && IsOf(id, tenant) ? one.NotFound() : one).ToDictionary(one => one.Email),
    };

    private static bool IsOf(MemberId id, string tenant) => string.Equals(id.TenantId, tenant, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the tenant's teams and chats lie that belong to the organisation.</summary>
    private async Task<IReadOnlyList<string>> PlacesAsync(string organisationId, string tenant, CancellationToken cancellationToken)
        => [.. (await rosters.ListPartitionsOfAsync(organisationId, cancellationToken)).Where(partition => partition.StartsWith(tenant + ".", StringComparison.Ordinal))];

    private async Task ReleaseAsync(string organisationId, string tenant, string partition, CancellationToken cancellationToken)
    {
        var key = RosterRows.OfOrganisation + partition[(tenant.Length + 1)..];
        var row = await store.FindAsync(OrganisationRows.TenantsTable, tenant, key, cancellationToken);
        if (row?.GetString("Organisation") == organisationId)
        {
            await store.CommitAsync(OrganisationRows.TenantsTable, tenant, [new Change.Delete(key, row.ETag)], cancellationToken); // a conflict: it went to another one meanwhile
            if (await rosters.FindAsync(partition, cancellationToken) is { } head && head.OrganisationId == organisationId)
                await rosters.BelongsAsync(head.Place, "", cancellationToken);
        }

        Change[] changes = [new Change.Delete(RosterRows.OfOrganisation + partition, null), Audit.ByProgram(organisationId, "members.placeReleased", time.GetUtcNow(), new Changed(partition, "", "released"))];
        await store.CommitAsync(OrganisationRows.Table, organisationId, changes, cancellationToken);
    }

    private sealed record Done(Ruling<TenantTaken> Ruling);
}
