using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>Who saved which fellowship, and how many saw it.</summary>
internal sealed class SavedShelf(IRecordStore store)
{
    /// <summary>The keys of what a person saved.</summary>
    public async Task<HashSet<string>> ListAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisationId, person), RowRange.Prefix(FellowshipIndexRows.Saved), cancellationToken))
            keys.Add(row.GetString("Key") ?? "");
        return keys;
    }

    public async Task<bool> HasAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(FellowshipRows.Table, key, FellowshipRows.SavedRow(person), cancellationToken) is not null;

    /// <summary>Saves one; saved already, it stays as it is. The note comes first: by it all is found from the person.</summary>
    public async Task SaveAsync(FellowshipHead head, MemberId person, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Saved, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        var row = new Record(head.Key, FellowshipRows.SavedRow(person)) { ["Person"] = person.ToString(), ["At"] = at };
        await store.CommitAsync(FellowshipRows.Table, head.Key, [new Change.Insert(row)], cancellationToken); // a conflict: it is saved
    }

    public async Task TakeBackAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
    {
        await store.CommitAsync(FellowshipRows.Table, head.Key, [new Change.Delete(FellowshipRows.SavedRow(person), null)], cancellationToken); // a conflict: it isn't
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Saved, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], cancellationToken);
    }

    /// <summary>Counts that somebody saw it, once.</summary>
    public async Task SeeAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
    {
        var row = FellowshipRows.SeenRow(person);
        if (!head.Fellowship.IsApproved || await store.FindAsync(FellowshipRows.Table, head.Key, row, cancellationToken) is not null)
            return;
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Seen, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        await store.CommitAsync(FellowshipRows.Table, head.Key, [new Change.Upsert(new Record(head.Key, row) { ["Person"] = person.ToString() })], cancellationToken);
    }

    /// <summary>Who saved it.</summary>
    public async Task<List<MemberId>> ListSaversAsync(string key, CancellationToken cancellationToken)
    {
        var people = new List<MemberId>();
        await foreach (var row in store.ListAsync(FellowshipRows.Table, key, RowRange.Prefix(FellowshipRows.Saved), cancellationToken))
        {
            if (MemberId.TryParse(row.GetString("Person") ?? "", out var person))
                people.Add(person);
        }

        return people;
    }

    /// <summary>How many saw it, and how many saved it.</summary>
    public async Task<(int Seen, int Saved)> CountAsync(string key, CancellationToken cancellationToken)
    {
        var (seen, saved) = (0, 0);
        await foreach (var row in store.ListAsync(FellowshipRows.Table, key, RowRange.Prefix("s"), cancellationToken))
            _ = row.RowKey.StartsWith(FellowshipRows.Seen, StringComparison.Ordinal) ? seen++ : row.RowKey.StartsWith(FellowshipRows.Saved, StringComparison.Ordinal) ? saved++ : 0;
        return (seen, saved);
    }
}
