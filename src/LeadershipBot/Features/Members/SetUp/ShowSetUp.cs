using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>An administrator, organiser or chair sees how far the organisation is set up, and what to do next.</summary>
internal sealed class ShowSetUp(SetUpReader reader, ReachReader reach, OrganisationShelf organisations, SetUpCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await reader.ReadAsync(turn.Actor.Organisation.Id, cancellationToken) is { } now
            ? cards.Status(turn, now with { Reach = await reach.CountAsync(now.Organisation.Name.Id, cancellationToken) })
            : cards.Bodies(await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken), turn.Actor.Everywhere.HasFlag(Roles.Administrator));
}

/// <summary>An administrator of the deployment goes to another organisation of the tenant, or on to making one.</summary>
internal sealed class ShowBodies(OrganisationShelf organisations, SetUpCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var isEverywhere = turn.Actor.Everywhere.HasFlag(Roles.Administrator);
        var bodies = isEverywhere ? await organisations.ListOfTenantAsync(turn.Actor.TenantId, cancellationToken) : [.. turn.Actor.Hats.Select(hat => hat.Organisation)];
        return cards.Bodies(bodies, isEverywhere);
    }
}
