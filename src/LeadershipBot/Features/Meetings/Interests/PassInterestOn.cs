using LeadershipBot.Domain.People;
using LeadershipBot.Features.Meetings.Linking;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Meetings.Interests;

/// <summary>After an interest in an item was declared or noted, or somebody stands in for whoever has one: what is asked about that item, and goes on still, heeds it.</summary>
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
        var people = (await shelf.ListPeopleAsync(head.Key, cancellationToken)).ConvertAll(row => row.Attendee);
        var conflicts = await shelf.ListConflictsAsync(head.Key, cancellationToken);
        var deputies = people.Where(one => one.StandsFor?.ToString() == person.ToString()).Select(one => one.Person).Append(person); // who votes in their place isn't counted either
        foreach (var (item, one) in conflicts.Where(conflict => conflict.Person.ToString() == person.ToString()).SelectMany(_ => deputies, (conflict, one) => (conflict.ItemId, one)))
            await links.HeedInterestAsync(head, item, one, cancellationToken);
        var whom = people.Find(one => one.Person.ToString() == person.ToString())?.StandsFor?.ToString();
        foreach (var conflict in conflicts.Where(conflict => conflict.Person.ToString() == whom))
            await links.HeedInterestAsync(head, conflict.ItemId, person, cancellationToken);
        return new Delivered.Done();
    }
}
