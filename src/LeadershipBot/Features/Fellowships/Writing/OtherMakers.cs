using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Whether anybody but one person could approve a fellowship: where nobody could, they do it alone.</summary>
internal static class OtherMakers
{
    public static async Task<bool> HasOthersAsync(this IRoleHolders holders, string organisationId, MemberId than, CancellationToken cancellationToken)
        => (await holders.ListAsync(organisationId, Fellowship.Makers, cancellationToken)).Any(one => one.Person != than);

    /// <summary>Whether the yes is theirs, who organise or chair: somebody else wrote it and asks, or nobody else could say it.</summary>
    public static async Task<bool> MayApproveAsync(this IRoleHolders holders, Fellowship fellowship, MemberId me, CancellationToken cancellationToken)
        => !fellowship.IsBy(me) || !await holders.HasOthersAsync(fellowship.Organisation.Id, me, cancellationToken);
}
