using System.Buffers.Binary;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// Boxes without a roll: whoever the asker lets through puts slips in, as often as the asker allows, and the store keeps
/// neither who did nor that anybody in particular did. From all copies of it, without the key, one learns how many slips
/// were put in, and when; all of them look alike.
/// </summary>
/// <remarks>
/// Which tray a slip goes into, and the number that names it, are drawn by the box's own key out of the intent: whoever has no
/// key sees a random one, and the same press delivered again finds what the first one did.
/// </remarks>
internal sealed partial class SlipBoxes(IRecordStore store, AskKeys keys, Outbox outbox, Contention contention, Chance chance, ILogger<SlipBoxes> log)
{
    /// <summary>So many slips a box takes.</summary>
    public const int SlipsMax = SlipRows.Trays * SlipTray.SlipsMax;

    /// <summary>Whether there can be boxes here: <c>Anonymous:Key</c> is set.</summary>
    public bool IsSetUp => keys.IsSetUp;

    /// <summary>Why nothing can be put in just now, so that nobody writes for nothing; null if it can. Writes nothing.</summary>
    public async Task<Refusal?> WhyNotAsync(BoxAt at, CancellationToken cancellationToken)
    {
        if (!IsSetUp)
            return new Refusal("anonymous.refused.noBoxes");
        try
        {
            if (await FindAsync(at, cancellationToken) is { } head)
                await keys.OpenAsync(at, SlipRows.KeyIn(head), cancellationToken);
            else
                await keys.MakeAsync(at, cancellationToken);
            return null;
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notTaken");
        }
    }

    /// <summary>Puts a slip in: for good, and once for an intent. Refused where the box is closed or full, or its key can't be used; then nothing was kept.</summary>
    /// <exception cref="StoreUnavailableException">It can't be said whether it was taken: the same again is harmless.</exception>
    public async Task<Ruling<SlipTaken>> PutAsync(SlipOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return (await contention.RunAsync(stop => TryPutAsync(order, stop), cancellationToken)).Ruling;
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notTaken");
        }
    }

    /// <summary>All slips of a box; none where there is no such box. Refused where its key can't be used.</summary>
    public async Task<Ruling<OpenSlips>> ReadAsync(BoxAt at, CancellationToken cancellationToken)
    {
        if (await FindAsync(at, cancellationToken) is not { } head)
            return new OpenSlips([]);
        try
        {
            var key = await keys.OpenAsync(at, SlipRows.KeyIn(head), cancellationToken);
            return new OpenSlips([.. (await ListAsync(at, cancellationToken)).SelectMany(row => SlipRows.TrayIn(row, key).Slips)]);
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notLookedUp");
        }
    }

    /// <summary>
    /// Closes a box, so that nothing comes in any more, and hands out what is in it in the order of the slips' random names.
    /// Again it hands out the same, with the date of the first time, until the asker has committed <see cref="ClosedSlips.Removal"/>.
    /// Nothing where there is no box any more; refused where its key can't be used: nothing is lost.
    /// </summary>
    public async Task<Ruling<ClosedSlips>> CloseAsync(BoxAt at, DateOnly on, CancellationToken cancellationToken)
    {
        try
        {
            return (await contention.RunAsync(stop => TryCloseAsync(at, on, stop), cancellationToken)).Ruling;
        }
        catch (KeyAwayException cause)
        {
            Log.KeyAway(log, cause.Message);
            return new Refusal("anonymous.refused.notClosed");
        }
    }

    private async Task<Done<SlipTaken>?> TryPutAsync(SlipOrder order, CancellationToken cancellationToken)
    {
        var at = order.At;
        if (await FindAsync(at, cancellationToken) is not { } head)
        {
            if (order.EmptiedBy is not { } emptied)
                return new Done<SlipTaken>(new Refusal("anonymous.refused.tooLate"));
            await MakeAsync(at, emptied, cancellationToken); // a conflict: another server was faster
            return null;
        }

        if (SlipRows.ClosedOnIn(head) is not null)
            return new Done<SlipTaken>(new Refusal("anonymous.refused.tooLate"));
        var key = await keys.OpenAsync(at, SlipRows.KeyIn(head), cancellationToken);
        var number = BinaryPrimitives.ReadUInt128BigEndian(key.NumberOf("name", order.Intent));
        var slip = order.Write(number);
        foreach (var tray in Places(key.NumberOf("place", order.Intent)))
        {
            if (await store.FindAsync(at.Table, at.PartitionKey, SlipRows.TrayKey(tray), cancellationToken) is not { } row)
                return null; // emptied meanwhile
            var content = SlipRows.TrayIn(row, key);
            if (content.Holds(slip.Id))
                return new Done<SlipTaken>(new SlipTaken(number, IsNew: false));
            if (!content.HasRoom)
                continue;
            if (order.WhyNotNew() is { } notOneMore)
                return new Done<SlipTaken>(notOneMore);
            Change[] changes = [new Change.Replace(Locked(at, key, row.RowKey, content.With(slip), row.ETag)), new Change.Replace(SlipRows.Touched(head))];
            return await store.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken) is CommitResult.Committed ? new Done<SlipTaken>(new SlipTaken(number, IsNew: true)) : null;
        }

        return new Done<SlipTaken>(new Refusal("anonymous.refused.boxFull"));
    }

    private async Task MakeAsync(BoxAt at, Record emptiedBy, CancellationToken cancellationToken)
    {
        var (key, wrapped) = await keys.MakeAsync(at, cancellationToken);
        List<Change> changes = [new Change.Insert(SlipRows.OfHead(at, wrapped)), new Change.Insert(emptiedBy)];
        changes.AddRange(SlipRows.TrayKeys().Select(row => new Change.Insert(Locked(at, key, row, SlipTray.Empty, null))));
        await outbox.CommitAsync(at.Table, at.PartitionKey, changes, cancellationToken);
    }

    private async Task<Done<ClosedSlips>?> TryCloseAsync(BoxAt at, DateOnly on, CancellationToken cancellationToken)
    {
        if (await FindAsync(at, cancellationToken) is not { } head)
            return new Done<ClosedSlips>(new ClosedSlips(on, [], []));
        var key = await keys.OpenAsync(at, SlipRows.KeyIn(head), cancellationToken); // before it is closed: what can't be handed out stays open
        if (SlipRows.ClosedOnIn(head) is not { } closedOn)
        {
            await store.CommitAsync(at.Table, at.PartitionKey, [new Change.Replace(SlipRows.Closed(head, on))], cancellationToken);
            return null; // read anew: nothing comes in from here on
        }

        var rows = await ListAsync(at, cancellationToken);
        var slips = rows.SelectMany(row => SlipRows.TrayIn(row, key).Slips).OrderBy(slip => slip.Id, StringComparer.Ordinal).ToList();
        IReadOnlyList<Change> removal = [new Change.Delete(head.RowKey, null), .. rows.Select(row => new Change.Delete(row.RowKey, null))];
        return new Done<ClosedSlips>(new ClosedSlips(closedOn, slips, removal));
    }

    /// <summary>The trays in an order that the box's key drew for one intent: Fisher–Yates, as in <see cref="BoxContents"/>.</summary>
    private static int[] Places(ReadOnlySpan<byte> drawn)
    {
        var places = Enumerable.Range(0, SlipRows.Trays).ToArray();
        for (var last = places.Length - 1; last > 0; last--)
        {
            var other = BinaryPrimitives.ReadUInt16BigEndian(drawn[(2 * last - 2)..]) % (last + 1);
            (places[last], places[other]) = (places[other], places[last]);
        }

        return places;
    }

    private Task<Record?> FindAsync(BoxAt at, CancellationToken cancellationToken) => store.FindAsync(at.Table, at.PartitionKey, SlipRows.Head, cancellationToken);

    private async Task<List<Record>> ListAsync(BoxAt at, CancellationToken cancellationToken)
    {
        var rows = new List<Record>();
        await foreach (var row in store.ListAsync(at.Table, at.PartitionKey, RowRange.Prefix(SlipRows.Tray), cancellationToken))
            rows.Add(row);
        return rows;
    }

    private Record Locked(BoxAt at, AskKey key, string rowKey, SlipTray tray, string? etag) => BoxRows.OfSealed(at, rowKey, key.Lock(rowKey, tray.Encode(), chance), etag);

    private sealed record Done<TValue>(Ruling<TValue> Ruling)
        where TValue : class;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The key for anonymous answers can't be used now: {Reason}")]
        public static partial void KeyAway(ILogger log, string reason);
    }
}

