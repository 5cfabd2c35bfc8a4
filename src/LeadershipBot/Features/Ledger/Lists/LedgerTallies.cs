using System.Globalization;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Ledger.Lists;

/// <summary>
/// Keeps the counts from which the figures are made: one row for each month of an organisation. What an entry adds stands
/// beside them in the same partition, and both change in one commit: so each counts exactly once, however often it is
/// brought up to date, and the counts can be made again from the entries.
/// </summary>
internal sealed class LedgerTallies(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Brings the counts up to date with an entry; an older state of it than was counted changes nothing.</summary>
    public async Task CountAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        var organisation = entry.Organisation.Id;
        await RecountAsync(entry, cancellationToken);
        if (await store.FindAsync(LedgerIndexRows.Table, LedgerTallyRows.PartitionOf(organisation), LedgerTallyRows.Whole, cancellationToken) is null)
            await outbox.CommitAsync(LedgerRows.Table, organisation, [new Change.Upsert(OutboxRow.New(organisation, RecountLedger.Kind, "", time.GetUtcNow()))], cancellationToken);
    }

    /// <summary>The same, within a recount.</summary>
    public Task RecountAsync(LedgerEntry entry, CancellationToken cancellationToken)
        => contention.RunAsync(stop => CountOnceAsync(entry, LedgerTally.Of(entry) ?? LedgerTally.Empty, stop), cancellationToken);

    /// <summary>Takes an entry out of the counts, which is about to be removed. Safe to repeat.</summary>
    public async Task ForgetAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        await contention.RunAsync(stop => CountOnceAsync(entry, LedgerTally.Empty, stop), cancellationToken);
        await store.CommitAsync(LedgerIndexRows.Table, LedgerTallyRows.PartitionOf(entry.Organisation.Id), [new Change.Delete(LedgerTallyRows.CountedRow(entry.Id), null)], cancellationToken); // a conflict: it is gone already
    }

    /// <summary>The figures, at the cost of a row for each month; null while entries from before there were counts are being counted.</summary>
    public async Task<LedgerFigures?> ReadAsync(string organisationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (sum, isWhole) = (LedgerTally.Empty, false);
        var from = new RowRange(LedgerTallyRows.MonthRow(LedgerFigures.From(now)), null);
        await foreach (var row in store.ListAsync(LedgerIndexRows.Table, LedgerTallyRows.PartitionOf(organisationId), from, cancellationToken))
        {
            if (row.RowKey == LedgerTallyRows.Whole)
                isWhole = true;
            else
                sum = sum.Plus(LedgerTallyRows.ToTally(row));
        }

        if (isWhole)
            return new LedgerFigures(sum);
        await foreach (var _ in store.ListAsync(LedgerIndexRows.Table, LedgerIndexRows.PartitionOf(organisationId, LedgerList.All), RowRange.All, cancellationToken))
            return null;
        return new LedgerFigures(LedgerTally.Empty);
    }

    private async Task<string?> CountOnceAsync(LedgerEntry entry, LedgerTally now, CancellationToken cancellationToken)
    {
        var (partition, month) = (LedgerTallyRows.PartitionOf(entry.Organisation.Id), LedgerTallyRows.MonthRow(DateOnly.FromDateTime(entry.RaisedAt.UtcDateTime)));
        var counted = await store.FindAsync(LedgerIndexRows.Table, partition, LedgerTallyRows.CountedRow(entry.Id), cancellationToken);
        var before = counted is null ? LedgerTally.Empty : LedgerTallyRows.ToTally(counted);
        var isSame = counted is not null && before.IsSameAs(now);
        if (counted?.GetInt32("Version") is { } version && (version > entry.Version || (isSame && version == entry.Version)))
            return "counted before";
        var row = LedgerTallyRows.Of(partition, LedgerTallyRows.CountedRow(entry.Id), now, counted?.ETag);
        row["Version"] = entry.Version;
        List<Change> changes = [counted is null ? new Change.Insert(row) : new Change.Replace(row)];
        if (isSame)
            return await store.CommitAsync(LedgerIndexRows.Table, partition, changes, cancellationToken) is CommitResult.Committed ? "done" : null;
        var known = await store.FindAsync(LedgerIndexRows.Table, partition, month, cancellationToken);
        var sum = (known is null ? LedgerTally.Empty : LedgerTallyRows.ToTally(known)).Minus(before).Plus(now);
        var sums = LedgerTallyRows.Of(partition, month, sum, known?.ETag);
        changes.Add(known is null ? new Change.Insert(sums) : new Change.Replace(sums));
        return await store.CommitAsync(LedgerIndexRows.Table, partition, changes, cancellationToken) is CommitResult.Committed ? "done" : null;
    }
}

/// <summary>Counts entries that were never counted, after which the figures are whole. Broken off, it goes on where it was.</summary>
internal sealed class RecountLedger(LedgerLists lists, LedgerShelf shelf, LedgerTallies tallies, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "ledger.recount";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var partition = LedgerTallyRows.PartitionOf(row.PartitionKey);
        var counted = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var one in store.ListAsync(LedgerIndexRows.Table, partition, RowRange.Prefix(LedgerTallyRows.Counted), cancellationToken))
            counted.Add(one.RowKey);
        foreach (var key in await lists.ListKeysAsync(row.PartitionKey, cancellationToken))
        {
            if (!counted.Contains(LedgerTallyRows.CountedRow(key.Split('.')[^1])) && await shelf.FindAsync(key, cancellationToken) is { Entry: var entry })
                await tallies.RecountAsync(entry, cancellationToken);
        }

        await store.CommitAsync(LedgerIndexRows.Table, partition, [new Change.Upsert(new Record(partition, LedgerTallyRows.Whole) { ["At"] = time.GetUtcNow() })], cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>How the counts lie in the store.</summary>
internal static class LedgerTallyRows
{
    /// <summary>What one entry adds.</summary>
    public const string Counted = "counted.";

    /// <summary>That everything is counted. It sorts behind the months, so that one reading gets both.</summary>
    public const string Whole = "whole";

    public static string PartitionOf(string organisationId) => organisationId + ".tally";

    public static string CountedRow(string id) => Counted + id;

    public static string MonthRow(DateOnly day) => "month." + day.ToString("yyyyMM", CultureInfo.InvariantCulture);

    public static Record Of(string partition, string rowKey, LedgerTally tally, string? etag) => new(partition, rowKey)
    {
        ETag = etag,
        ["Raised"] = tally.Raised,
        ["Replied"] = tally.Replied,
        ["ActedOn"] = tally.ActedOn,
        ["PassedOn"] = tally.PassedOn,
        ["ChangedDecision"] = tally.Changed,
        ["Judged"] = tally.Judged,
        ["Content"] = tally.Content,
        ["Days"] = string.Join(' ', tally.Days.OrderBy(day => day.Key).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Key}={day.Value}"))),
    };

    public static LedgerTally ToTally(Record row) => new(Number(row, "Raised"), Number(row, "Replied"), Number(row, "ActedOn"), Number(row, "PassedOn"), Number(row, "ChangedDecision"), Number(row, "Judged"), Number(row, "Content"))
    {
        Days = (row.GetString("Days") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(one => int.Parse(one[0], CultureInfo.InvariantCulture), one => int.Parse(one[1], CultureInfo.InvariantCulture)),
    };

    private static int Number(Record row, string column) => row.GetInt32(column) ?? 0;
}
