using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// When a poll has ended, by hand or by its time: makes every tally final, so that a vote which was decided a moment
/// before can't be committed after, and then shows the result on every card.
/// </summary>
internal sealed class EndPoll(PollShelf shelf, PollCount count, PollPosting posting, EndSuggestions suggestions, HalfFilled half, SendingDesk desk, Outbox outbox, IRecordStore store, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.end";

    /// <summary>The order to end the poll at its time, as a change for the commit that opens or closes it.</summary>
    public static Change At(string partitionKey, DateTimeOffset at)
        => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await contention.RunAsync(stop => MakeFinalAsync(row.PartitionKey, stop), cancellationToken) is not { Head: { } head })
            return new Delivered.Done();
        await OpenPolls.ForgetAsync(store, head.Poll.Organisation.Id, [PollRows.OfIndex(head.Poll).RowKey], cancellationToken);
        await suggestions.RunAsync(head.PartitionKey, cancellationToken);
        await half.ClearAsync(head, cancellationToken);
        if (await count.RunAsync(head, cancellationToken) is { } later)
            return later;
        await PollRuns.NoteAsync(store, head.Poll, cancellationToken);
        head = await shelf.FindAsync(head.PartitionKey, cancellationToken) ?? head;
        if (head is { Outcome: null, Poll.Withdrawal: null } && head.Tally.Answered > 0)
            await outbox.CommitAsync(PollRows.Table, head.PartitionKey, [AskForOutcome.At(head.PartitionKey, time.GetUtcNow())], cancellationToken);
        if (head.Poll.IsForEverybody)
            await desk.ChangeContentAsync(SendPoll.SendingOf(head.PartitionKey), SendPoll.VersionOf(head.Poll, time.GetUtcNow()), cancellationToken);
        return await posting.UpdateCardsAsync(head, showsVotesLater: _ => false, cancellationToken);
    }

    private async Task<Ended?> MakeFinalAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var head = await shelf.FindAsync(partitionKey, cancellationToken);
        if (head is null || head.Poll.IsScheduled || head.Poll.EndedAt(time.GetUtcNow()) is null)
            return new Ended(null);
        var changes = Enumerable.Range(0, PollRows.Shards)
            .Where(shard => !head.Shards.TryGetValue(shard, out var known) || !known.IsFinal)
            .Select(shard => Final(head, shard))
            .ToList();
        return await store.CommitAsync(PollRows.Table, partitionKey, changes, cancellationToken) is CommitResult.Committed ? new Ended(head) : null;
    }

    private static Change Final(PollHead head, int shard)
    {
        var known = head.Shards.GetValueOrDefault(shard);
        var row = PollRows.OfTally(head.PartitionKey, shard, known?.Tally ?? PollTally.Empty(head.Poll.Questions), isFinal: true, known?.ETag);
        return known is null ? new Change.Insert(row) : new Change.Replace(row);
    }

    private sealed record Ended(PollHead? Head);
}
