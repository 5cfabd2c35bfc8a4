using System.Runtime.CompilerServices;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Deliveries that were given up after all their tries, for an administrator to see and to have tried again. A note in
/// the table <c>GivenUp</c> says where each outbox row lies. It is written before the row is marked, so that none is
/// forgotten; a note whose row has gone or has been wanted anew since is removed when it is met.
/// </summary>
public sealed class GivenUp(IRecordStore store, Outbox outbox, TimeProvider time)
{
    public const string Table = "GivenUp";

    private const string Partition = "deliveries";

    /// <summary>How long after its note an outbox row may be marked; many times what the two commits take.</summary>
    private static readonly TimeSpan MarkTimeMax = TimeSpan.FromMinutes(2);

    /// <summary>The note about an outbox row. The same row given up again is the same note.</summary>
    internal static Record NoteOf(string table, Record outboxRow, DateTimeOffset at)
        => new(Partition, "delivery." + Keys.Hash(table, outboxRow.PartitionKey, outboxRow.RowKey))
        {
            ["Table"] = table,
            ["Partition"] = outboxRow.PartitionKey,
            ["Row"] = outboxRow.RowKey,
            ["Kind"] = OutboxRow.KindOf(outboxRow),
            ["Since"] = at,
        };

    /// <summary>The kind of each, and since when.</summary>
    public async Task<IReadOnlyList<(string Kind, DateTimeOffset Since)>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, DateTimeOffset)>();
        await foreach (var (note, _) in FindAsync(cancellationToken))
            found.Add((note.GetString("Kind") ?? "", SinceOf(note)));
        return found;
    }

    /// <summary>Has them all tried again from now on, as often as new ones. Safe to repeat.</summary>
    /// <returns>How many.</returns>
    public async Task<int> TryAgainAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var (note, row) in FindAsync(cancellationToken))
        {
            OutboxRow.StartAgainAt(row, time.GetUtcNow());
            if (!await outbox.PutOffAsync(note.GetString("Table")!, row, cancellationToken))
                continue; // somebody else was faster
            await RemoveAsync(note, cancellationToken);
            count++;
        }

        return count;
    }

    private async IAsyncEnumerable<(Record Note, Record Row)> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var note in store.ListAsync(Table, Partition, RowRange.All, cancellationToken))
        {
            var row = await store.FindAsync(note.GetString("Table")!, note.GetString("Partition")!, note.GetString("Row")!, cancellationToken);
            if (row is not null && OutboxRow.IsGivenUp(row))
                yield return (note, row);
            else if (SinceOf(note) + MarkTimeMax < time.GetUtcNow())
                await RemoveAsync(note, cancellationToken);
        }
    }

    private static DateTimeOffset SinceOf(Record note) => note.GetDateTimeOffset("Since") ?? default;

    /// <summary>A conflict means that it was written anew: it stays.</summary>
    private Task<CommitResult> RemoveAsync(Record note, CancellationToken cancellationToken)
        => store.CommitAsync(Table, Partition, [new Change.Delete(note.RowKey, note.ETag)], cancellationToken);
}
