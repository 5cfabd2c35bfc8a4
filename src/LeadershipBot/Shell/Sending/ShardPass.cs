using LeadershipBot.Domain.Sending;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Sending;

/// <summary>
/// One stretch of work on a shard: in rounds of a few recipients. A round reads what is wanted, prepares each message, and
/// writes in one commit what became of the last round and who is being sent to now; only then does it send. So never are
/// more sends under way than a round has, and after a crash these few are known.
/// </summary>
internal sealed class ShardPass(IRecordStore store, SendingShelf shelf, RecipientSender sender, SendingFaults faults, TimeProvider time, SendingHead head, Shard shard)
{
    /// <summary>So many are sent at once: with four shards at work enough for the whole pace while an answer takes up to half a second.</summary>
    public const int AtOnce = 8;

    /// <summary>A stretch ends after this; the sends under way then have time to end before the delivery would be cut off.</summary>
    private static readonly TimeSpan WorksFor = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan CutOffAfter = TimeSpan.FromSeconds(20);

    /// <summary>What was sent is written down even then; and the lease ends only after it.</summary>
    private static readonly TimeSpan LastWordsMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan StoreDownPause = TimeSpan.FromSeconds(5);

    /// <summary>So many may be settled, without sending, in one commit beside a round: all together less than a hundred changes.</summary>
    private const int SettledAtOnce = 24;

    private const int ReadAtOnce = 200;

    /// <summary>
    /// So long after a pass, for each recipient, begins the next one, which reads them all again: 31 seconds in the largest
    /// shard of a sending to 50,000. So whoever is tried again a moment later than others costs no pass of their own.
    /// </summary>
    private static readonly TimeSpan RestFor = TimeSpan.FromMilliseconds(5);

    private readonly Queue<RecipientRow> _read = new();
    private SendingHead _head = head;
    private List<RecipientMove> _results = [];
    private string _seen = "";
    private bool _isReadToEnd;
    private long _started;

    /// <summary>Works until everything is done, or time is up, or the server stops; what was sent is written down in any case.</summary>
    /// <exception cref="ShardLostException">Another server has taken the shard.</exception>
    public async Task<Delivered> RunAsync(CancellationToken stopping)
    {
        _started = TimeProvider.System.GetTimestamp(); // no clock by which people live: it is machines that work
        // A message on its way isn't given up because the server stops: whether it arrived would not be known.
        using var cutOff = new CancellationTokenSource(CutOffAfter);
        if (shard.Cursor.Length == 0)
            shard.Begin(shard.Wanted);
        Restart();
        try
        {
            while (TimeProvider.System.GetElapsedTime(_started) < WorksFor && !stopping.IsCancellationRequested)
            {
                if (await StepAsync(cutOff.Token) is { } ended)
                    return ended;
            }

            await KeepAsync([], cutOff.Token);
            return new Delivered.NotBefore(time.GetUtcNow());
        }
        catch (Exception cause) when (_results.Count > 0 && cause is StoreUnavailableException or CommitUnconfirmedException or OperationCanceledException)
        {
            using var lastWords = new CancellationTokenSource(LastWordsMax);
            await KeepAsync([], lastWords.Token, shard.Cursor); // those who are still being sent to come after it
            return new Delivered.NotBefore(time.GetUtcNow() + (cause is OperationCanceledException ? TimeSpan.Zero : StoreDownPause));
        }
    }

    /// <summary>One round, of what is wanted now; null while somebody is left.</summary>
    private async Task<Delivered?> StepAsync(CancellationToken cancellationToken)
    {
        _head = await shelf.FindAsync(_head.Id, cancellationToken) ?? _head;
        if (_head.Wanted != shard.Wanted)
        {
            await KeepAsync([], cancellationToken);
            shard.Begin(_head.Wanted);
            Restart();
        }

        return await RoundAsync(cancellationToken) ? null : await EndAsync(cancellationToken);
    }

    private void Restart()
    {
        _read.Clear();
        _isReadToEnd = false;
        _seen = shard.Cursor;
    }

    /// <summary>False where nobody is left in this pass.</summary>
    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var seenBefore = _seen;
        var (settled, due) = await TakeAsync(cancellationToken);
        if (settled.Count == 0 && due.Count == 0)
            return false;
        var prepared = await Task.WhenAll(due.Select(one => sender.PrepareAsync(_head, one.Row, one.Step, cancellationToken)));
        settled.AddRange(prepared.Select((one, i) => new RecipientMove(due[i].Row, due[i].Row with { Kept = one.After, Target = one.Target })).Where(move => move.Before!.Kept != move.After.Kept));

