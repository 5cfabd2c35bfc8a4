using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members;

/// <summary>Who holds roles, from the rolls and their indexes.</summary>
internal sealed class MemberRoles(OrganisationShelf organisations, RollShelf rolls, RollIndex index) : IRoleHolders
{
    public async Task<IReadOnlyList<RoleHolder>> ListAsync(string organisationId, Roles any, CancellationToken cancellationToken)
        => await organisations.FindAsync(organisationId, cancellationToken) is { } organisation ? await index.ListHoldersAsync(organisation, any, cancellationToken) : [];

    public async Task<RoleHolder?> FindAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => await organisations.FindAsync(organisationId, cancellationToken) is { } organisation
            && await rolls.FindAsync(organisation, person, cancellationToken) is { LeftAt: null } member
                ? new RoleHolder(member.Id, member.Name, member.Title, member.Roles)
                : null;

    public async Task<OrganisationName?> NameAsync(string organisationId, CancellationToken cancellationToken)
        => (await organisations.FindAsync(organisationId, cancellationToken))?.Name;
}
