using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>
/// Whether what somebody scheduled or repeats is still theirs to ask when its time has come: nothing is asked in the name of
/// somebody who has left, or may not ask people in their own chats any more, and of no team that isn't the organisation's.
/// </summary>
internal sealed class AskerStanding(IRoleHolders holders, ITeams teams, IPresence presence)
{
    /// <summary>Why it isn't; null where it is.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="place">Where it is to be posted; null where it isn't. Into a channel only somebody has it posted who is in its team.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<NotAsked?> WhyNotAsync(Poll poll, Place? place, CancellationToken cancellationToken)
    {
        if (poll.AskedBy.Length == 0)
            return NotAsked.OwnerGone;
        if (poll.Organisation.IsNotSetUp)
            return null; // it lists nobody
        if (await holders.FindAsync(poll.Organisation.Id, new MemberId(poll.TenantId, poll.AskedBy), cancellationToken) is not { } asker)
            return NotAsked.OwnerGone;
        if (poll.IsForEverybody && (asker.Roles & Poll.MayAskEverybody) == Roles.Member)
            return NotAsked.RoleGone;
        if (place is { Scope: Scope.Channel } && !await presence.IsInAsync(place, new MemberId(poll.TenantId, poll.AskedBy), cancellationToken))
            return NotAsked.NoChannel;
        if (poll.Audience.Teams.Count == 0)
            return null;
        var there = await teams.ListAsync(poll.Organisation.Id, cancellationToken);
        return poll.Audience.Teams.All(id => there.Any(team => team.Id == id)) ? null : NotAsked.TeamGone;
    }
}
