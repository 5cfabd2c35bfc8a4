using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// The last gate: the route names the roles of which the person must hold one, in the organisation they act in. Who may
/// not is told who can.
/// </summary>
public sealed class PermissionGate(IRoleHolders holders, CardLibrary library)
{
    private const int NamesMax = 3;

    /// <returns>Null where the person may pass.</returns>
    /// <exception cref="Storage.StoreUnavailableException">Who could do it can't be looked up.</exception>
    public async ValueTask<Refusal?> CheckAsync(KnownPerson person, Route route, CancellationToken cancellationToken)
    {
        var actor = person.Actor;
        if (route.Admits(actor))
            return null;
        if (route.IsAboutAll)
            return new Refusal("shell.refused.aboutAll");
        var text = library.Text;
        var roles = text.NamesOf(route.Needs, person.Organisation?.Words);
        if (route.LetsLeadsIn)
            roles = $"{roles}, {text.Plain("roles.practiceLead").Words}";
        var names = (await holders.ListAsync(actor.Organisation.Id, route.Needs, cancellationToken)).Take(NamesMax).Select(holder => holder.Name).ToList();
        if (names.Count == 0)
            return person.Organisation is { HelpContact: { Length: > 0 } contact } ? new Refusal("shell.refused.roleHelp", ("roles", roles), ("contact", contact)) : new Refusal("shell.refused.role", ("roles", roles));
        return new Refusal("shell.refused.roleOf", ("roles", roles), ("organisation", text.NameOf(actor.Organisation)), ("names", string.Join(", ", names)));
    }
}
