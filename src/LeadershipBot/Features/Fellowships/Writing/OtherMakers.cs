using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Whether anybody but one person could approve a fellowship: where nobody could, they do it alone.</summary>
internal static class OtherMakers
{
    public static async Task<bool> HasOthersAsync(this IRoleHolders holders, string organisationId, MemberId than, CancellationToken cancellationToken)
        => (await holders.ListAsync(organisationId, Fellowship.Makers, cancellationToken)).Any(one => one.Person != than);
}
