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

    public async Task<IEnumerable<CardData>> OfMakersAsync(string organisationId, CancellationToken cancellationToken)
        => ByName(await holders.ListAsync(organisationId, Fellowship.Makers, cancellationToken)).Take(Max).Select(Choice);

    /// <summary>With those who are chosen already first, so that they stay if nobody takes them off.</summary>
    public async Task<IEnumerable<CardData>> OfPanelAsync(string organisationId, IReadOnlyList<Person> chosen, CancellationToken cancellationToken)
        => chosen.Concat(ByName(await holders.ListAsync(organisationId, Fellowship.Makers | Roles.PanelMember, cancellationToken))).DistinctBy(one => one.Id).Take(Max).Select(Choice);

    private static IEnumerable<Person> ByName(IReadOnlyList<RoleHolder> people)
        => people.Select(one => new Person(one.Person, one.Name)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase);

    private static CardData Choice(Person one) => FellowshipWords.Choice(one.Id.ToString(), one.Name);
}
