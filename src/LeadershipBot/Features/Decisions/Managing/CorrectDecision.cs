using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Features.Decisions.Reviews;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Features.Decisions.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Managing;

/// <summary>
/// A chair or an organiser corrects a decision that was sent, also while it goes out: every card changes and says so. What it
/// said before is kept. Where somebody else changed the correction after it was shown, it is shown once more.
/// </summary>
internal sealed class CorrectDecision(DecisionShelf shelf, WritingCards writing, PreviewCards previews, ManageCards managing, LinkedThings things, Outbox outbox, Contention contention, CardLibrary library) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken) => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn, cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("decisions.refused.unknown"));
        if (head.Writing is not { } content)
            return await managing.ShowAsync(turn, head, problem: null, said: null, cancellationToken); // it was pressed twice: it is corrected
        if (head.Decision.Correct(turn.Actor, content, turn.At, turn.Today).IsRefused(out var refusal, out var corrected))
        {
            return head.Decision.State is DecisionState.Sent && head.Decision.MayBeMadeBy(turn.Actor)
                ? await writing.BackgroundAsync(turn, head, content, refusal, cancellationToken)
                : await managing.ShowAsync(turn, head, refusal, said: null, cancellationToken);
        }

        if (!PreviewCards.WasRead(turn, content))
            return await previews.ShowAsync(turn, head, content, new SendingForm(), new Refusal(DecisionRefusals.Changed), asksAgain: false, null, cancellationToken);
        var key = head.PartitionKey;
        await things.NoteAsync(turn.Actor.Organisation.Id, content.Linked, key, cancellationToken);
        List<Change> changes =
        [
            new Change.Replace(DecisionRows.OfDecision(corrected, head.ETag)),
            new Change.Delete(DecisionRows.WritingRow, head.WritingETag),
            new Change.Upsert(DecisionRows.OfBefore(head.Decision)),
            .. DecisionRows.OfLinked(head, await things.ReadAsync(turn.Actor.Organisation.Id, content.Linked, cancellationToken)),
            ShowDecisionChange.At(key, turn.At),
            .. RemindReview.Orders(key, corrected.Content),
            Audit.Entry(key, turn, "decisions.corrected"),
        ];
        return await outbox.CommitAsync(DecisionRows.Table, key, changes, cancellationToken) is CommitResult.Conflict ? null : new Answer.Say(library.Text.Plain("decisions.corrected"));
    }
}
