using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>That somebody read who answered what is in the audit before they see it: where it can't be noted, it isn't shown.</summary>
internal sealed class AnswersRead(IDirectory directory, IRecordStore store)
{
    /// <param name="turn">Who reads. Taken twice, the same row is written again.</param>
    /// <param name="head">The poll.</param>
    /// <param name="cancellationToken">Whoever waits for it.</param>
    public async Task NoteAsync(Turn turn, PollHead head, CancellationToken cancellationToken)
    {
        await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // the asker may have left it
        await store.CommitAsync(PollRows.Table, head.PartitionKey, [Audit.Entry(head.PartitionKey, turn, "polls.answersRead")], cancellationToken);
    }
}
