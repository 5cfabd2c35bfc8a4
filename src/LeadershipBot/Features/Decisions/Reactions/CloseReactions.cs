using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Reactions;

/// <summary>
/// When a decision takes no reactions any more: makes every count final, so that none which was decided a moment before can
/// be committed after; counts by locality; deletes comments if too few wrote one, which they read on their own cards; and then shows the totals on every card.
/// </summary>
internal sealed class CloseReactions(DecisionShelf shelf, SendingDesk desk, IRecordStore store, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "decisions.close";

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    /// <summary>The order to close at a time, as a change for the commit that begins the sending.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { Decision.ReactionsCloseAt: { } closes } && closes > time.GetUtcNow())
            return new Delivered.NotBefore(closes);
        if (await contention.RunAsync(stop => MakeFinalAsync(row.PartitionKey, stop), cancellationToken) is not { Head: { } head })
            return new Delivered.Done();
        if (!await CountAsync(head, cancellationToken))
            return new Delivered.NotBefore(time.GetUtcNow() + Breath); // somebody was forgotten just now
        if (await shelf.FindAsync(head.PartitionKey, cancellationToken) is { } now)
            await desk.ChangeContentAsync(DecisionSending.SendingOf(now.PartitionKey), DecisionSending.VersionOf(now), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<Closed?> MakeFinalAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var head = await shelf.FindAsync(partitionKey, cancellationToken);
        if (head?.Decision.ReactionsCloseAt is not { } closes || closes > time.GetUtcNow())
            return new Closed(null);
        var changes = Enumerable.Range(0, DecisionRows.Shards).Where(shard => !head.Shards.TryGetValue(shard, out var known) || !known.IsFinal).Select(shard => Final(head, shard)).ToList();
        if (changes.Count == 0)
            return new Closed(head);
        return await store.CommitAsync(DecisionRows.Table, partitionKey, changes, cancellationToken) is CommitResult.Committed ? new Closed(head) : null;
    }

    private static Change Final(DecisionHead head, int shard)
    {
        var known = head.Shards.GetValueOrDefault(shard);
        var row = DecisionRows.OfTally(head.PartitionKey, shard, known?.Tally ?? ReactionTally.Empty, isFinal: true, known?.ETag);
        return known is null ? new Change.Insert(row) : new Change.Replace(row);
    }

    /// <summary>Safe to repeat: what was counted before is not counted again, since comments may be gone by then.</summary>
    private async Task<bool> CountAsync(DecisionHead head, CancellationToken cancellationToken)
    {
        var (key, results) = (head.PartitionKey, await shelf.ListResultsAsync(head.PartitionKey, cancellationToken));
        var reactions = await shelf.ListReactionsAsync(key, cancellationToken);
        if (results.Count == 0)
        {
            results = [.. reactions.GroupBy(one => one.Group).Select(group => (group.Key, group.Aggregate(ReactionTally.Empty, (sum, one) => sum.With(Reaction.None, one.Said))))];
            foreach (var some in results.Chunk(StoreLimits.ChangesMax))
                await store.CommitAsync(DecisionRows.Table, key, [.. some.Select(one => new Change.Upsert(DecisionRows.OfResult(key, one.Group, one.Tally)))], cancellationToken);
        }

        if (results.Sum(one => one.Tally.Comments) >= DisclosureLimits.CommentsFrom)
            return true;
        foreach (var some in reactions.Where(one => one.Said.Comment.Length > 0).Chunk(StoreLimits.ChangesMax))
        {
            if (await store.CommitAsync(DecisionRows.Table, key, [.. some.Select(one => new Change.Replace(DecisionRows.OfReaction(key, one with { Said = one.Said with { Comment = "", WasCommentDeleted = true } })))], cancellationToken) is not CommitResult.Committed)
                return false;
        }

        return true;
    }

    private sealed record Closed(DecisionHead? Head);
}
