using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>
/// An organiser, chair or administrator opens the dialog that gives and takes roles: first it asks whose, and once that is
/// chosen it shows what they hold.
/// </summary>
internal sealed class ChooseWhoseRoles(OrganisationShelf organisations, RollShelf rolls, RoleCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (!turn.Data.TryText("person", out var person))
            return cards.WhoseRoles(organisation, problem: null);
        if (!MemberId.TryParse(person, out var id) || await rolls.FindAsync(organisation, id, cancellationToken) is not { LeftAt: null } member)
            return cards.WhoseRoles(organisation, new Refusal("roles.refused.notListed"));
        return cards.WhichRoles(organisation, turn.Actor.Roles, member, member.Roles, chance.NewId(), problem: null);
    }
}
