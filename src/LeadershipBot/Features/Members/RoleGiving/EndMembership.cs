using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>
/// An organiser, chair or administrator takes somebody off the organisation's list, such as one who was confirmed by
/// mistake. Pressed twice, the second time finds it done. A later list of people that names them brings them back.
/// </summary>
internal sealed class EndMembership(OrganisationShelf organisations, ChangeRoles roles, RoleCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!MemberId.TryParse(turn.Data.Text("person"), out var who))
            return new Answer.Refused(new Refusal("roles.refused.notListed"));
        var organisationId = turn.Actor.Organisation.Id;
        var order = new RoleOrder(
            organisationId,
            who,
            new Giver(turn.Actor.MemberId, turn.Actor.Roles),
            _ => Roles.Member,
            changed => Audit.Entry(organisationId, turn, "members.ended", changed))
        {
            Everywhere = turn.Actor.Everywhere,
            GiverName = turn.Actor.Name,
            Key = turn.Intent.Key,
            At = turn.At,
        };
        var ruling = await roles.EndAsync(order, cancellationToken);
        if (await organisations.FindAsync(organisationId, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        return ruling.IsRefused(out var refusal, out var member) ? new Answer.Refused(refusal) : cards.Ended(organisation, member);
    }
}
