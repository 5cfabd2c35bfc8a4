using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Managing;

/// <summary>A chair or an organiser withdraws a decision that was sent, also while it goes out: every card says so and why.</summary>
internal sealed class WithdrawDecision(DecisionShelf shelf, ManageCards managing, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (head.Decision.Withdraw(turn.Actor, turn.Data.Text("why", DecisionLimits.CommentCharactersMax + 1), turn.At, turn.Today).IsRefused(out var refusal, out var withdrawn))
            return await managing.ShowAsync(turn, head, refusal, said: null, cancellationToken);
        if (withdrawn != head.Decision)
        {
            var key = head.PartitionKey;
            List<Change> changes = [new Change.Replace(DecisionRows.OfDecision(withdrawn, head.ETag)), ShowDecisionChange.At(key, turn.At), Audit.Entry(key, turn, "decisions.withdrawn")];
            if (head.WritingETag is { } etag)
                changes.Add(new Change.Delete(DecisionRows.WritingRow, etag));
            if (await outbox.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Say(library.Text.Plain("decisions.withdrawn"));
    }
}
