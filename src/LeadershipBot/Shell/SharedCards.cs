using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell;

/// <summary>
/// Keeps where the cards of a thing stand in channels, in rows of the thing's own partition, and brings them up to date there:
/// Teams asks by itself for what everybody sees only where few people are.
/// </summary>
internal sealed class SharedCards(IRecordStore store, Outbox outbox, Sender sender, TimeProvider time)
{
    /// <summary>The rows that say where, a row for each message.</summary>
    public const string Row = "shared.";

    /// <summary>So many of a thing's cards are kept up to date, the newest; who opens an older one sees it as it is by pressing.</summary>
    private const int UpdatedMax = 40;

    /// <summary>However often a thing changes, its cards do so no more often.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>Notes where a card stands, and has it looked at again: the thing may have changed while the card was on its way.</summary>
    /// <param name="table">The table in which the thing lies.</param>
    /// <param name="key">Its partition.</param>
    /// <param name="place">The conversation.</param>
    /// <param name="activityId">The message.</param>
    /// <param name="update">The delivery that brings the thing's cards up to date.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task NoteAsync(string table, string key, Place place, string activityId, string update, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new Record(key, Row + Keys.Hash(place.ConversationId, activityId)) { ["Activity"] = activityId, ["At"] = now };
        PlaceColumns.Write(row, place);
        return outbox.CommitAsync(table, key, [new Change.Upsert(row), new Change.Upsert(OutboxRow.New(key, update, "", now))], cancellationToken);
    }

    /// <summary>Orders that the cards be brought up to date, where there are any. Ordered again before that, it is done once.</summary>
    /// <param name="table">The table in which the thing lies.</param>
    /// <param name="key">Its partition.</param>
    /// <param name="update">The delivery that does it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OrderUpdateAsync(string table, string key, string update, CancellationToken cancellationToken)
    {
        if ((await ListAsync(table, key, cancellationToken)).Count > 0)
            await outbox.CommitAsync(table, key, [new Change.Upsert(OutboxRow.New(key, update, "", time.GetUtcNow()))], cancellationToken);
    }

    /// <summary>
    /// Puts the card in place of those that stand in channels; nobody waits for it, so what people wait for goes first. A message that isn't
    /// there any more is forgotten. Where Teams says that it wants to be left alone, the rest waits with the one to which it said so. Safe to repeat.
    /// </summary>
    /// <param name="table">The table in which the thing lies.</param>
    /// <param name="key">Its partition.</param>
    /// <param name="card">The thing as it stands now.</param>
    /// <param name="next">When time alone will change the card next; null where it won't.</param>
    /// <param name="cancellationToken">Gives up; it is tried again.</param>
    public async Task<Delivered> UpdateAsync(string table, string key, CardView card, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(table, key, cancellationToken);
        Delivered.Later? later = null;
        var gone = new List<Change>();
        foreach (var row in rows.OrderByDescending(row => row.GetDateTimeOffset("At")).Take(UpdatedMax))
        {
            var sent = await sender.InBulk.UpdateAsync(PlaceColumns.Read(row), row.GetString("Activity") ?? "", card, cancellationToken);
            if (sent is Sent.NotNow notNow)
                later = notNow.ToLater();
            if (sent is Sent.Never { IsGone: true })
                gone.Add(new Change.Delete(row.RowKey, null));
            if (sent is Sent.NotNow { IsThrottled: true })
                break;
        }

        if (later is not null)
        {
            foreach (var one in gone) // each by itself: another server may have been faster
                await store.CommitAsync(table, key, [one], cancellationToken);
            return later;
        }

        return next is { } at && gone.Count < rows.Count ? new Delivered.NotBefore(at, gone) : new Delivered.Done(gone) { AgainAfter = Pace };
    }

    private async Task<List<Record>> ListAsync(string table, string key, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(table, key, RowRange.Prefix(Row), cancellationToken))
            rows.Add(row);
        return rows;
    }
}
