using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Carries out one outbox row: lease → deliver → remove the row and its pointer. The lease keeps two servers from
/// doing the same at once; if a server dies, the lease runs out and another does it again.
/// </summary>
public sealed partial class DeliveryWorker(
    IRecordStore store,
    FeatureTable table,
    IServiceProvider services,
    ServerName server,
    SendPace pace,
    TimeProvider time,
    ILogger<DeliveryWorker> log)
{
    // With the back-off below, about three days: an expired secret over a long weekend loses nothing.
    internal const int AttemptsMax = 150;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeliveryTimeMax = TimeSpan.FromSeconds(40);

    /// <summary>What works in bulk does so in short stretches: if its server dies, another goes on within half a minute.</summary>
    private static readonly TimeSpan BulkLeaseTime = TimeSpan.FromSeconds(26);
    private static readonly TimeSpan BulkDeliveryTimeMax = TimeSpan.FromSeconds(20);

    /// <summary>A row that another server has leased is met again within this time.</summary>
    private static readonly TimeSpan BulkExpectedFor = 2 * BulkLeaseTime;

    /// <summary>What was done is written down also where the server stops just then.</summary>
    private static readonly TimeSpan FinishTimeMax = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BackOffMax = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ThrottledAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StoreDownAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long after its pointer an outbox row may come; many times what a turn may take.</summary>
    private static readonly TimeSpan CommitTimeMax = TimeSpan.FromMinutes(2);

    /// <summary>Whether it points to what works in bulk.</summary>
    internal bool IsBulk(PointerAt at) => table.BulkDeliveries.Any(kind => OutboxRow.IsOfKind(at.Pointer.RowKey, kind));

    /// <summary>When the pointer must be looked at again on this server; null if it needs no more.</summary>
    internal async Task<Again?> RunAsync(PointerAt at, CancellationToken cancellationToken)
    {
        try
        {
            return await LeaseAndDeliverAsync(at, cancellationToken);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException || (cause is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.StoreDown(log, at.Pointer.RowKey, cause);
            return new Again(at, time.GetUtcNow() + StoreDownAgainAfter);
        }
    }

    private async Task<Again?> LeaseAndDeliverAsync(PointerAt at, CancellationToken cancellationToken)
    {
        var pointer = at.Pointer;
        var now = time.GetUtcNow();
        var row = await store.FindAsync(pointer.Table, pointer.PartitionKey, pointer.RowKey, cancellationToken);
        if (row is null)
            return await RemoveOutdatedAsync(at, cancellationToken);
        if (OutboxRow.IsGivenUp(row))
            return await RemovePointerAsync(at, cancellationToken);
        if (OutboxRow.DueOf(row) > now)
            return await WaitForAsync(at, row, cancellationToken);
        if (OutboxRow.TenantOfBulkIn(row) is { } tenant)
            pace.ExpectBulk(tenant, BulkExpectedFor); // also where another server does it
        if (OutboxRow.IsLeasedAt(row, now))
            return new Again(at, OutboxRow.LeaseEndOf(row));

        OutboxRow.Lease(row, server.Value, now + (IsBulk(at) ? BulkLeaseTime : LeaseTime));
        var leased = await store.CommitAsync(pointer.Table, pointer.PartitionKey, [new Change.Replace(row)], cancellationToken);
        if (leased is not CommitResult.Committed { ETags: [var etag] })
            return new Again(at, now); // another server was faster, or the row was touched just now: a second look tells

        using var measured = Telemetry.BeginDelivery(OutboxRow.KindOf(row), time);
        var delivered = await DeliverOrReleaseAsync(at, Copy(row, etag), cancellationToken);
        measured.Outcome = delivered is Delivered.Later later ? later.CountsAsTry && IsLastTry(row) ? "gave up" : "later" : "done";
        using var finishing = new CancellationTokenSource(FinishTimeMax);
        return delivered switch
        {
            Delivered.Done done => await FinishAsync(at, Copy(row, etag), done, finishing.Token),
            Delivered.NotBefore waits => await ReleaseAsync(at, waits.At, waits.Also, countsAsAttempt: false, finishing.Token, leasedAs: etag),
            _ => await PostponeAsync(at, Copy(row, etag), (Delivered.Later)delivered, finishing.Token),
        };
    }

    /// <summary>Where the server stops in the middle, the next one needn't wait until the lease runs out.</summary>
    private async Task<Delivered> DeliverOrReleaseAsync(PointerAt at, Record row, CancellationToken cancellationToken)
    {
        try
        {
            return await DeliverAsync(at.Pointer.Table, row, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var finishing = new CancellationTokenSource(FinishTimeMax);
            await ReleaseAsync(at, time.GetUtcNow(), [], countsAsAttempt: false, finishing.Token);
            throw;
        }
    }

    private async Task<Delivered> DeliverAsync(string tableName, Record row, CancellationToken cancellationToken)
    {
        var kind = OutboxRow.KindOf(row);
        if (!table.Deliveries.TryGetValue(kind, out var type))
            return new Delivered.Later($"this version knows no outbox kind {kind}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(table.BulkDeliveries.Contains(kind) ? BulkDeliveryTimeMax : DeliveryTimeMax);
        try
        {
            return await ((IDelivery)services.GetRequiredService(type)).DeliverAsync(tableName, row, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Delivered.Later("it took too long");
        }
#pragma warning disable CA1031 // the edge of the work that nobody waits for: a mistake in one delivery must not end the others
        catch (Exception bug) when (bug is not (OperationCanceledException or StoreUnavailableException or CommitUnconfirmedException))
#pragma warning restore CA1031
        {
            Log.Bug(log, row.RowKey, bug);
            return new Delivered.Later("a mistake of ours");
        }
    }

    private async Task<Again?> FinishAsync(PointerAt at, Record row, Delivered.Done done, CancellationToken cancellationToken)
    {
        var pointer = at.Pointer;
        var result = await store.CommitAsync(pointer.Table, pointer.PartitionKey, [new Change.Delete(row.RowKey, row.ETag), .. done.Also], cancellationToken);
        if (result is CommitResult.Committed)
            return await RemovePointerAsync(at, cancellationToken);

        // Something new came in while it was being delivered: keep what was done, and do the row once more.
        return await ReleaseAsync(at, time.GetUtcNow() + done.AgainAfter, done.Also, countsAsAttempt: false, cancellationToken);
    }

    private async Task<Again?> PostponeAsync(PointerAt at, Record row, Delivered.Later later, CancellationToken cancellationToken)
    {
        if (!later.CountsAsTry)
            return await ReleaseAsync(at, time.GetUtcNow() + (later.After ?? ThrottledAgainAfter), [], countsAsAttempt: false, cancellationToken);
        var attempts = OutboxRow.AttemptsOf(row) + 1;
        if (IsLastTry(row))
            return await GiveUpAsync(at, row, later.Because, cancellationToken);

        var backOff = TimeSpan.FromSeconds(Math.Min(BackOffMax.TotalSeconds, Math.Pow(2, attempts)));
        var wait = later.After is { } asked && asked > backOff ? asked : backOff;
        Log.TryingAgain(log, row.RowKey, attempts, wait, later.Because);
        return await ReleaseAsync(at, time.GetUtcNow() + wait, [], countsAsAttempt: true, cancellationToken);
    }

    private static bool IsLastTry(Record row) => OutboxRow.AttemptsOf(row) + 1 >= AttemptsMax;

    private async Task<Again?> GiveUpAsync(PointerAt at, Record row, string because, CancellationToken cancellationToken)
    {
        var note = GivenUp.NoteOf(at.Pointer.Table, row, time.GetUtcNow());
        await store.CommitAsync(GivenUp.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        OutboxRow.GiveUp(row, because);
        if (await store.CommitAsync(at.Pointer.Table, row.PartitionKey, [new Change.Replace(row)], cancellationToken) is not CommitResult.Committed)
            return new Again(at, time.GetUtcNow() + LeaseTime); // touched just now: it is due once more when the lease ends
        Log.GaveUp(log, row.RowKey, AttemptsMax, because);
        return await RemovePointerAsync(at, cancellationToken);
    }

    /// <param name="leasedAs">The version of the row that was delivered: one that was touched since is due at once; null where it is due as given in any case.</param>
    private async Task<Again?> ReleaseAsync(PointerAt at, DateTimeOffset due, IReadOnlyList<Change> also, bool countsAsAttempt, CancellationToken cancellationToken, string? leasedAs = null)
    {
        var pointer = at.Pointer;
        var row = await store.FindAsync(pointer.Table, pointer.PartitionKey, pointer.RowKey, cancellationToken);
        if (row is null)
            return await RemovePointerAsync(at, cancellationToken);
        if (OutboxRow.IsLeasedByAnother(row, server.Value))
            return new Again(at, OutboxRow.LeaseEndOf(row)); // this server was taken for dead, and another does it
        if (leasedAs is not null && row.ETag != leasedAs && due > time.GetUtcNow())
            due = time.GetUtcNow(); // something new came in while it was being delivered
        OutboxRow.TryAgainAt(row, due, countsAsAttempt);
        if (leasedAs is not null)
            OutboxRow.ForgetAttempts(row); // it went well: what lasts for years isn't given up for what went wrong now and then
        var next = Pointer.To(pointer.Table, row);
        var record = next.ToRecord();
        var written = await store.CommitAsync(Pointer.DueTable, record.PartitionKey, [new Change.Upsert(record)], cancellationToken);
        var result = await store.CommitAsync(pointer.Table, pointer.PartitionKey, [new Change.Replace(row), .. also], cancellationToken);
        if (result is not CommitResult.Committed)
            return new Again(at, time.GetUtcNow() + LeaseTime); // touched once more: it is due again when the lease ends
        if (next.DueAt != pointer.DueAt)
            await RemovePointerAsync(at, cancellationToken);
        return new Again(new PointerAt(next, (written as CommitResult.Committed)?.ETags[0]), due);
    }

    private async Task<Again?> WaitForAsync(PointerAt at, Record row, CancellationToken cancellationToken)
    {
        var due = OutboxRow.DueOf(row);
        if (Pointer.To(at.Pointer.Table, row).ToRecord().RowKey == at.Pointer.ToRecord().RowKey)
            return new Again(at, due);
        return await RemoveOutdatedAsync(at, cancellationToken); // the row has another pointer, for its new time
    }

    /// <summary>
    /// A pointer without a row for its time is left from earlier, or it is so new that the commit it was written for is
    /// still under way: only an old one is removed.
    /// </summary>
    private async Task<Again?> RemoveOutdatedAsync(PointerAt at, CancellationToken cancellationToken)
    {
        var from = at.Pointer.DueAt + CommitTimeMax;
        return time.GetUtcNow() < from ? new Again(at, from) : await RemovePointerAsync(at, cancellationToken);
    }

    private async Task<Again?> RemovePointerAsync(PointerAt at, CancellationToken cancellationToken)
    {
        var record = at.Pointer.ToRecord();
        await store.CommitAsync(Pointer.DueTable, record.PartitionKey, [new Change.Delete(record.RowKey, at.ETag)], cancellationToken);
        return null; // a conflict means that it was written anew: the next sweep finds it
    }

    private static Record Copy(Record row, string? etag)
    {
        var copy = new Record(row.PartitionKey, row.RowKey) { ETag = etag };
        foreach (var (name, value) in row.Columns)
            copy[name] = value;
        return copy;
    }

    internal sealed record Again(PointerAt Pointer, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store failed under outbox row {Row}; it is tried again.")]
        public static partial void StoreDown(ILogger log, string row, Exception cause);

        [LoggerMessage(2, LogLevel.Information, "Outbox row {Row}: try {Attempt} did not succeed ({Because}); again in {Wait}.")]
        public static partial void TryingAgain(ILogger log, string row, int attempt, TimeSpan wait, string because);

        [LoggerMessage(4, LogLevel.Error, "Outbox row {Row} met a mistake of ours.")]
        public static partial void Bug(ILogger log, string row, Exception bug);

        [LoggerMessage(3, LogLevel.Error, "Outbox row {Row} was given up after {Attempts} tries: {Because}.")]
        public static partial void GaveUp(ILogger log, string row, int attempts, string because);
    }
}
