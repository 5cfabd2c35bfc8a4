using LeadershipBot.Domain.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// A shard that this server works on. Its token is one higher than that of the server before it, and every commit
/// replaces the head that holds it: a server that was taken for dead can't write any more, whatever it still believes.
/// </summary>
internal sealed class Shard
{
    private const string TokenColumn = "Token";
    private const string CursorColumn = "Cursor";
    private const string NextColumn = "NextAt";
    private const string Frozen = "FrozenTo";
    private const string Done = "DoneAt";

    private static readonly TimeSpan TryFor = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IRecordStore _store;
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private string? _etag;

    private Shard(IRecordStore store, string key, int token) => (_store, Key, Token) = (store, key, token);

    /// <summary>The shard's partition.</summary>
    public string Key { get; }

    /// <summary>The fencing token.</summary>
    public int Token { get; }

    /// <summary>What was wanted when the pass over its recipients began.</summary>
    public Wanted Wanted { get; private set; }

    /// <summary>The row key up to which, inclusive, everybody has been seen to in this pass; empty while none is under way.</summary>
    public string Cursor { get; private set; } = "";

    /// <summary>The earliest time at which somebody whom this pass left behind is to be looked at again; null if none.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>The row key up to which, inclusive, recipients have been written down; empty before the first.</summary>
    public string FrozenTo { get; private set; } = "";

    /// <summary>When everything was done; null while it isn't.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>How many recipients there are.</summary>
    public int Count => _tallies.Values.Sum(tally => tally.Total);

    /// <summary>How many stand where, by group.</summary>
    public IReadOnlyDictionary<string, Tally> Tallies => _tallies;

    /// <summary>Takes the shard over from whoever had it; null where another server was faster.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be asked.</exception>
    public static async Task<Shard?> TakeAsync(IRecordStore store, string key, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(SendingRows.Table, key, SendingRows.ShardHead, cancellationToken);
        var shard = new Shard(store, key, (row?.GetInt32(TokenColumn) ?? 0) + 1);
        if (row is not null)
            shard.Read(row);
        var head = shard.ToHead();
        Change change = row is null ? new Change.Insert(head) : new Change.Replace(head);
        if (await store.CommitAsync(SendingRows.Table, key, [change], cancellationToken) is not CommitResult.Committed { ETags: [var etag] })
            return null;
        shard._etag = etag;
        await shard.ReadTalliesAsync(cancellationToken);
        return shard;
    }

    /// <summary>For what a shard's head says that everything was done; null while it isn't.</summary>
    public static Wanted? DoneFor(Record? head) => head?.GetDateTimeOffset(Done) is null ? null : SendingRows.ToWanted(head);

    /// <summary>For what a shard's head says that a pass is over and somebody is to be looked at again; null while one is under way.</summary>
    public static Wanted? RestsFor(Record? head)
        => head?.GetDateTimeOffset(NextColumn) is null || head.GetString(CursorColumn) is not null ? null : SendingRows.ToWanted(head);

    /// <summary>When a shard's head says that somebody is to be looked at again; null where nobody is.</summary>
    public static DateTimeOffset? NextAtOf(Record? head) => head?.GetDateTimeOffset(NextColumn);

    /// <summary>Begins another pass over all recipients.</summary>
    public void Begin(Wanted wanted)
    {
        (Wanted, Cursor, NextAt, DoneAt) = (wanted, SendingRows.Row, null, null); // before all rows, and not empty
    }

    /// <summary>The pass is over, and the next one begins at this time.</summary>
    public void Rest(DateTimeOffset until) => (Cursor, NextAt) = ("", until);

    /// <summary>Somebody is to be looked at again, not before this.</summary>
    public void LookAgainAt(DateTimeOffset at) => NextAt = NextAt is { } next && next < at ? next : at;

    /// <summary>The head that says that everything is done, for the commit that also removes the shard's order.</summary>
    public Change Finished(DateTimeOffset now)
    {
        DoneAt = now;
        return new Change.Replace(ToHead());
    }

