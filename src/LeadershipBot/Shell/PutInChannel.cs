using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>A kind of thing whose card members put into channels.</summary>
internal interface IShareable
{
    /// <summary>The table in which its things lie, a partition each.</summary>
    static abstract string Table { get; }

    /// <summary>The delivery that puts one into a channel.</summary>
    static abstract string PutKind { get; }

    /// <summary>The delivery that brings its cards in channels up to date.</summary>
    static abstract string RenewKind { get; }

    /// <summary>What everybody reads of one where it is shared; null where there is none, or members may not see it.</summary>
    Task<SharedThing?> FindAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A thing as it is shared at a moment.</summary>
/// <param name="Card">Its card, for everybody.</param>
/// <param name="IsOffered">Whether it may still be put into channels; where it stands already, it is brought up to date all the same.</param>
/// <param name="ChangesAt">When time alone will change the card next; null where it won't.</param>
internal sealed record SharedThing(CardView Card, bool IsOffered, DateTimeOffset? ChangesAt);

/// <summary>Puts a thing into a channel, as it stands then; ordered by <see cref="ChannelShare"/>.</summary>
internal sealed class PutInChannel<TShareable>(TShareable things, ChannelShare share, TimeProvider time) : IDelivery
    where TShareable : IShareable
{
    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await things.FindAsync(row.PartitionKey, time.GetUtcNow(), cancellationToken) is { IsOffered: true } thing
            ? await share.PutAsync(row, table, thing.Card, TShareable.RenewKind, cancellationToken)
            : new Delivered.Done();
}

/// <summary>Brings a thing's cards in channels up to date after a change, and when time changes how it stands.</summary>
internal sealed class RenewInChannels<TShareable>(TShareable things, SharedCards shared, TimeProvider time) : IDelivery
    where TShareable : IShareable
{
    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
        => await things.FindAsync(row.PartitionKey, time.GetUtcNow(), cancellationToken) is { } thing
            ? await shared.UpdateAsync(table, row.PartitionKey, thing.Card, thing.ChangesAt, cancellationToken)
            : new Delivered.Done();
}
