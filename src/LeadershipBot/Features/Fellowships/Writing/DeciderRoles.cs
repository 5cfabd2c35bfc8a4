using LeadershipBot.Domain;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Whether those who are named may run a fellowship, and sit on its panel: both take a role, without which they could do neither.</summary>
internal static class DeciderRoles
{
    /// <summary>Why not: names the first who has no role for it; null where all have, also where nobody is named.</summary>
    public static async Task<Refusal?> WhyNotAsync(IRoleHolders holders, string organisationId, FellowshipContent content, CancellationToken cancellationToken)
    {
        if (content.RunBy is { } runBy && (await holders.FindAsync(organisationId, runBy.Id, cancellationToken) is not { } holder || (holder.Roles & Fellowship.Makers) == Roles.Member))
            return FellowshipRefusals.MayNotRun(runBy.Name);
        return await PanelRoles.WhyNotAsync(holders, organisationId, content.Panel, cancellationToken);
    }
}
