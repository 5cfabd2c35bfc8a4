using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>The asker, an organiser or a chair stops a series: this poll goes on, and none follows it. Again it changes nothing.</summary>
internal sealed class StopRepeating(PollShelf shelf, IRecordStore store, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        if (head.Poll.NotRepeating(turn.Actor, turn.At).IsRefused(out var refusal, out var stopped))
            return new Answer.Refused(refusal);
        if (head.Poll.Repeats is not null && await shelf.FindAsync(RepeatPoll.KeyOf(head.Poll), cancellationToken) is not null)
            return new Answer.Refused(new Refusal("polls.repeat.refused.later"));
        if (stopped != head.Poll)
        {
            var key = head.PartitionKey;
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            Change[] changes = [new Change.Replace(PollRows.OfPoll(stopped, head.AskedIn, head.ETag)), Audit.Entry(key, turn, "polls.repeatStopped")];
            if (await store.CommitAsync(PollRows.Table, key, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Say(sentences.Text.Plain("polls.repeat.stopped"));
    }
}
