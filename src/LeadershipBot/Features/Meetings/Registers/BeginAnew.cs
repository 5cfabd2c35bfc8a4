using LeadershipBot.Domain.Meetings;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Registers;

/// <summary>
/// A calendar moved a meeting that had begun to a later time: it begins anew then, so who was noted as there the first time is noted no
/// more. What people answered stays.
/// </summary>
internal sealed class BeginAnew(MeetingShelf shelf, IRecordStore store, Contention contention, TimeProvider time) : IDelivery
{
    public const string Kind = "meetings.anew";

    /// <summary>The order to do so, for the commit that moves it; none where it isn't moved so.</summary>
    public static IEnumerable<Change> After(MeetingHead before, Meeting after, DateTimeOffset now)
    {
        if (before.Meeting.Content.StartsAt <= now && after.Content.StartsAt > now)
            yield return new Change.Upsert(OutboxRow.New(before.Key, Kind, "", now));
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { } head && head.Meeting.Content.StartsAt > time.GetUtcNow())
            await contention.RunAsync(stop => ClearOnceAsync(head.Key, stop), cancellationToken);
        return new Delivered.Done();
    }

    private async Task<string?> ClearOnceAsync(string key, CancellationToken cancellationToken)
    {
        var noted = (await shelf.ListPeopleAsync(key, cancellationToken)).Where(row => row.Attendee.Unnoted != row.Attendee);
        foreach (var some in noted.Chunk(StoreLimits.ChangesMax))
        {
            if (await store.CommitAsync(MeetingRows.Table, key, [.. some.Select(row => row.Becomes(key, row.Attendee.Unnoted))], cancellationToken) is not CommitResult.Committed)
                return null;
        }

        return "done";
    }
}
