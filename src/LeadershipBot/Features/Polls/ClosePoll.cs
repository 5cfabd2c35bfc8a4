using LeadershipBot.Domain;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>The asker, an organiser or a chair closes a poll for good. Closing it again changes nothing.</summary>
internal sealed class ClosePoll(PollShelf shelf, PollCards cards, Outbox outbox, Contention contention, IDirectory directory) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => CloseAsync(turn, stop), cancellationToken);

    private async Task<Answer?> CloseAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.Close(turn.Actor, turn.At).IsRefused(out var refusal, out var closed))
            return new Answer.Refused(refusal);

        var mine = await shelf.FindStandingAsync(head, turn.Actor.Id, cancellationToken);
        if (closed != head.Poll)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // the asker may have left it
            Change[] changes =
            [
                new Change.Replace(PollRows.OfPoll(closed, head.AskedIn, head.ETag)),
                EndPoll.At(head.PartitionKey, turn.At),
                Audit.Entry(head.PartitionKey, turn, "polls.closed"),
            ];
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Card(cards.For(turn, head with { Poll = closed }, head.Tally, mine));
    }
}
