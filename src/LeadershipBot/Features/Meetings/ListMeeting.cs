using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>Brings a meeting's line in its organisation's list up to date; done again, it writes the same.</summary>
internal sealed class ListMeeting(MeetingShelf shelf, IRecordStore store) : IDelivery
{
    public const string Kind = "meetings.line";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { } head)
            await store.CommitAsync(MeetingIndexRows.Table, head.Meeting.Organisation.Id, [new Change.Upsert(MeetingIndexRows.OfLine(head))], cancellationToken);
        return new Delivered.Done();
    }
}
