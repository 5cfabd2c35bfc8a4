using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// Who holds roles, and who leads which practice, from the index beside the roll (<see cref="RollIndexRows"/>). A roll from
/// before there was one is read whole, and its index is ordered (<see cref="IndexRoll"/>).
/// </summary>
internal sealed class RollIndex(IRecordStore store, RollShelf rolls, Outbox outbox, TimeProvider time)
{
    /// <summary>Everybody who holds at least one of the roles, in the order of their ids.</summary>
    public async Task<IReadOnlyList<RoleHolder>> ListHoldersAsync(OrganisationNow organisation, Roles any, CancellationToken cancellationToken)
    {
        if (!organisation.IsIndexed)
            return [.. (await ListWholeAsync(organisation, cancellationToken)).Where(member => (member.Roles & any) != Roles.Member).Select(member => new RoleHolder(member.Id, member.Name, member.Title, member.Roles))];
        var (holders, prefix) = (new List<RoleHolder>(), RollIndexRows.HoldersOf(organisation.Roll));
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(prefix), cancellationToken))
        {
            var (person, roles) = (RollIndexRows.ToPerson(row, prefix), RollIndexRows.RolesOf(row));
            if ((roles & any) != Roles.Member)
                holders.Add(new RoleHolder(person.Id, person.Name, row.GetString("Title") ?? "", roles));
        }

        return holders;
    }

    /// <summary>Everybody who leads one of these practices, once for each that they lead; practices that left the organisation are led by nobody.</summary>
    public async Task<IReadOnlyList<PracticeLead>> ListLeadsAsync(OrganisationNow organisation, PracticeCodes practices, CancellationToken cancellationToken)
    {
        var still = organisation.StillIn(practices);
        if (still.All.Count == 0)
            return [];
        if (!organisation.IsIndexed)
            return [.. (await ListWholeAsync(organisation, cancellationToken)).SelectMany(member => LeadsOf(member, still))];
        var read = await Task.WhenAll([.. still.All.Select(code => ListApartAsync(organisation, code, cancellationToken)), ListOfManyAsync(organisation, still, cancellationToken)]);
        return [.. read.SelectMany(some => some)];
    }

    private async Task<List<Member>> ListWholeAsync(OrganisationNow organisation, CancellationToken cancellationToken)
    {
        await outbox.CommitAsync(OrganisationRows.Table, organisation.Id, [IndexRoll.Of(organisation.Id, organisation.Roll, time.GetUtcNow())], cancellationToken);
        return await rolls.ListAsync(organisation, cancellationToken).Where(member => member.LeftAt is null).ToListAsync(cancellationToken);
    }

    private async Task<List<PracticeLead>> ListApartAsync(OrganisationNow organisation, string code, CancellationToken cancellationToken)
    {
        var (leads, prefix) = (new List<PracticeLead>(), RollIndexRows.LeadsOf(organisation.Roll, code));
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(prefix), cancellationToken))
            leads.Add(new PracticeLead(code, RollIndexRows.ToPerson(row, prefix)));
        return leads;
    }

    private async Task<List<PracticeLead>> ListOfManyAsync(OrganisationNow organisation, PracticeCodes practices, CancellationToken cancellationToken)
    {
        var (leads, prefix) = (new List<PracticeLead>(), RollIndexRows.LeadsOfMany(organisation.Roll));
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisation.Id, RowRange.Prefix(prefix), cancellationToken))
        {
            if (await rolls.FindAsync(organisation, RollIndexRows.ToPerson(row, prefix).Id, cancellationToken) is { LeftAt: null } member)
                leads.AddRange(LeadsOf(member, practices));
        }

        return leads;
    }

    private static IEnumerable<PracticeLead> LeadsOf(Member member, PracticeCodes practices)
        => member.LeadOf.Among(member.Practices).Among(practices).All.Select(code => new PracticeLead(code, new Person(member.Id, member.Name)));
}