/// <summary>Something that is to be put into a box of slips.</summary>
/// <param name="At">Which box: it has a partition to itself.</param>
/// <param name="Intent">What the person meant, the same for every delivery; made without the person.</param>
/// <param name="Write">The slip, for a number of 128 bits that only this intent gets; called again where servers meet.</param>
internal sealed record SlipOrder(BoxAt At, string Intent, Func<UInt128, Slip> Write)
{
    /// <summary>Why this person may put no more in, asked where the slip isn't in the box already; null if they may.</summary>
    public Func<Refusal?> WhyNotNew { get; init; } = () => null;

    /// <summary>The outbox row that will empty the box, with which it is made where there is none yet; null where it is no longer made.</summary>
    public Record? EmptiedBy { get; init; }
}

/// <summary>A slip is in its box.</summary>
/// <param name="Number">The number that was drawn for its intent.</param>
/// <param name="IsNew">Whether it wasn't there before.</param>
internal sealed record SlipTaken(UInt128 Number, bool IsNew);

/// <summary>What a box holds that isn't emptied yet.</summary>
internal sealed record OpenSlips(IReadOnlyList<Slip> Slips);

/// <summary>What a closed box holds.</summary>
/// <param name="ClosedOn">On which date it was closed.</param>
/// <param name="Slips">In the order of their names, which is a random one.</param>
/// <param name="Removal">Takes the box and its key away, in one commit in its partition.</param>
internal sealed record ClosedSlips(DateOnly ClosedOn, IReadOnlyList<Slip> Slips, IReadOnlyList<Change> Removal);
