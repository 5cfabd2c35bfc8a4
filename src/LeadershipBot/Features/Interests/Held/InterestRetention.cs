using System.Globalization;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests.Held;

/// <summary>
/// Removes interests that ended long ago with what they were before, statements that are as old, and the audit of that
/// time. Six years are the least: NHS England, "Managing conflicts of interest: revised statutory guidance for CCGs" (2017).
/// </summary>
internal sealed class InterestRetention(IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.EndedInterests;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var (old, count) = (new List<string>(), 0);
        var day = DateOnly.FromDateTime(olderThan.UtcDateTime);
        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(InterestRows.Current), cancellationToken))
        {
            if (InterestRows.ToDeclared(row) is not { Interest.Until: { } until } declared || until >= day)
                continue;
            count++;
            old.Add(row.RowKey);
            await foreach (var before in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix($"{InterestRows.BeforeOf(declared.Person)}{declared.Id}."), cancellationToken))
                old.Add(before.RowKey);
        }

        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, RowRange.Prefix(InterestRows.Statement), cancellationToken))
        {
            if (row.GetDateTimeOffset("StatedAt") < olderThan)
                old.Add(row.RowKey);
        }

        var end = Audit.Prefix + olderThan.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        await foreach (var row in store.ListAsync(InterestRows.Table, organisationId, new RowRange(Audit.Prefix, end), cancellationToken))
            old.Add(row.RowKey);
        foreach (var some in sweep is Sweep.Remove ? old.Chunk(StoreLimits.ChangesMax) : [])
            await store.CommitAsync(InterestRows.Table, organisationId, [.. some.Select(key => new Change.Delete(key, null))], cancellationToken);
        return count;
    }
}
