using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>An organiser, chair or administrator sees who holds which role in the organisation.</summary>
internal sealed class ShowRoles(OrganisationShelf organisations, PeopleIndex people, RoleCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.FindAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        var holders = (await people.OfAsync(organisation, cancellationToken)).Where(one => one.Roles != Roles.Member).ToList();
        turn.Data.TryNumber("page", out var page);
        return cards.Holders(organisation, holders, page);
    }
}
