using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions;

/// <summary>In which of the teams to which a decision went somebody is.</summary>
internal static class DecisionTeams
{
    /// <summary>The ids; none, and no read, where it didn't go to teams.</summary>
    public static ValueTask<IReadOnlyList<string>> AmongAsync(this ITeams teams, DecisionHead head, Turn turn, CancellationToken cancellationToken)
        => teams.AmongAsync(head.Decision.Organisation.Id, head.Decision.Audience?.Teams ?? [], turn.Actor.MemberId, cancellationToken);
}
