using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Shell.Applying;

/// <summary>Whether people can sit on a panel: it takes a role, without which they would read and score nothing.</summary>
internal static class PanelRoles
{
    /// <summary>Why these people can't sit on a panel: names the first who has no role for it; null where all have.</summary>
    /// <param name="people">Who holds which role.</param>
    /// <param name="organisationId">Where.</param>
    /// <param name="panel">Who is to sit on it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Refusal?> WhyNotAsync(IRoleHolders people, string organisationId, IReadOnlyList<Person> panel, CancellationToken cancellationToken)
    {
        foreach (var one in panel)
        {
            if (await people.FindAsync(organisationId, one.Id, cancellationToken) is not { } holder || (holder.Roles & Standing.PanelRoles) == Roles.Member)
                return new Refusal("applying.refused.panelRole", ("name", one.Name));
        }

        return null;
    }
}
