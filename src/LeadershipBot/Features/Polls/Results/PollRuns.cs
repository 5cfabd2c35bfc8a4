using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>
/// Which polls are runs of the same, one after the other: of a ready-made set, or of a series that repeats. Each has an
/// index row once its result is published, in a partition of its set or series, so that the run before is found by one read.
/// </summary>
internal static class PollRuns
{
    /// <summary>So many runs are looked at, from the newest, for one that can be compared.</summary>
    private const int LookedAtMax = 5;

    /// <summary>Notes that a poll's result is published; a poll that is no run, or was withdrawn, isn't noted. Safe to repeat.</summary>
    public static async Task NoteAsync(IRecordStore store, Poll poll, CancellationToken cancellationToken)
    {
        if (PartitionOf(poll) is not { } partition || poll.Withdrawal is not null)
            return;
        var row = new Record(partition, PollRows.NewestFirst(poll)) { ["Poll"] = PollRows.PartitionOf(poll) };
        await store.CommitAsync(PollRows.IndexTable, partition, [new Change.Upsert(row)], cancellationToken);
    }

    /// <summary>Safe to repeat, and where it was never noted.</summary>
    public static async Task ForgetAsync(IRecordStore store, Poll poll, CancellationToken cancellationToken)
    {
        if (PartitionOf(poll) is { } partition)
            await store.CommitAsync(PollRows.IndexTable, partition, [new Change.Delete(PollRows.NewestFirst(poll), null)], cancellationToken);
    }

    /// <summary>One read: the keys of the runs before this poll, the newest first; none where it is no run.</summary>
    public static async Task<IReadOnlyList<string>> ListBeforeAsync(IRecordStore store, Poll poll, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        if (PartitionOf(poll) is not { } partition)
            return keys;
        var own = PollRows.NewestFirst(poll);
        await foreach (var row in store.ListAsync(PollRows.IndexTable, partition, new RowRange(own, null), cancellationToken))
        {
            if (row.RowKey != own && row.GetString("Poll") is { } key)
                keys.Add(key);
            if (keys.Count == LookedAtMax)
                break;
        }

        return keys;
    }

    /// <summary>
    /// Whether another run's result may stand beside a poll's: published and not withdrawn, asked of the same people and
    /// counted alike. Where different people were asked, a change would say nothing, and what was promised to those of
    /// then, who reads it, might not hold.
    /// </summary>
    public static bool AreComparable(PollHead now, PollHead before)
        => before.IsPublished && before.Poll.Withdrawal is null
            && before.Poll.Organisation.Id == now.Poll.Organisation.Id
            && before.Poll.Audience.ToText() == now.Poll.Audience.ToText()
            && before.Poll.IsForEverybody == now.Poll.IsForEverybody
            && (now.Poll.IsForEverybody || before.AskedIn == now.AskedIn)
            && before.Poll.Privacy.Electorate == now.Poll.Privacy.Electorate;

    /// <summary>The partition of its runs; null where it is no run. An organisation's id holds no dot.</summary>
    private static string? PartitionOf(Poll poll) => (poll.Set, poll.Series) switch
    {
        ({ } set, _) => $"{poll.Organisation.Id}.runs.set.{set.Id}",
        (_, { } series) => $"{poll.Organisation.Id}.runs.series.{series.Id}",
        _ => null,
    };
}
