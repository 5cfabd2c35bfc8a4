using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Graph;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Shell.Sending;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>Something that goes to many has the bot installed for those who never had it: by the same rows, and at the same modest pace, as from the list of <c>reach</c>.</summary>
internal sealed class InstallForSending(OrganisationShelf organisations, RollShelf rolls, RosterShelf rosters, Installations installations, TenantGate tenants, GraphOptions graph, TimeProvider time) : IInstalling
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookMax = TimeSpan.FromMinutes(10);

    /// <summary>Teams tells of a new chat within seconds.</summary>
    private static readonly TimeSpan TeamsTellsWithin = TimeSpan.FromMinutes(10);

    public async Task<bool> MayHelpAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        if (!graph.Enabled || tenants.Check(person.TenantId) is not null
            || await organisations.ReadAsync(organisationId, cancellationToken) is not { } organisation
            || await rolls.FindAsync(organisation, person, cancellationToken) is not { LeftAt: null })
            return false;
        foreach (var head in await rosters.ListOfAsync(organisationId, cancellationToken))
        {
            if (await rosters.FindPersonAsync(head, person, cancellationToken) is not null)
                return false; // a guest; or a member of a team, to whom it can write as they are
        }

        return true;
    }

    public async Task<Installing> WantAsync(string organisationId, MemberId person, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var row = await installations.OrderOnceAsync(organisationId, person, since, cancellationToken);
        var (now, at) = (time.GetUtcNow(), row.GetDateTimeOffset("At") ?? since);
        return Installations.StateOf(row) switch
        {
            InstallationState.Waiting or InstallationState.Trying => new Installing.UnderWay(now + Between(FirstLook, (now - at) / 2, LookMax)),
            InstallationState.Installed or InstallationState.AlreadyThere when now < at + TeamsTellsWithin => new Installing.UnderWay(now + FirstLook),
            InstallationState.Installed or InstallationState.AlreadyThere => new Installing.Ended("installSilent"),
            InstallationState.NoPermission => new Installing.Ended("installNotGranted"),
            InstallationState.NotFound => new Installing.Ended("installNotFound"),
            InstallationState.Blocked => new Installing.Ended("installBlocked"),
            _ => new Installing.Ended("installFailed"),
        };
    }

    /// <summary>Where thousands are to be installed for, it takes long: who waits longer is looked at less often.</summary>
    private static TimeSpan Between(TimeSpan min, TimeSpan value, TimeSpan max) => value < min ? min : value > max ? max : value;
}
