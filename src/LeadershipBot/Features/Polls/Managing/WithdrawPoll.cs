using LeadershipBot.Domain;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>
/// The asker, an organiser or a chair withdraws a poll, open or closed: every card says so and why, nobody is shown a
/// result, and what came of it is taken back. Answers that were given stay what each person can read about themselves, and go with the poll.
/// </summary>
internal sealed class WithdrawPoll(PollShelf shelf, PollCards polls, ManageCards cards, Outbox outbox, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.Withdraw(turn.Actor, turn.Data.Text("why"), turn.At, turn.Today).IsRefused(out var refusal, out var withdrawn))
            return head.Poll.MayBeManagedBy(turn.Actor) ? cards.Show(turn, head, refusal) : new Answer.Refused(refusal);
        if (withdrawn != head.Poll)
        {
            var key = head.PartitionKey;
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            List<Change> changes = [new Change.Replace(PollRows.OfPoll(withdrawn, head.AskedIn, head.ETag)), ShowChange.At(key, turn.At), Audit.Entry(key, turn, "polls.withdrawn")];
            if (head.Poll.IsOpenAt(turn.At))
                changes.Add(EndPoll.At(key, turn.At));
            if (head.Outcome is not null)
                changes.Add(TellOutcome.At(key, turn.At));
            if (await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Say(sentences.Text.Plain("polls.manage.withdrawn")) { Renewed = polls.For(turn, head with { Poll = withdrawn }, head.Tally, PollStanding.Of(null)), IsRenewedForAll = true };
    }
}