    /// <summary>
    /// Writes down how recipients stand now, how far the pass is, and the tallies, at once. Tries again while the store
    /// doesn't answer, since what was sent must be known.
    /// </summary>
    /// <param name="moves">Each recipient at most once. One who was erased meanwhile is passed over.</param>
    /// <param name="cursor">See <see cref="Cursor"/>; null where it stays.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <returns>The rows as they now lie in the store, in the order of the moves; null for one who was erased.</returns>
    /// <exception cref="ShardLostException">Another server has taken it.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer for too long.</exception>
    public async Task<IReadOnlyList<RecipientRow?>> CommitAsync(IReadOnlyList<RecipientMove> moves, string? cursor, CancellationToken cancellationToken)
    {
        Cursor = cursor ?? Cursor;
        var started = TimeProvider.System.GetTimestamp(); // no clock by which people live: it is the store that is slow
        IReadOnlyList<RecipientMove?> left = [.. moves];
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                if (!isFirst)
                    left = await ReloadAsync(left, cancellationToken);
                if (await TryCommitAsync(left, cancellationToken) is { } rows)
                    return rows;
            }
            catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException && TimeProvider.System.GetElapsedTime(started) < TryFor)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Writes down new recipients; those up to <see cref="FrozenTo"/> are there already.</summary>
    /// <exception cref="ShardLostException">Another server has taken it.</exception>
    public async Task FreezeAsync(IReadOnlyList<RecipientRow> rows, CancellationToken cancellationToken)
    {
        FrozenTo = SendingRows.Row + rows[^1].Target.Key;
        await CommitAsync([.. rows.Select(row => new RecipientMove(null, row))], null, cancellationToken);
    }

    private async Task<IReadOnlyList<RecipientRow?>?> TryCommitAsync(IReadOnlyList<RecipientMove?> moves, CancellationToken cancellationToken)
    {
        var tallies = Moved(moves);
        List<Change> changes = [new Change.Replace(ToHead())];
        changes.AddRange(moves.OfType<RecipientMove>().Select(move => move.ToChange(Key)));
        changes.AddRange(tallies.Select(tally => new Change.Upsert(SendingRows.OfTally(Key, tally.Key, tally.Value))));
        if (await _store.CommitAsync(SendingRows.Table, Key, changes, cancellationToken) is not CommitResult.Committed { ETags: var etags })
            return null;
        _etag = etags[0];
        foreach (var (group, tally) in tallies)
            _tallies[group] = tally;
        var at = 0;
        return [.. moves.Select(move => move is null ? null : move.After with { ETag = etags[++at] })];
    }

    /// <summary>
    /// After a conflict, or a commit whose answer was lost: reads how things stand. What the lost commit wrote is found
    /// written, and what somebody erased is gone.
    /// </summary>
    private async Task<IReadOnlyList<RecipientMove?>> ReloadAsync(IReadOnlyList<RecipientMove?> moves, CancellationToken cancellationToken)
    {
        var head = await _store.FindAsync(SendingRows.Table, Key, SendingRows.ShardHead, cancellationToken);
        if (head?.GetInt32(TokenColumn) != Token)
            throw new ShardLostException(Key);
        _etag = head.ETag;
        await ReadTalliesAsync(cancellationToken);
        var now = new List<RecipientMove?>(moves.Count);
        foreach (var move in moves)
        {
            var row = move is null ? null : await _store.FindAsync(SendingRows.Table, Key, SendingRows.Row + move.After.Target.Key, cancellationToken);
            now.Add(move is null || (row is null && move.Before is not null) ? null : new RecipientMove(row is null ? null : SendingRows.ToRecipient(row), move.After));
        }

        return now;
    }

    private Dictionary<string, Tally> Moved(IEnumerable<RecipientMove?> moves)
    {
        var tallies = new Dictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var move in moves.OfType<RecipientMove>())
        {
            var group = move.After.Target.Group;
            if (!tallies.TryGetValue(group, out var tally))
            {
                tallies[group] = tally = new Tally();
                if (_tallies.TryGetValue(group, out var known))
                    tally.Add(known);
            }

            if (move.Before is { } before)
                tally.Move(before.Kept, move.After.Kept);
            else
                tally.Add(move.After.Kept);
        }

        return tallies;
    }

    private async Task ReadTalliesAsync(CancellationToken cancellationToken)
    {
        _tallies.Clear();
        await foreach (var row in _store.ListAsync(SendingRows.Table, Key, RowRange.Prefix(SendingRows.TallyOf), cancellationToken))
        {
            var (group, tally) = SendingRows.ToTally(row);
            _tallies[group] = tally;
        }
    }

    private void Read(Record row)
    {
        Wanted = SendingRows.ToWanted(row);
        Cursor = row.GetString(CursorColumn) ?? "";
        NextAt = row.GetDateTimeOffset(NextColumn);
        FrozenTo = row.GetString(Frozen) ?? "";
        DoneAt = row.GetDateTimeOffset(Done);
        _etag = row.ETag;
    }

    private Record ToHead()
    {
        var row = new Record(Key, SendingRows.ShardHead) { ETag = _etag, [TokenColumn] = Token };
        SendingRows.Write(row, Wanted);
        if (Cursor.Length > 0)
            row[CursorColumn] = Cursor;
        if (NextAt is { } next)
            row[NextColumn] = next;
        if (FrozenTo.Length > 0)
            row[Frozen] = FrozenTo;
        if (DoneAt is { } done)
            row[Done] = done;
        return row;
    }
}

/// <summary>One recipient moves from how they stood to how they stand.</summary>
/// <param name="Before">As it was read; null for one who is new.</param>
/// <param name="After">As it is to be.</param>
internal sealed record RecipientMove(RecipientRow? Before, RecipientRow After)
{
    public Change ToChange(string shardKey) => Before is null
        ? new Change.Insert(SendingRows.OfRecipient(shardKey, After))
        : new Change.Replace(SendingRows.OfRecipient(shardKey, After with { ETag = Before.ETag }));
}

/// <summary>Another server has taken the shard: nothing more may be done about it here.</summary>
internal sealed class ShardLostException(string shardKey) : Exception($"Another server has taken {shardKey}.");
