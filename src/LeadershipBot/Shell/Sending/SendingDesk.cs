using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Where features have something sent to many, and say later what else is wanted of it: to be changed, stopped, taken
/// away, tried again. Each is one commit; the work is done by whatever server gets to it.
/// </summary>
public sealed class SendingDesk(IRecordStore store, SendingShelf shelf, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>
    /// Orders a sending. Safe to repeat: the same id is the same sending. Returns at once, however many it goes to: the
    /// recipients are written down when it begins.
    /// </summary>
    /// <param name="order">What is to be sent. Its id is made of the turn's intent, so that a redelivery orders nothing new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">Nothing was ordered.</exception>
    /// <exception cref="CommitUnconfirmedException">It may or may not have been ordered: order again.</exception>
    public async Task OrderAsync(SendingHead order, CancellationToken cancellationToken)
    {
        var index = SendingRows.OfIndex(order);
        await store.CommitAsync(SendingRows.IndexTable, index.PartitionKey, [new Change.Upsert(index)], cancellationToken); // first: a pointer to nothing is harmless
        Change[] changes =
        [
            new Change.Insert(SendingRows.OfHead(order)),
            new Change.Insert(OutboxRow.New(order.Id, FreezeAudience.Kind, "", order.StartsAt)),
            WatchSending.Now(order.Id, time.GetUtcNow() + OutboxRow.AfterTheAnswer),
        ];
        await outbox.CommitAsync(SendingRows.Table, order.Id, changes, cancellationToken); // a conflict: it was ordered before
    }

    /// <summary>Everybody who got it gets the current content in its place; who hasn't yet gets only that. Safe to repeat.</summary>
    /// <param name="id">The sending.</param>
    /// <param name="version">Which version the content is now, from 2; one that isn't higher than before changes nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sending as it is now wanted; null if there is none.</returns>
    public Task<SendingHead?> ChangeContentAsync(string id, int version, CancellationToken cancellationToken)
        => WantAsync(id, wanted => wanted with { Version = Math.Max(wanted.Version, version) }, null, cancellationToken);

    /// <summary>As <see cref="ChangeContentAsync"/>, for content that has no versions of its own: each time is one more.</summary>
    /// <returns>The sending as it is now wanted; null if there is none.</returns>
    public Task<SendingHead?> RenewContentAsync(string id, CancellationToken cancellationToken)
        => WantAsync(id, wanted => wanted with { Version = wanted.Version + 1 }, null, cancellationToken);

    /// <summary>Who has not got it doesn't get it. Safe to repeat.</summary>
    /// <returns>The sending as it is now wanted; null if there is none.</returns>
    public Task<SendingHead?> CancelAsync(string id, Change audit, CancellationToken cancellationToken)
        => WantAsync(id, wanted => wanted with { IsCancelled = true }, audit, cancellationToken);

    /// <summary>It is taken away from everybody who got it, and goes to nobody else. Safe to repeat.</summary>
    /// <returns>The sending as it is now wanted; null if there is none.</returns>
    public Task<SendingHead?> WithdrawAsync(string id, Change audit, CancellationToken cancellationToken)
        => WantAsync(id, wanted => wanted.IsWithdrawn ? wanted : wanted with { IsWithdrawn = true, Version = wanted.Version + 1 }, audit, cancellationToken);

    /// <summary>Those who could not be reached, or for whom every try went wrong, are tried again.</summary>
    /// <param name="id">The sending.</param>
    /// <param name="round">The round that was over when it was asked for, so that asking twice begins one round.</param>
    /// <param name="audit">The entry that says who wanted it, in the sending's partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sending as it is now wanted; null if there is none.</returns>
    public Task<SendingHead?> TryAgainAsync(string id, int round, Change audit, CancellationToken cancellationToken)
        => WantAsync(id, wanted => wanted.IsStopped || wanted.Round != round ? wanted : wanted with { Round = wanted.Round + 1 }, audit, cancellationToken);

    private async Task<SendingHead?> WantAsync(string id, Func<Wanted, Wanted> change, Change? audit, CancellationToken cancellationToken)
    {
        var found = await contention.RunAsync(async stop =>
        {
            if (await shelf.FindAsync(id, stop) is not { } head)
                return new Found(null);
            var wanted = change(head.Wanted);
            if (wanted == head.Wanted)
                return new Found(head);
            var changed = head with { Wanted = wanted };
            var wake = OutboxRow.New(id, WakeShards.Kind, "", time.GetUtcNow());
            List<Change> changes = [new Change.Replace(SendingRows.OfHead(changed)), new Change.Upsert(wake)];
            if (audit is not null)
                changes.Add(audit);
            return await outbox.CommitAsync(SendingRows.Table, id, changes, stop) is CommitResult.Committed ? new Found(changed) : null;
        }, cancellationToken);
        return found.Head;
    }

    private sealed record Found(SendingHead? Head);
}
