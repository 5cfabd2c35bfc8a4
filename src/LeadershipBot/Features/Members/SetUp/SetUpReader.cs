using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Features.Members.Roster;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>How far an organisation is set up.</summary>
/// <param name="Organisation">What it is.</param>
/// <param name="Localities">How many parts it has.</param>
/// <param name="Practices">How many practices are its members now.</param>
/// <param name="Members">How many people it lists.</param>
/// <param name="Invited">How many are listed by e-mail only, and wait to be found in Teams and confirmed.</param>
/// <param name="Holders">How many people hold which role.</param>
internal sealed record SetUpNow(Organisation Organisation, int Localities, int Practices, int Members, int Invited, IReadOnlyDictionary<Roles, int> Holders)
{
    /// <summary>How many of them can be reached; null where nobody counted, since it takes a look at each person.</summary>
    public ReachCount? Reach { get; init; }

    public bool HasPeople => Members + Invited > 0;

    public bool HasRoles => Holders.Count > 0;

    public bool HasContact => Organisation.HelpContact.Length > 0;

    public bool HasWords => Organisation.Words != Vocabulary.Usual;
}

/// <summary>Reads how far an organisation is set up.</summary>
internal sealed class SetUpReader(OrganisationShelf organisations, RollShelf rolls, PeopleIndex people)
{
    /// <summary>As it is in the store at this moment; null if there is no such organisation.</summary>
    public async Task<SetUpNow?> ReadAsync(string organisationId, CancellationToken cancellationToken)
    {
        if (await organisations.ReadAsync(organisationId, cancellationToken) is not { } now)
            return null;
        var members = await people.OfAsync(now, cancellationToken);
        var invited = await rolls.ListInvitedAsync(now, cancellationToken);
        var holders = Enum.GetValues<Roles>().Where(role => role != Roles.Member)
            .Select(role => (Role: role, Count: members.Count(one => one.Roles.HasFlag(role))))
            .Where(one => one.Count > 0).ToDictionary(one => one.Role, one => one.Count);
        return new SetUpNow(now.Organisation, now.Localities.Count, now.Practices.Values.Count(one => one.LeftAt is null), members.Count, invited.Count, holders);
    }
}
