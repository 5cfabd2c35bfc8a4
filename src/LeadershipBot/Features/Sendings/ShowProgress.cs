using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Sendings;

/// <summary>
/// Shows whoever had something sent how far it is: a card in their own chat, renewed every few seconds while things move,
/// and again when they do.
/// </summary>
internal sealed class ShowProgress(SendingShelf shelf, ProgressCard card, IReach reaches, Sender sender, IRecordStore store, TimeProvider time) : IDelivery
{
    /// <summary>So old is what the card says at the most.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { WatchedIn: { } place } head)
            return new Delivered.Done();
        var now = time.GetUtcNow();
        var count = await shelf.CountAsync(head, cancellationToken);
        var view = await card.OfAsync(head, count, now, (await reaches.FindAsync(head.StartedBy, cancellationToken)).Zone, null, cancellationToken);
        var sent = head.WatchedBy.Length > 0
            ? await sender.UpdateAsync(place, head.WatchedBy, view, cancellationToken)
            : await sender.SendAsync(place, view, cancellationToken);
        switch (sent)
        {
            case Sent.NotNow notNow:
                return notNow.ToLater();
            case Sent.Never:
                // They removed the bot, or the card, and whoever wants to know types the command.
                return new Delivered.Done(new Change.Replace(SendingRows.OfHead(head with { WatchedIn = null, WatchedBy = "" })));
            case Sent.Arrived { ActivityId.Length: > 0 } arrived when head.WatchedBy.Length == 0:
                if (!await KeepAsync(head, arrived.ActivityId, cancellationToken))
                    await sender.RemoveAsync(place, arrived.ActivityId, cancellationToken); // the sending moved just now: another card comes
                break;
        }

        if (count.IsDone)
            return new Delivered.Done();
        if (head.StartsAt > now + Every)
            return new Delivered.NotBefore(head.StartsAt);
        // While everybody is held nothing moves: whoever goes on with the sending orders this anew.
        return count.NextAt is { } next && next > now + Every && count.Sum.Waiting == 0
            ? new Delivered.NotBefore(next + Every)
            : new Delivered.NotBefore(now + Every);
    }

    private async Task<bool> KeepAsync(SendingHead head, string activityId, CancellationToken cancellationToken)
        => await store.CommitAsync(SendingRows.Table, head.Id, [new Change.Replace(SendingRows.OfHead(head with { WatchedBy = activityId }))], cancellationToken) is CommitResult.Committed;
}
