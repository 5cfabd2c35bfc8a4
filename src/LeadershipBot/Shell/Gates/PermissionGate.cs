using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// The last gate: the route names the roles of which the person must hold one, in the organisation they act in. Who may
/// not is told who can.
/// </summary>
public sealed class PermissionGate(CardLibrary library)
{
    private const int NamesMax = 3;

    /// <returns>Null where the person may pass.</returns>
    /// <exception cref="Storage.StoreUnavailableException">Who could do it can't be looked up.</exception>
    public async ValueTask<Refusal?> CheckAsync(Actor actor, Route route, IDirectory directory, CancellationToken cancellationToken)
    {
        if (route.Admits(actor))
            return null;
        var text = library.Text;
        var roles = route.LetsLeadsIn ? $"{text.NamesOf(route.Needs)}, {text.Plain("roles.practiceLead").Words}" : text.NamesOf(route.Needs);
        var names = await directory.NameHoldersAsync(actor.Organisation.Id, route.Needs, NamesMax, cancellationToken);
        return names.Count == 0
            ? new Refusal("shell.refused.role", ("roles", roles))
            : new Refusal("shell.refused.roleOf", ("roles", roles), ("organisation", text.NameOf(actor.Organisation)), ("names", string.Join(", ", names)));
    }
}
