using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Held;

/// <summary>Removes polls with all their answers when they have been closed for long. One that nobody closed stays.</summary>
internal sealed class PollRetention(PollShelf shelf, IRecordStore store, Staging staging, TimeProvider time) : IRetention
{
    public RetentionKind Kind => RetentionKind.Polls;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(PollRows.IndexTable, organisationId, RowRange.All, cancellationToken))
        {
            if (row.GetDateTimeOffset("AskedAt") < olderThan)
                old.Add(row);
        }

        var count = 0;
        foreach (var rows in old.GroupBy(row => row.GetString("Poll") ?? "")) // a making that broke off may have left a second row
        {
            var key = rows.Key;
            var head = await shelf.FindAsync(key, cancellationToken);
            if (head is not null && !(head.Poll.EndedAt(time.GetUtcNow()) < olderThan))
                continue;
            count++;
            if (sweep is Sweep.Count)
                continue;
            if (head is not null)
                await PollRuns.ForgetAsync(store, head.Poll, cancellationToken);
            await staging.SweepAllAsync(PollRows.Table, key, cancellationToken);
            await OpenPolls.ForgetAsync(store, organisationId, rows.Select(row => row.RowKey), cancellationToken);
            await store.CommitAsync(PollRows.IndexTable, organisationId, [.. rows.Select(row => new Change.Delete(row.RowKey, null))], cancellationToken); // last: the poll is found by it
        }

        return count;
    }
}
