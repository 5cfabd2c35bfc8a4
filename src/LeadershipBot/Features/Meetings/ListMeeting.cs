using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings;

/// <summary>Brings a meeting's lines in its organisation's list up to date; the one by its day moves with it. Done again, it writes the same.</summary>
internal sealed class ListMeeting(MeetingShelf shelf, IRecordStore store) : IDelivery
{
    public const string Kind = "meetings.line";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var (organisation, lines) = (head.Meeting.Organisation.Id, MeetingIndexRows.OfLines(head).ToList());
        var before = await store.FindAsync(MeetingIndexRows.Table, organisation, MeetingIndexRows.LineRow(head.Key), cancellationToken);
        var old = before is null ? null : MeetingIndexRows.NearRow(MeetingIndexRows.ToLine(before));
        Change[] all = old is null || lines.Exists(line => line.RowKey == old) ? [.. lines] : [.. lines, new Change.Delete(old, null)];
        if (await store.CommitAsync(MeetingIndexRows.Table, organisation, all, cancellationToken) is not CommitResult.Committed)
            await store.CommitAsync(MeetingIndexRows.Table, organisation, lines, cancellationToken); // there was no second line yet
        return new Delivered.Done();
    }
}
