using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair cancels a poll that has yet to open: nobody who was to be asked ever hears of it. Again it changes nothing.</summary>
internal sealed class CancelScheduled(ScheduledChange change) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => change.RunAsync(turn, poll => poll.Cancelled(turn.Actor, turn.At), key => Audit.Entry(key, turn, "polls.cancelled"), cancellationToken);
}

/// <summary>They have it asked now, and not at its time.</summary>
internal sealed class AskScheduledNow(ScheduledChange change) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => change.RunAsync(turn, poll => poll.OpeningNow(turn.Actor, turn.At), key => Audit.Entry(key, turn, "polls.openedEarly"), cancellationToken);
}

/// <summary>Changes a poll that has yet to open, and shows what has become of it.</summary>
internal sealed class ScheduledChange(PollShelf shelf, ScheduledCard card, Outbox outbox, Contention contention, IDirectory directory)
{
    /// <param name="turn">Who wants it.</param>
    /// <param name="change">What; the same poll where nothing changes.</param>
    /// <param name="audit">The entry that says so, for the poll's partition.</param>
    /// <param name="cancellationToken">Whoever waits for it.</param>
    public Task<Answer> RunAsync(Turn turn, Func<Poll, Ruling<Poll>> change, Func<string, Change> audit, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, change, audit, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, Func<Poll, Ruling<Poll>> change, Func<string, Change> audit, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (change(head.Poll).IsRefused(out var refusal, out var changed))
            return new Answer.Refused(refusal);
        if (changed != head.Poll)
        {
            var key = head.PartitionKey;
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            List<Change> changes = [new Change.Replace(PollRows.OfPoll(changed, head.AskedIn, head.ETag)), ShowScheduled.At(key, turn.At), audit(key)];
            if (changed.IsWaitingToOpen())
                changes.Add(OpenScheduled.At(key, OpenScheduled.PlaceOf(head), turn.At));
            if (await outbox.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Card(card.Of(head with { Poll = changed }, turn.At, turn.TimeZone));
    }
}
