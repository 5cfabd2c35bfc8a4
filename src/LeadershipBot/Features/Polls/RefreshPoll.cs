using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Brings the cards that everybody sees up to date, once in three seconds at the most however many vote, on however many
/// servers: in large conversations more seldom, since each update takes away everyone's own view.
/// </summary>
internal sealed class RefreshPoll(PollShelf shelf, PollPosting posting, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.refresh";

    private static readonly TimeSpan SmallEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LargeEvery = TimeSpan.FromSeconds(30);

    /// <summary>The wish for a refresh, as a change for the commit of a vote.</summary>
    public static Change Wanted(PollHead head, int shard, DateTimeOffset at)
    {
        var key = OutboxRow.RowKeyOf(Kind, PollRows.ShardKey(shard));
        if (head.Outbox.TryGetValue(key, out var outstanding) && !OutboxRow.IsGivenUp(outstanding))
            return new Change.Replace(outstanding); // touched: a refresh that is under way will be done once more
        return new Change.Upsert(OutboxRow.New(head.PartitionKey, Kind, PollRows.ShardKey(shard), at + EveryOf(head)));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (now, every) = (time.GetUtcNow(), EveryOf(head));
        if (head.ShownAt is { } shownAt && shownAt <= now && now < shownAt + every)
            return new Delivered.NotBefore(shownAt + every);
        if (IsUnderWayElsewhere(head, row, now))
            return new Delivered.NotBefore(now + every);
        var result = await posting.UpdateCardsAsync(head, later => ComesAgain(later, row), cancellationToken);
        return result is Delivered.Done
            ? new Delivered.Done(new Change.Upsert(PollRows.OfShown(head.PartitionKey, time.GetUtcNow()))) { AgainAfter = every }
            : result;
    }

    /// <summary>
    /// Whether this refresh was touched, so that it is done once more, or another one waits. One that is under way on
    /// another server may have looked too early.
    /// </summary>
    private bool ComesAgain(PollHead now, Record mine) => now.Outbox.Values.Any(other
        => OutboxRow.KindOf(other) == Kind
            && !OutboxRow.IsGivenUp(other)
            && (other.RowKey == mine.RowKey ? other.ETag != mine.ETag : !OutboxRow.IsLeasedAt(other, time.GetUtcNow())));

    private static bool IsUnderWayElsewhere(PollHead head, Record mine, DateTimeOffset now) => head.Outbox.Values.Any(other
        => OutboxRow.KindOf(other) == Kind && other.RowKey != mine.RowKey && OutboxRow.IsLeasedAt(other, now));

    private static TimeSpan EveryOf(PollHead head) => head.Cards.Any(c => c.IsLarge) ? LargeEvery : SmallEvery;
}
