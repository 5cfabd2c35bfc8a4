using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Fellowships.Writing;

/// <summary>Who else writes and runs fellowships: where nobody else could say yes to one or change it, somebody does it alone.</summary>
internal static class OtherMakers
{
    /// <summary>Everybody who organises or chairs, without some.</summary>
    public static async Task<IReadOnlyList<RoleHolder>> ListOthersAsync(this IRoleHolders holders, string organisationId, IReadOnlySet<MemberId> than, CancellationToken cancellationToken)
        => [.. (await holders.ListAsync(organisationId, Fellowship.Makers, cancellationToken)).Where(one => !than.Contains(one.Person))];

    /// <summary>Whether anybody but one person could approve a fellowship: where nobody could, they do it alone.</summary>
    public static async Task<bool> HasOthersAsync(this IRoleHolders holders, string organisationId, MemberId than, CancellationToken cancellationToken)
        => (await holders.ListOthersAsync(organisationId, new HashSet<MemberId> { than }, cancellationToken)).Count > 0;

    /// <summary>Whether the yes is theirs, who organise or chair: somebody else wrote it and asks, or nobody else could say it.</summary>
    public static async Task<bool> MayApproveAsync(this IRoleHolders holders, Fellowship fellowship, MemberId me, CancellationToken cancellationToken)
        => !fellowship.IsBy(me) || !await holders.HasOthersAsync(fellowship.Organisation.Id, me, cancellationToken);
}
