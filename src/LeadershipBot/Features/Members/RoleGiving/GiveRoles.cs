using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>An organiser, chair or administrator sends the dialog: the person has the marked roles then, of those that the sender may give.</summary>
internal sealed class GiveRoles(OrganisationShelf organisations, RollShelf rolls, ChangeRoles roles, RoleCards cards, IRoleHolders holders) : ISlice
{
    private const int NamesMax = 3;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var organisationId = turn.Actor.Organisation.Id;
        var (chosen, mayGive) = (RolesIn(turn.Data.Text("roles")), Rule.MayGive(turn.Actor.Roles));
        if (!MemberId.TryParse(turn.Data.Text("person"), out var who))
            return new Answer.Refused(new Refusal("roles.refused.notListed"));
        var order = new RoleOrder(
            organisationId,
            who,
            new Giver(turn.Actor.MemberId, turn.Actor.Roles),
            before => (before & ~mayGive) | chosen,
            changed => Audit.Entry(organisationId, turn, "members.rolesChanged", changed))
        {
            Everywhere = turn.Actor.Everywhere,
            Seen = turn.Data.TryText("seen", out var seen) ? RolesIn(seen) : null,
            GiverName = turn.Actor.Name,
            Key = turn.Intent.Key,
            At = turn.At,
        };
        var ruling = await roles.RunAsync(order, cancellationToken);
        if (await organisations.FindAsync(organisationId, cancellationToken) is not { } organisation)
            return new Answer.Refused(new Refusal("members.refused.noOrganisation"));
        if (!ruling.IsRefused(out var refusal, out var changed))
            return cards.Given(organisation, changed);
        if (refusal.TextKey == "roles.refused.notYours")
            refusal = await NotYoursAsync(organisation, chosen & ~mayGive, cancellationToken);
        return await rolls.FindAsync(organisation, who, cancellationToken) is { LeftAt: null } member
            ? cards.WhichRoles(organisation, turn.Actor.Roles, member, refusal.TextKey == "roles.refused.moved" ? member.Roles : chosen, turn.Intent.Key, refusal)
            : cards.WhoseRoles(organisation, refusal);
    }

    /// <summary>The refusal that says who can do it.</summary>
    private async Task<Refusal> NotYoursAsync(OrganisationNow organisation, Roles beyond, CancellationToken cancellationToken)
    {
        var text = cards.Text;
        var givers = Rule.GiversOf(beyond);
        var names = (await holders.ListAsync(organisation.Id, givers, cancellationToken)).Take(NamesMax).Select(holder => holder.Name).ToList();
        var who = names.Count > 0 ? string.Join(", ", names) : text.NamesOf(givers, organisation.Organisation.Words);
        return new Refusal("roles.refused.notYoursBut", ("roles", text.NamesOf(beyond, organisation.Organisation.Words)), ("who", who));
    }

    /// <summary>The roles of a list of names; what is no role is passed over.</summary>
    private static Roles RolesIn(string names) => names.Split(',', StringSplitOptions.TrimEntries)
        .Aggregate(Roles.Member, (all, name) => RoleWords.All.FirstOrDefault(role => role.ToString() == name) | all);
}
