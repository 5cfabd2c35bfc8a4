using System.Globalization;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Privacy;

/// <summary>
/// The daily job: removes what is older than its limit, writes down how much of each kind, and orders the next day's run; last it has the
/// store's own files written anew, so that nothing is left in them of what was erased since. One server does it, as with every outbox row;
/// after a crash, or when it takes long, it goes on where it was.
/// </summary>
internal sealed partial class EnforceRetention(RetentionRun run, IRecordStore store, Outbox outbox, TimeProvider time, ILogger<EnforceRetention> log) : IDelivery
{
    public const string Kind = "retention.run";

    /// <summary>
    /// A delivery may take 40 seconds, and one part (a kind of one organisation) may need most of them: after these no
    /// further part is begun, and the rest of the run is another row.
    /// </summary>
    private static readonly TimeSpan TurnMax = TimeSpan.FromSeconds(5);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        await outbox.CommitAsync(table, row.PartitionKey, [RetentionRows.RunAt(RetentionRows.NextAfter(now))], cancellationToken); // there already: fine
        var done = row.GetString("After") ?? "";
        foreach (var part in (await run.PartsAsync(cancellationToken)).Where(part => string.CompareOrdinal(part.Mark, done) > 0))
        {
            await CountAsync(row, part, await run.RunAsync(part, now, Sweep.Remove, cancellationToken), now, cancellationToken);
            if (time.GetElapsedTime(started) > TurnMax)
            {
                await outbox.CommitAsync(table, row.PartitionKey, [RetentionRows.Rest(row, part.Mark, now)], cancellationToken);
                return new Delivered.Done();
            }
        }

        await ForgetReportsAsync(now, cancellationToken);
        await ScrubAsync(cancellationToken);
        return new Delivered.Done();
    }

    private async Task ScrubAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ScrubAsync(cancellationToken);
        }
        catch (StoreUnavailableException cause)
        {
            Log.NotScrubbed(log, cause); // the next night does it
        }
    }

    /// <summary>The reports have a limit of their own: a year.</summary>
    private async Task ForgetReportsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = new List<Change>();
        await foreach (var report in store.ListAsync(RetentionRows.Table, RetentionRows.Partition, RetentionRows.ReportsBefore(now.AddYears(-1)), cancellationToken))
            old.Add(new Change.Delete(report.RowKey, null));
        foreach (var some in old.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(RetentionRows.Table, RetentionRows.Partition, some, cancellationToken);
    }

    private async Task CountAsync(Record row, RetentionPart part, int removed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = RetentionRows.ReportRow(now, part.Kind);
        var report = await store.FindAsync(RetentionRows.Table, row.PartitionKey, key, cancellationToken) ?? new Record(row.PartitionKey, key);
        report["Kind"] = part.Kind.Name;
        report["Removed"] = (report.GetInt32("Removed") ?? 0) + removed;
        report["KeptDays"] = run.Limits.Single(limit => limit.Kind == part.Kind).Days;
        report["At"] = now;
        await store.CommitAsync(RetentionRows.Table, row.PartitionKey, [new Change.Upsert(report)], cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store's file could not be written anew: its unused room may hold parts of what was erased until tomorrow night.")]
        public static partial void NotScrubbed(ILogger log, Exception cause);
    }
}

/// <summary>Orders the first run, at the start of each server; those that follow order one another.</summary>
internal sealed partial class StartRetention(Outbox outbox, TimeProvider time, ILogger<StartRetention> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await outbox.CommitAsync(RetentionRows.Table, RetentionRows.Partition, [RetentionRows.RunAt(RetentionRows.NextAfter(time.GetUtcNow()))], cancellationToken);
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.NotOrdered(log, cause); // the bot starts all the same; another server or the next start orders it
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The next retention run could not be ordered: the store did not answer.")]
        public static partial void NotOrdered(ILogger log, Exception cause);
    }
}

/// <summary>How retention lies in the store: one partition with the order of the next run, and a report for each kind and day.</summary>
internal static class RetentionRows
{
    public const string Table = "Retention";
    public const string Partition = "all";
    public const string Reports = "report.";

    private const int HourUtc = 3; // few people are awake
    private const string Day = "yyyyMMdd";

    /// <summary>The next run after this moment.</summary>
    public static DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(HourUtc);
        return today > now ? today : today.AddDays(1);
    }

    /// <summary>The order of a day's run: each day has one.</summary>
    public static Change RunAt(DateTimeOffset at)
    {
        var row = OutboxRow.New(Partition, EnforceRetention.Kind, at.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture), at);
        row["After"] = ""; // from the first part
        return new Change.Insert(row);
    }

    /// <summary>What is left of a run that took long.</summary>
    public static Change Rest(Record row, string after, DateTimeOffset now)
    {
        var rest = OutboxRow.New(Partition, EnforceRetention.Kind, $"{row.RowKey[(OutboxRow.RowKeyOf(EnforceRetention.Kind, "").Length + 1)..]}-", now);
        rest["After"] = after;
        return new Change.Upsert(rest);
    }

    /// <summary>Newest first.</summary>
    public static string ReportRow(DateTimeOffset at, RetentionKind kind) => $"{ReportsOf(at)}.{kind.Name}";

    /// <summary>The reports of earlier days.</summary>
    public static RowRange ReportsBefore(DateTimeOffset at) => new(ReportsOf(at) + ".~", RowRange.Prefix(Reports).To);

    private static string ReportsOf(DateTimeOffset at)
        => $"{Reports}{99999999 - int.Parse(at.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}";
}
