using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>Reads the rows of boxes, and unlocks what lies in them.</summary>
internal sealed partial class BoxStore(IRecordStore store, AskKeys keys, ILogger log)
{
    public async Task<List<Record>> ListAsync(BoxAt at, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(at.Table, at.PartitionKey, RowRange.Prefix(prefix), cancellationToken))
            rows.Add(row);
        return rows;
    }

    /// <summary>All that is locked in a box, with its rows.</summary>
    public async Task<(List<Drawer> Drawers, List<Sheet> Sheets, List<Record> Locked)> UnlockAllAsync(BoxHead head, AskKey key, CancellationToken cancellationToken)
    {
        var drawers = await ListAsync(head.At, BoxRows.Drawer, cancellationToken);
        var sheets = await ListAsync(head.At, BoxRows.Sheet, cancellationToken);
        return (
            [.. drawers.Select(row => Drawer.Decode(key.Unlock(row.RowKey, BoxRows.SealedIn(row)), head.Plan))],
            [.. sheets.Select(row => Sheet.Decode(key.Unlock(row.RowKey, BoxRows.SealedIn(row)), head.Plan))],
            [.. drawers, .. sheets]);
    }

    /// <summary>The key of a box that is open; null where it can't be used: the log says why.</summary>
    public async Task<AskKey?> TryKeyAsync(BoxHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.OpenAsync(head.At, head.Key!, cancellationToken);
        }
        catch (KeyAwayException cause)
        {
            NoteAway(cause);
            return null;
        }
    }

    /// <summary>The same for what is tried again.</summary>
    /// <exception cref="StoreUnavailableException">It can't be used.</exception>
    public async Task<AskKey> KeyAsync(BoxHead head, CancellationToken cancellationToken)
    {
        try
        {
            return await keys.OpenAsync(head.At, head.Key!, cancellationToken);
        }
        catch (KeyAwayException cause)
        {
            NoteAway(cause);
            throw new StoreUnavailableException("The key for anonymous answers can't be used now.", cause); // tried again
        }
    }

    public void NoteAway(KeyAwayException cause) => Log.KeyAway(log, cause.Message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key for anonymous answers can't be used now: {Reason}")]
        public static partial void KeyAway(ILogger log, string reason);
    }
}
