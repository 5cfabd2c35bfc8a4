using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// Forgets one person in one sending. Who has not got it doesn't get it; otherwise only the state stays, under a name that
/// leads to nobody, so that the numbers still hold.
/// </summary>
internal sealed class ForgetRecipient(IRecordStore store, SendingShelf shelf, Outbox outbox, Contention contention, Chance chance, TimeProvider time)
{
    /// <summary>One that begins later than this asks whom it goes to when all of this is long over.</summary>
    private static readonly TimeSpan BeginsSoon = TimeSpan.FromHours(1);

    /// <summary>Safe to repeat.</summary>
    /// <param name="head">The sending, as it was read just now.</param>
    /// <param name="person">Whom to forget.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(SendingHead head, MemberId person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (head.FrozenAt is null && head.StartsAt < now + BeginsSoon)
            await outbox.CommitAsync(SendingRows.Table, head.Id, [ForgetLater.Of(head, person, head.StartsAt > now ? head.StartsAt : now)], cancellationToken);
        if (head.Shards > 0)
            await contention.RunAsync(stop => ForgetAsync(head.ShardKeyOf(person.ToString()), person, stop), cancellationToken);
        await contention.RunAsync(stop => ForgetStarterAsync(head.Id, person, stop), cancellationToken);
    }

    private async Task<Done?> ForgetAsync(string shardKey, MemberId person, CancellationToken cancellationToken)
    {
        // The head first: who changes a recipient replaces it, so that what is read after it can't be older.
        var shard = await store.FindAsync(SendingRows.Table, shardKey, SendingRows.ShardHead, cancellationToken);
        if (shard is null || await store.FindAsync(SendingRows.Table, shardKey, SendingRows.Row + person, cancellationToken) is not { } record)
            return new Done();
        var row = SendingRows.ToRecipient(record);
        var isOpen = row.Kept.State is RecipientState.Waiting or RecipientState.Held or RecipientState.Trying;
        var after = new RecipientRow(
            new SendingTarget("erased." + chance.NewId(), null, null, row.Target.Group),
            row.Kept with { State = isOpen ? RecipientState.Cancelled : row.Kept.State, ActivityId = "", DueAt = null, Why = isOpen ? "" : row.Kept.Why });
        List<Change> changes =
        [
            new Change.Replace(shard),
            new Change.Delete(record.RowKey, record.ETag),
            new Change.Insert(SendingRows.OfRecipient(shardKey, after)),
        ];
        if (await store.FindAsync(SendingRows.Table, shardKey, SendingRows.TallyKeyOf(row.Target.Group), cancellationToken) is { } counted)
        {
            var (group, tally) = SendingRows.ToTally(counted);
            tally.Move(row.Kept, after.Kept);
            changes.Add(new Change.Upsert(SendingRows.OfTally(shardKey, group, tally)));
        }

        return await store.CommitAsync(SendingRows.Table, shardKey, changes, cancellationToken) is CommitResult.Committed ? new Done() : null;
    }

    private async Task<Done?> ForgetStarterAsync(string id, MemberId person, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(id, cancellationToken) is not { } head || head.StartedBy != person)
            return new Done();
        Change change = new Change.Replace(SendingRows.OfHead(head with { StartedBy = default, WatchedIn = null, WatchedBy = "" }));
        return await store.CommitAsync(SendingRows.Table, id, [change], cancellationToken) is CommitResult.Committed ? new Done() : null;
    }

    private sealed record Done;
}
