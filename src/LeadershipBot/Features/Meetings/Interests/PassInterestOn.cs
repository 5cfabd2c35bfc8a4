using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Interests;

/// <summary>After an interest in an item was declared or noted: what is asked about that item, and goes on still, heeds it.</summary>
internal sealed class PassInterestOn(MeetingShelf shelf, MeetingLinks links) : IDelivery
{
    public const string Kind = "meetings.interest";

    /// <summary>The order to do so, as a change for the commit that keeps the interest.</summary>
    public static Change At(string key, MemberId person, Turn turn)
    {
        var once = Keys.Hash(person.ToString(), turn.Intent.Key);
        var row = OutboxRow.New(key, Kind, once, turn.At);
        (row["To"], row["Once"]) = (person.ToString(), once);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head || MeetingRows.ToId(row.GetString("To")) is not { } person)
            return new Delivered.Done();
        foreach (var item in (await shelf.ListConflictsAsync(head.Key, cancellationToken)).Where(one => one.Person.ToString() == person.ToString()).Select(one => one.ItemId))
            await links.HeedInterestAsync(head, item, person, cancellationToken);
        return new Delivered.Done();
    }
}
