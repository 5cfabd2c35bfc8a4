using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// What people have filled in of a survey and not sent yet. It is kept only while it may still become their answer: of the
/// edition that stands, until it ends, and never of an anonymous one.
/// </summary>
internal sealed class HalfFilled(PollShelf shelf, IRecordStore store, Contention contention, TimeProvider time)
{
    private const int RowsAtOnce = 50;

    /// <summary>
    /// Keeps it for whoever goes on later; the same page again is the same row. A poll that changes at the same moment
    /// may have been cleared before the row came: so it is looked at once more afterwards.
    /// </summary>
    public async Task KeepAsync(Turn turn, PollHead head, SheetForm form, CancellationToken cancellationToken)
    {
        await store.CommitAsync(PollRows.Table, head.PartitionKey, [new Change.Upsert(PollRows.OfDraft(head.Poll, turn.Actor.Id, form.Sheet, turn.At))], cancellationToken);
        if (await shelf.FindAsync(head.PartitionKey, cancellationToken) is not { } after || !MayStay(after, head.Poll.Edition))
            await DeleteOfAsync(head.PartitionKey, turn.Actor.Id, cancellationToken);
    }

    /// <summary>Deletes one person's, once they have answered.</summary>
    public Task DeleteOfAsync(string key, string memberId, CancellationToken cancellationToken)
        => store.CommitAsync(PollRows.Table, key, [new Change.Delete(PollRows.Draft + memberId, null)], cancellationToken);

    /// <summary>Deletes all that may not stay in the poll as it was read. Safe to repeat, and to take up where it broke off.</summary>
    public Task ClearAsync(PollHead head, CancellationToken cancellationToken)
        => contention.RunAsync(stop => ClearOnceAsync(head, stop), cancellationToken);

    private async Task<Cleared?> ClearOnceAsync(PollHead head, CancellationToken cancellationToken)
    {
        var stale = new List<Change>();
        await foreach (var row in store.ListAsync(PollRows.Table, head.PartitionKey, RowRange.Prefix(PollRows.Draft), cancellationToken))
        {
            if (!MayStay(head, row.GetInt32("Edition") ?? 0))
                stale.Add(new Change.Delete(row.RowKey, row.ETag));
        }

        foreach (var some in stale.Chunk(RowsAtOnce))
        {
            if (await store.CommitAsync(PollRows.Table, head.PartitionKey, some, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Cleared();
    }

    private bool MayStay(PollHead head, int edition)
        => !head.Poll.IsAnonymous && edition == head.Poll.Edition && head.Poll.IsOpenAt(time.GetUtcNow()) && !head.Shards.Values.Any(shard => shard.IsFinal);

    private sealed record Cleared;
}
