using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>
/// Which polls of an organisation are open: an index row for each, in a partition of its own, which closing removes. What
/// waits for somebody is found by it, at a cost that doesn't grow with the polls that are over.
/// </summary>
/// <remarks>It is written before the poll and removed after it has ended: whoever reads it asks the poll itself whether it is open.</remarks>
internal sealed class OpenPolls(IRecordStore store)
{
    /// <summary>The partition of an organisation's open polls. An organisation's id holds no dot.</summary>
    public static string PartitionOf(string organisationId) => organisationId + ".open";

    /// <summary>Safe to repeat.</summary>
    public static Task NoteAsync(IRecordStore store, Poll poll, CancellationToken cancellationToken)
    {
        var row = new Record(PartitionOf(poll.Organisation.Id), PollRows.OfIndex(poll).RowKey) { ["Poll"] = PollRows.PartitionOf(poll) };
        return store.CommitAsync(PollRows.IndexTable, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
    }

    /// <summary>Safe to repeat.</summary>
    public static Task ForgetAsync(IRecordStore store, string organisationId, IEnumerable<string> indexKeys, CancellationToken cancellationToken)
        => store.CommitAsync(PollRows.IndexTable, PartitionOf(organisationId), [.. indexKeys.Select(key => new Change.Delete(key, null))], cancellationToken);

    /// <summary>One read: the keys of the newest polls that are open, or were until just now.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string organisationId, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(PollRows.IndexTable, PartitionOf(organisationId), RowRange.All, cancellationToken))
        {
            if (row.GetString("Poll") is { } key && !keys.Contains(key))
                keys.Add(key);
            if (keys.Count == max)
                break;
        }

        return keys;
    }
}
