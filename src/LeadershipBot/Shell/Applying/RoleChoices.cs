using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Applying;

/// <summary>Who can be chosen in dialogs to run a post or a fellowship, and to sit on its panel: those who have a role for it.</summary>
internal sealed class RoleChoices(IRoleHolders holders)
{
    private const int Max = 40;

    /// <summary>Both, from one reading of the organisation's role holders. Who is chosen already comes first, so that they stay if nobody takes them off.</summary>
    /// <param name="organisationId">Where.</param>
    /// <param name="makers">The roles that may run it; who has one of them may sit on its panel as well.</param>
    /// <param name="runBy">Who runs it already; null for nobody.</param>
    /// <param name="panel">Who sits on the panel already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IEnumerable<CardData> Makers, IEnumerable<CardData> Panel)> ListAsync(string organisationId, Roles makers, Person? runBy, IEnumerable<Person> panel, CancellationToken cancellationToken)
    {
        var all = await holders.ListAsync(organisationId, makers | Roles.PanelMember, cancellationToken);
        return (
            ByName(all.Where(one => (one.Roles & makers) != Roles.Member)).OrderByDescending(one => one.Id == runBy?.Id).Take(Max).Select(Of),
            panel.Concat(ByName(all)).DistinctBy(one => one.Id).Take(Max).Select(Of));
    }

    /// <summary>Somebody, as a choice.</summary>
    public static CardData Of(Person one) => CardChoice.Named(one.Name, one.Id.ToString());

    private static IEnumerable<Person> ByName(IEnumerable<RoleHolder> people)
        => people.Select(one => new Person(one.Person, one.Name)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase);
}
