using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>In which group of a poll's breakdown somebody stands, fixed when they answer; and in which of the teams that it asks.</summary>
internal sealed class PollGroups(IAudience audience, ITeams teams)
{
    /// <summary>The group's name in the store; empty for those of none, and in a poll without a breakdown. One read at the most.</summary>
    public async Task<string> OfAsync(Poll poll, Turn turn, CancellationToken cancellationToken) => poll.Privacy.Breakdown switch
    {
        Breakdown.Locality => (await audience.FindAsync(poll.Organisation.Id, turn.Actor.MemberId, cancellationToken))?.Locality ?? "",
        Breakdown.Leadership => Leadership.GroupOf(turn.Actor.In(poll.Organisation).Hat),
        Breakdown.Hat => turn.Actor.In(poll.Organisation).Hat.Profession?.ToString() ?? "",
        _ => "",
    };

    /// <summary>The ids of those of the poll's teams in which somebody is; no read where it asks none.</summary>
    public ValueTask<IReadOnlyList<string>> TeamsOfAsync(Poll poll, Turn turn, CancellationToken cancellationToken) => teams.AmongAsync(poll, turn.Actor.MemberId, cancellationToken);
}
