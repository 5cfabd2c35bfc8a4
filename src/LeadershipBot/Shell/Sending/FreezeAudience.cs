using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Begins a sending: writes down everybody whom it goes to, a row each, and only when that is done lets its shards send.
/// A server that dies meanwhile leaves nothing sent; the next one goes on where each shard was.
/// </summary>
internal sealed class FreezeAudience(IRecordStore store, SendingShelf shelf, SendingSources sources, Outbox outbox, SendingFaults faults, TimeProvider time) : IDelivery
{
    public const string Kind = "sending.freeze";

    /// <summary>So many rows are written at once: with their tallies and the head they fit one commit.</summary>
    private const int RowsAtOnce = 50;

    private const int GroupsAtOnce = 40;
    private const int ShardsMax = 8;
    private const int RecipientsOfShard = 250;

    /// <summary>A stretch ends before the delivery would be cut off.</summary>
    private static readonly TimeSpan WorksFor = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || head.FrozenAt is not null)
            return new Delivered.Done();
        if (head.Shards == 0)
        {
            if (await SpreadAsync(head, cancellationToken) is not { } spread)
                return new Delivered.NotBefore(time.GetUtcNow() + Breath);
            head = spread;
        }

        try
        {
            if (!head.Wanted.IsStopped && !await WriteDownAsync(head, cancellationToken))
                return new Delivered.NotBefore(time.GetUtcNow());
        }
        catch (ShardLostException)
        {
            return new Delivered.NotBefore(time.GetUtcNow() + Breath); // this server was taken for dead
        }

        await faults.Reached(SendingFaults.BeforeStarting);
        // The shards are woken by an order of its own: once one is at work, this must not be done again, since it takes them.
        var now = time.GetUtcNow();
        Change[] changes = [new Change.Replace(SendingRows.OfHead(head with { FrozenAt = now })), new Change.Upsert(OutboxRow.New(head.Id, WakeShards.Kind, "", now))];
        return await outbox.CommitAsync(SendingRows.Table, head.Id, changes, cancellationToken) is CommitResult.Committed
            ? new Delivered.Done()
            : new Delivered.NotBefore(time.GetUtcNow() + Breath); // something else is wanted of it meanwhile
    }

    /// <summary>Settles over how many shards the recipients are spread; null where the sending moved meanwhile.</summary>
    private async Task<SendingHead?> SpreadAsync(SendingHead head, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in sources.Of(head).ListAudienceAsync(head, cancellationToken))
        {
            if (++count == ShardsMax * RecipientsOfShard)
                break;
        }

        var spread = head with { Shards = Math.Clamp((count + RecipientsOfShard - 1) / RecipientsOfShard, 1, ShardsMax) };
        return await store.CommitAsync(SendingRows.Table, head.Id, [new Change.Replace(SendingRows.OfHead(spread))], cancellationToken) is CommitResult.Committed { ETags: [var etag] }
            ? spread with { ETag = etag }
            : null;
    }

    /// <summary>False where time ran out before everybody was written down.</summary>
    private async Task<bool> WriteDownAsync(SendingHead head, CancellationToken cancellationToken)
    {
        long? started = null; // with the first who is new; and no clock by which people live
        var (isAll, shards) = (true, new Dictionary<string, Writing>(StringComparer.Ordinal));
        await foreach (var target in sources.Of(head).ListAudienceAsync(head, cancellationToken))
        {
            var key = head.ShardKeyOf(target.Key);
            if (!shards.TryGetValue(key, out var writing))
                shards[key] = writing = new Writing(await Shard.TakeAsync(store, key, cancellationToken) ?? throw new ShardLostException(key));
            if (!writing.Takes(target))
                continue;
            if (writing.IsFull(target))
                await FlushAsync(writing, cancellationToken);
            writing.Add(target);
            if (TimeProvider.System.GetElapsedTime(started ??= TimeProvider.System.GetTimestamp()) > WorksFor)
            {
                isAll = false;
                break;
            }
        }

        foreach (var writing in shards.Values.Where(writing => !writing.IsEmpty))
            await FlushAsync(writing, cancellationToken);
        return isAll;
    }

    private async Task FlushAsync(Writing writing, CancellationToken cancellationToken)
    {
        await faults.Reached(SendingFaults.BeforeFreezing);
        await writing.FlushAsync(cancellationToken);
        await faults.Reached(SendingFaults.AfterFreezing);
    }

    /// <summary>What is about to be written into one shard.</summary>
    private sealed class Writing(Shard shard)
    {
        private readonly List<RecipientRow> _rows = new(RowsAtOnce);
        private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
        private string _last = shard.FrozenTo;

        public bool IsEmpty => _rows.Count == 0;

        /// <summary>Whether it isn't there already.</summary>
        public bool Takes(SendingTarget target) => string.CompareOrdinal(SendingRows.Row + target.Key, _last) > 0;

        public bool IsFull(SendingTarget target) => _rows.Count == RowsAtOnce || (_groups.Count == GroupsAtOnce && !_groups.Contains(target.Group));

        public void Add(SendingTarget target)
        {
            _rows.Add(new RecipientRow(target, new Recipient { State = RecipientState.Waiting }));
            _groups.Add(target.Group);
            _last = SendingRows.Row + target.Key;
        }

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            await shard.FreezeAsync(_rows, cancellationToken);
            _rows.Clear();
            _groups.Clear();
        }
    }
}
