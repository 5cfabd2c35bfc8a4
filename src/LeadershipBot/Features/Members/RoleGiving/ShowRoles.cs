using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>An organiser, chair or administrator sees who holds which role in the organisation.</summary>
internal sealed class ShowRoles(OrganisationShelf organisations, RollIndex index, RoleCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        var holders = (await index.ListHoldersAsync(organisation, RoleWords.All.Aggregate(Roles.Member, (all, role) => all | role), cancellationToken)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ToList();
        turn.Data.TryNumber("page", out var page);
        return cards.Holders(organisation, holders, page);
    }
}
