using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// Whether what somebody scheduled or repeats is still theirs to ask when its time has come: nothing is asked in the name of
/// somebody who has left, or may not ask people in their own chats any more.
/// </summary>
internal sealed class AskerStanding(IRoleHolders holders)
{
    /// <summary>Why it isn't; null where it is.</summary>
    public async Task<NotAsked?> WhyNotAsync(Poll poll, CancellationToken cancellationToken)
    {
        if (poll.AskedBy.Length == 0)
            return NotAsked.OwnerGone;
        if (poll.Organisation.IsNotSetUp)
            return null; // it lists nobody
        if (await holders.FindAsync(poll.Organisation.Id, new MemberId(poll.TenantId, poll.AskedBy), cancellationToken) is not { } asker)
            return NotAsked.OwnerGone;
        return poll.IsForEverybody && (asker.Roles & Poll.MayAskEverybody) == Roles.Member ? NotAsked.RoleGone : null;
    }
}
