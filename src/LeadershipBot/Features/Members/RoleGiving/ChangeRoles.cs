using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>
/// Gives and takes roles in one commit with the audit and the order to tell the person. Safe to repeat: the same again
/// changes nothing and tells nobody.
/// </summary>
internal sealed class ChangeRoles(RollShelf rolls, RollIndex index, OrganisationSettings settings)
{
    /// <returns>What the roles were and are now, which may be the same; or why not.</returns>
    /// <exception cref="StoreUnavailableException">Nothing could be confirmed.</exception>
    public async Task<Ruling<RolesChanged>> RunAsync(RoleOrder order, CancellationToken cancellationToken)
    {
        var before = Roles.Member;
        var ruling = await rolls.ChangeAsync(
            order.OrganisationId,
            order.Who,
            async (organisation, member) =>
            {
                before = member?.Roles ?? Roles.Member;
                var after = order.After(before);
                var isAnotherLeft = !before.HasFlag(Roles.Administrator) || after.HasFlag(Roles.Administrator)
                    || await IsAnotherAdministratorAsync(organisation, order.Giver.Id, cancellationToken);
                return Rule.Decide(await NowAsync(order, organisation, cancellationToken), member, after, order.Seen, isAnotherLeft);
            },
            (was, now) => [order.Audit(new Changed(order.Who.ToString(), was!.Roles.ToString(), now.Roles.ToString())), TellRoles.Of(order, was.Roles, now.Roles)],
            cancellationToken);
        return ruling.IsRefused(out var refusal, out var after) ? refusal : new RolesChanged(after, before);
    }

    /// <summary>Takes somebody off the list, in one commit with the audit; who held roles is told that they are gone. Safe to repeat.</summary>
    /// <exception cref="StoreUnavailableException">Nothing could be confirmed.</exception>
    public Task<Ruling<Member>> EndAsync(RoleOrder order, CancellationToken cancellationToken)
        => rolls.ChangeAsync(
            order.OrganisationId,
            order.Who,
            async (organisation, member) => Rule.End(await NowAsync(order, organisation, cancellationToken), member, order.At),
            (was, now) =>
            [
                order.Audit(new Changed(order.Who.ToString(), was!.Roles.ToString(), "Left")),
                .. was.Roles == now.Roles ? Array.Empty<Change>() : [TellRoles.Of(order, was.Roles, now.Roles)],
            ],
            cancellationToken);

    /// <summary>The giver with the roles that they hold at this moment: what the turn knew of them may be half a minute old.</summary>
    private async Task<Giver> NowAsync(RoleOrder order, OrganisationNow organisation, CancellationToken cancellationToken)
    {
        if (order.Giver.Id == default)
            return order.Giver;
        var held = await rolls.FindAsync(organisation, order.Giver.Id, cancellationToken) is { LeftAt: null } giver ? giver.Roles : Roles.Member;
        return order.Giver with { Roles = held | order.Everywhere };
    }

    private async Task<bool> IsAnotherAdministratorAsync(OrganisationNow organisation, MemberId giver, CancellationToken cancellationToken)
        => settings.Administrators.Count > 0
            || (await index.ListHoldersAsync(organisation, Roles.Administrator, cancellationToken)).Any(one => one.Person != giver);
}

/// <summary>That somebody's roles in an organisation are to change.</summary>
/// <param name="OrganisationId">Where.</param>
/// <param name="Who">Whose.</param>
/// <param name="Giver">Who gives or takes, and what they may.</param>
/// <param name="After">The roles that shall hold, given those that hold.</param>
/// <param name="Audit">The entry of the audit that says so.</param>
internal sealed record RoleOrder(string OrganisationId, MemberId Who, Giver Giver, Func<Roles, Roles> After, Func<Changed, Change> Audit)
{
    /// <summary>The roles that the giver saw when choosing; null where nothing was shown.</summary>
    public Roles? Seen { get; init; }

    /// <summary>What the giver may do in every organisation, by setting.</summary>
    public Roles Everywhere { get; init; }

    /// <summary>The giver's name, for the person who is told; empty for the program.</summary>
    public string GiverName { get; init; } = "";

    /// <summary>Names this order among others, the same for a repeat of it.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What somebody's roles were and are.</summary>
internal sealed record RolesChanged(Member Member, Roles Before);