        var kept = await KeepAsync(settled, cancellationToken, seenBefore);
        var ready = prepared.Select((one, i) => (one, Row: RowOf(kept, due[i].Row, one))).Where(pair => pair.one.SendAsync is not null && pair.Row is not null).ToList();
        if (ready.Count == 0)
            return true;
        await faults.Reached(SendingFaults.BeforeSending);
        var after = await Task.WhenAll(ready.Select(pair => SendAsync(pair.one, cancellationToken)));
        await faults.Reached(SendingFaults.AfterSending);
        _results = [.. ready.Select((pair, i) => (pair.Row, After: after[i])).Where(one => one.After is not null).Select(one => new RecipientMove(one.Row, one.Row! with { Kept = one.After!.After, Target = one.After.Target }))];
        if (_results.Count < ready.Count)
            throw new OperationCanceledException(cancellationToken);
        return true;
    }

    /// <summary>Null where it was cut off: it stays as one that is being sent, and takes nothing of what the others came to.</summary>
    private async Task<PreparedRecipient?> SendAsync(PreparedRecipient one, CancellationToken cancellationToken)
    {
        if (TimeProvider.System.GetElapsedTime(_started) >= CutOffAfter)
            return null; // the machine was asleep: others have the shard by now, whether or not a timer has told us
        try
        {
            return await one.SendAsync!(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The next recipients: those to be settled at once, and those for whom something must be done.</summary>
    private async Task<(List<RecipientMove> Settled, List<(RecipientRow Row, RecipientStep Step)> Due)> TakeAsync(CancellationToken cancellationToken)
    {
        var (settled, due, now) = (new List<RecipientMove>(), new List<(RecipientRow, RecipientStep)>(), time.GetUtcNow());
        while (due.Count < AtOnce && settled.Count < SettledAtOnce && await NextAsync(cancellationToken) is { } row)
        {
            _seen = SendingRows.Row + row.Target.Key;
            switch (RecipientRule.Next(row.Kept, _head.Wanted, now))
            {
                case RecipientStep.Nothing:
                    break;
                case RecipientStep.Wait wait:
                    shard.LookAgainAt(wait.Until);
                    break;
                case RecipientStep.Settle settle:
                    settled.Add(new RecipientMove(row, row with { Kept = settle.After }));
                    break;
                case var step:
                    due.Add((row, step));
                    break;
            }
        }

        return (settled, due);
    }

    private async Task<RecipientRow?> NextAsync(CancellationToken cancellationToken)
    {
        if (_read.Count == 0 && !_isReadToEnd)
        {
            var range = _seen.Length == 0 ? RowRange.Prefix(SendingRows.Row) : RowRange.Prefix(SendingRows.Row) with { From = _seen };
            await foreach (var record in store.ListAsync(SendingRows.Table, shard.Key, range, cancellationToken))
            {
                if (record.RowKey == _seen)
                    continue;
                _read.Enqueue(SendingRows.ToRecipient(record));
                if (_read.Count == ReadAtOnce)
                    break;
            }

            _isReadToEnd = _read.Count < ReadAtOnce;
        }

        return _read.TryDequeue(out var next) ? next : null;
    }

    /// <summary>Writes down what the last round's sends came to, together with how others stand from now on.</summary>
    private async Task<IReadOnlyDictionary<string, RecipientRow>> KeepAsync(IReadOnlyList<RecipientMove> moves, CancellationToken cancellationToken, string? cursor = null)
    {
        var kept = new Dictionary<string, RecipientRow>(StringComparer.Ordinal);
        List<RecipientMove> all = [.. _results, .. moves];
        foreach (var after in all.Select(move => move.After.Kept))
        {
            if (after.DueAt is { } due)
                shard.LookAgainAt(due);
            else if (after.State is RecipientState.Waiting)
                shard.LookAgainAt(time.GetUtcNow());
        }

        if (all.Count == 0 && cursor is null)
            return kept;
        foreach (var row in await shard.CommitAsync(all, cursor ?? _seen, cancellationToken))
        {
            if (row is not null)
                kept[row.Target.Key] = row;
        }

        if (_results.Count > 0)
            await faults.Reached(SendingFaults.AfterKeeping);
        _results = [];
        return kept;
    }

    /// <summary>Everybody has been looked at: it goes on when somebody's time comes, or is done.</summary>
    private async Task<Delivered> EndAsync(CancellationToken cancellationToken)
    {
        await KeepAsync([], cancellationToken);
        await faults.Reached(SendingFaults.BeforeDone);
        if (shard.NextAt is not { } next)
            return new Delivered.Done(shard.Finished(time.GetUtcNow()));
        var rested = time.GetUtcNow() + (RestFor * shard.Count);
        next = next > rested ? next : rested;
        shard.Rest(next);
        await shard.CommitAsync([], null, cancellationToken);
        return new Delivered.NotBefore(next);
    }

    /// <summary>A recipient as they lie in the store after the commit; null for one who was erased meanwhile.</summary>
    private static RecipientRow? RowOf(IReadOnlyDictionary<string, RecipientRow> kept, RecipientRow before, PreparedRecipient prepared)
        => kept.TryGetValue(before.Target.Key, out var row) ? row : prepared.After == before.Kept ? before : null;
}
