using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>A member opens the dialog in which they write something to a decision; what they wrote before is in it.</summary>
internal sealed class OpenComment(DecisionShelf shelf, ITeams teams, CommentDialog dialog) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        var mine = (await shelf.FindReactionAsync(head.PartitionKey, turn.Actor.Id, cancellationToken))?.Said ?? Reaction.None;
        return head.Decision.React(turn.Actor, head.WasPostedIn(turn.Place), await teams.AmongAsync(head, turn, cancellationToken), mine, turn.At, turn.Today).IsRefused(out var refusal, out _)
            ? new Answer.Refused(refusal)
            : dialog.Show(head, mine.Comment, problem: null);
    }
}
