using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Who can be chosen in dialogs to run a fellowship, and to sit on its panel: those who have a role for it.</summary>
internal sealed class RoleChoices(IRoleHolders holders)
{
    private const int Max = 40;

    /// <summary>Both, from one reading of the organisation's list.</summary>
    /// <param name="organisationId">Where.</param>
    /// <param name="content">Who runs it and who sits on the panel already: they come first, so that they stay if nobody takes them off.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IEnumerable<CardData> Makers, IEnumerable<CardData> Panel)> ListAsync(string organisationId, FellowshipContent content, CancellationToken cancellationToken)
    {
        var all = await holders.ListAsync(organisationId, Fellowship.Makers | Roles.PanelMember, cancellationToken);
        return (
            ByName(all.Where(one => (one.Roles & Fellowship.Makers) != Roles.Member)).OrderByDescending(one => one.Id == content.RunBy?.Id).Take(Max).Select(Choice),
            content.Panel.Concat(ByName(all)).DistinctBy(one => one.Id).Take(Max).Select(Choice));
    }

    private static IEnumerable<Person> ByName(IEnumerable<RoleHolder> people)
        => people.Select(one => new Person(one.Person, one.Name)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase);

    private static CardData Choice(Person one) => FellowshipWords.Choice(one.Id.ToString(), one.Name);
}
