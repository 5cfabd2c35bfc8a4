using System.Runtime.CompilerServices;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>Reads sendings.</summary>
public sealed class SendingShelf(IRecordStore store)
{
    /// <summary>One sending; null if there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked.</exception>
    public async Task<SendingHead?> FindAsync(string id, CancellationToken cancellationToken)
        => IsId(id) && await store.FindAsync(SendingRows.Table, id, SendingRows.Head, cancellationToken) is { } row ? SendingRows.ToHead(row) : null;

    /// <summary>The sendings of an organisation, newest first.</summary>
    public async IAsyncEnumerable<SendingHead> ListAsync(string organisationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(SendingRows.IndexTable, organisationId, RowRange.All, cancellationToken))
        {
            if (await FindAsync(row.GetString("Sending") ?? "", cancellationToken) is { } head)
                yield return head;
        }
    }

    /// <summary>How many stand where: as true as the rows that it counts, since each changes in one commit with its tally.</summary>
    public async Task<SendingCount> CountAsync(SendingHead head, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, head.Shards).Select(shard => CountAsync(head.ShardKey(shard), cancellationToken)));
        var byGroup = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (group, tally) in shards.SelectMany(shard => shard.Tallies))
        {
            if (!byGroup.TryGetValue(group, out var sum))
                byGroup[group] = sum = new Tally();
            sum.Add(tally);
        }

        var isDone = head.FrozenAt is not null && shards.All(shard => shard.DoneFor == head.Wanted);
        return new SendingCount(byGroup, isDone, shards.Min(shard => shard.NextAt))
        {
            IsResting = head.FrozenAt is not null && shards.All(shard => shard.DoneFor == head.Wanted || shard.RestsFor == head.Wanted),
        };
    }

    /// <summary>Every recipient, shard by shard.</summary>
    public async IAsyncEnumerable<RecipientRow> ListRecipientsAsync(SendingHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < head.Shards; shard++)
        {
            await foreach (var row in store.ListAsync(SendingRows.Table, head.ShardKey(shard), RowRange.Prefix(SendingRows.Row), cancellationToken))
                yield return SendingRows.ToRecipient(row);
        }
    }

    /// <summary>One recipient; null if they aren't among those who get it.</summary>
    public async Task<RecipientRow?> FindRecipientAsync(SendingHead head, string targetKey, CancellationToken cancellationToken)
        => head.Shards > 0 && await store.FindAsync(SendingRows.Table, head.ShardKeyOf(targetKey), SendingRows.Row + targetKey, cancellationToken) is { } row
            ? SendingRows.ToRecipient(row)
            : null;

    private async Task<(List<(string, Tally)> Tallies, Wanted? DoneFor, Wanted? RestsFor, DateTimeOffset? NextAt)> CountAsync(string shardKey, CancellationToken cancellationToken)
    {
        var tallies = new List<(string, Tally)>();
        await foreach (var row in store.ListAsync(SendingRows.Table, shardKey, RowRange.Prefix(SendingRows.TallyOf), cancellationToken))
            tallies.Add(SendingRows.ToTally(row));
        var head = await store.FindAsync(SendingRows.Table, shardKey, SendingRows.ShardHead, cancellationToken);
        return (tallies, Shard.DoneFor(head), Shard.RestsFor(head), Shard.NextAtOf(head));
    }

    /// <summary>Every recipient in ordinal order of their keys, read from all shards at once, some at a time.</summary>
    public async IAsyncEnumerable<RecipientRow> ListInOrderAsync(SendingHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shards = new List<IAsyncEnumerator<Record>>();
        try
        {
            var next = new PriorityQueue<IAsyncEnumerator<Record>, string>(StringComparer.Ordinal);
            for (var shard = 0; shard < head.Shards; shard++)
            {
                var rows = store.ListAsync(SendingRows.Table, head.ShardKey(shard), RowRange.Prefix(SendingRows.Row), cancellationToken).GetAsyncEnumerator(cancellationToken);
                shards.Add(rows);
                if (await rows.MoveNextAsync())
                    next.Enqueue(rows, rows.Current.RowKey);
            }

            while (next.TryDequeue(out var rows, out _))
            {
                yield return SendingRows.ToRecipient(rows.Current);
                if (await rows.MoveNextAsync())
                    next.Enqueue(rows, rows.Current.RowKey);
            }
        }
        finally
        {
            foreach (var rows in shards)
                await rows.DisposeAsync();
        }
    }

    // It may have come with a button.
    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit);
}

/// <summary>How far a sending is.</summary>
/// <param name="ByGroup">How many stand where, by group; the empty group holds those without one.</param>
/// <param name="IsDone">Whether everything that is wanted has been done, as far as it can be.</param>
/// <param name="NextAt">When somebody who is held is to be looked at again; null where nobody is.</param>
public sealed record SendingCount(IReadOnlyDictionary<string, Tally> ByGroup, bool IsDone, DateTimeOffset? NextAt)
{
    /// <summary>Whether nothing is to be done before <see cref="NextAt"/>, as far as it isn't done at all.</summary>
    public bool IsResting { get; init; }

    /// <summary>All groups together.</summary>
    public Tally Sum { get; } = SumOf(ByGroup);

    private static Tally SumOf(IReadOnlyDictionary<string, Tally> byGroup)
    {
        var sum = new Tally();
        foreach (var tally in byGroup.Values)
            sum.Add(tally);
        return sum;
    }
}
