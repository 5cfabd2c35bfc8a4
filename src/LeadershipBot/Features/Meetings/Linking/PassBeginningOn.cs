using LeadershipBot.Domain.Meetings;
using LeadershipBot.Features.Meetings.Telling;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Linking;

/// <summary>After a meeting was moved, or cancelled: what is asked about it, and goes on still, heeds it, as what was to close when it began.</summary>
internal sealed class PassBeginningOn(MeetingShelf shelf, MeetingLinks links) : IDelivery
{
    public const string Kind = "meetings.beginning";

    /// <summary>The order to do so, for the commit that changes the meeting; none where it begins as before.</summary>
    public static IEnumerable<Change> After(MeetingHead before, Meeting after, DateTimeOffset now)
    {
        var from = before.Meeting.Content.StartsAt;
        if (from == after.Content.StartsAt && (after.CancelledBecause is null || before.Meeting.CancelledBecause is not null))
            yield break;
        var row = OutboxRow.New(before.Key, Kind, MeetingSubjects.Stamp(from), now);
        row["From"] = from;
        yield return new Change.Upsert(row);
    }

    /// <summary>As the meeting is now: moved several times, each order leads to its last time.</summary>
    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.GetDateTimeOffset("From") is { } from && await shelf.FindAsync(row.PartitionKey, cancellationToken) is { } head)
            await links.HeedBeginningAsync(head, new BeginningMoved(from, head.Meeting.CancelledBecause is null ? head.Meeting.Content.StartsAt : null), cancellationToken);
        return new Delivered.Done();
    }
}
