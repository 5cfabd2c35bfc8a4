using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Who holds roles, from the rolls.</summary>
internal sealed class MemberRoles(OrganisationShelf organisations, RollShelf rolls) : IRoleHolders
{
    public async Task<IReadOnlyList<RoleHolder>> ListAsync(string organisationId, Roles any, CancellationToken cancellationToken)
    {
        var holders = new List<RoleHolder>();
        if (await organisations.FindAsync(organisationId, cancellationToken) is not { } organisation)
            return holders;
        await foreach (var member in rolls.ListAsync(organisation, cancellationToken))
        {
            if (member.LeftAt is null && (member.Roles & any) != Roles.Member)
                holders.Add(HolderOf(member));
        }

        return holders;
    }

    public async Task<RoleHolder?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await organisations.FindAsync(organisationId, cancellationToken) is { } organisation
            && await rolls.FindAsync(organisation, person, cancellationToken) is { LeftAt: null } member
                ? HolderOf(member)
                : null;

    public async Task<OrganisationName?> NameAsync(string organisationId, CancellationToken cancellationToken)
        => (await organisations.FindAsync(organisationId, cancellationToken))?.Name;

    private static RoleHolder HolderOf(Member member) => new(member.Id, member.Name, member.Title, member.Roles);
}
