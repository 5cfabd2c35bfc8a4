using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Held;

/// <summary>Removes decisions with all that was said to them long after they were sent; drafts as long after they were begun.</summary>
internal sealed class DecisionRetention(DecisionShelf shelf, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Decisions;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(DecisionRows.IndexTable, organisationId, RowRange.All, cancellationToken))
        {
            if (row.GetDateTimeOffset("MadeAt") < olderThan)
                old.Add(row);
        }

        var count = 0;
        foreach (var row in old)
        {
            var key = row.GetString("Decision") ?? "";
            if (await shelf.FindAsync(key, cancellationToken) is { Decision: var decision } && (decision.State is DecisionState.Scheduled || decision.BegunAt >= olderThan))
                continue;
            count++;
            if (sweep is Sweep.Count)
                continue;
            await staging.SweepAllAsync(DecisionRows.Table, key, cancellationToken);
            await store.CommitAsync(DecisionRows.IndexTable, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken); // last: the decision is found by it
        }

        return count;
    }
}
