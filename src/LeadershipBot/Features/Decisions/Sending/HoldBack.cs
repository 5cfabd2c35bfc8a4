using LeadershipBot.Domain;
using LeadershipBot.Features.Decisions.Managing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>A chair or an organiser holds a scheduled decision back before it goes out: it is a draft again.</summary>
internal sealed class HoldBack(DecisionShelf shelf, ManageCards managing, IRecordStore store, Contention contention, CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (head.Decision.HoldBack(turn.Actor).IsRefused(out var refusal, out var held))
            return await managing.ShowAsync(turn, head, refusal, null, cancellationToken);
        if (held != head.Decision)
        {
            Change[] changes = [new Change.Replace(DecisionRows.OfDecision(held, head.ETag)), Audit.Entry(head.PartitionKey, turn, "decisions.heldBack")];
            if (await store.CommitAsync(DecisionRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return await managing.ShowAsync(turn, head with { Decision = held }, problem: null, library.Text.Format("decisions.heldBack"), cancellationToken);
    }
}
