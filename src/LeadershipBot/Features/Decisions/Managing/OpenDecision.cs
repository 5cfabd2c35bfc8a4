using LeadershipBot.Domain;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Managing;

/// <summary>A chair or an organiser opens a decision: how far it is, what members say to it, and what can be done with it.</summary>
internal sealed class OpenDecision(DecisionShelf shelf, ManageCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync(turn, cancellationToken) is { } head
            ? await cards.ShowAsync(turn, head, problem: null, said: null, cancellationToken)
            : new Answer.Unusable(new Refusal("decisions.refused.unknown"));
}
