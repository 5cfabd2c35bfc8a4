using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>Who saved which fellowship, and how many saw it.</summary>
internal sealed class SavedShelf(IRecordStore store, Contention contention)
{
    /// <summary>The keys of what a person saved.</summary>
    public Task<HashSet<string>> ListAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => ListAsync(organisationId, person, FellowshipIndexRows.Saved, cancellationToken);

    /// <summary>The keys of those in which a person has a place, or stands otherwise.</summary>
    public Task<HashSet<string>> ListStandingAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => ListAsync(organisationId, person, FellowshipIndexRows.Stands, cancellationToken);

    public async Task<bool> HasAsync(string key, MemberId person, CancellationToken cancellationToken)
        => await store.FindAsync(FellowshipRows.Table, key, FellowshipRows.SavedRow(person), cancellationToken) is not null;

    /// <summary>Saves one; saved already, it stays as it is. The note comes first: by it all is found from the person.</summary>
    public async Task SaveAsync(FellowshipHead head, MemberId person, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Saved, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        var row = new Record(head.Key, FellowshipRows.SavedRow(person)) { ["Person"] = person.ToString(), ["At"] = at };
        await contention.RunAsync(async stop => await MarkAsync(row, FellowshipRows.CountRow(FellowshipRows.SavedCount, person), stop) ? "saved" : null, cancellationToken);
    }

    public async Task TakeBackAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
    {
        await DropAsync(head.Key, person, cancellationToken);
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Saved, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], cancellationToken);
    }

    /// <summary>Somebody hasn't saved it any more, and isn't counted; the note under them stays.</summary>
    public Task DropAsync(string key, MemberId person, CancellationToken cancellationToken)
        => contention.RunAsync(async stop => await UnmarkAsync(key, FellowshipRows.SavedRow(person), FellowshipRows.CountRow(FellowshipRows.SavedCount, person), stop) ? "taken back" : null, cancellationToken);

    /// <summary>Counts that somebody saw it, once.</summary>
    public async Task SeeAsync(FellowshipHead head, MemberId person, CancellationToken cancellationToken)
    {
        var row = FellowshipRows.SeenRow(person);
        if (!head.Fellowship.IsApproved || await store.FindAsync(FellowshipRows.Table, head.Key, row, cancellationToken) is not null)
            return;
        var note = FellowshipIndexRows.OfNote(head.Fellowship.Organisation.Id, FellowshipIndexRows.Seen, head.Key, person);
        await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Upsert(note)], cancellationToken);
        var mark = new Record(head.Key, row) { ["Person"] = person.ToString() };
        await contention.RunAsync(async stop => await MarkAsync(mark, FellowshipRows.CountRow(FellowshipRows.SeenCount, person), stop) ? "counted" : null, cancellationToken);
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

    /// <summary>How many saw it, also of those who are forgotten since; from a few rows, however many they are.</summary>
    public Task<int> CountSeenAsync(string key, CancellationToken cancellationToken) => SumAsync(key, FellowshipRows.SeenCount, cancellationToken);

    /// <summary>How many have saved it; from a few rows, however many they are.</summary>
    public Task<int> CountSaversAsync(string key, CancellationToken cancellationToken) => SumAsync(key, FellowshipRows.SavedCount, cancellationToken);

    private async Task<int> SumAsync(string key, string counted, CancellationToken cancellationToken)
    {
        var sum = 0;
        await foreach (var row in store.ListAsync(FellowshipRows.Table, key, RowRange.Prefix(counted), cancellationToken))
            sum += row.GetInt32("Count") ?? 0;
        return sum;
    }

    /// <summary>Somebody's row and the number of those who have one, in one commit; whether that is so now.</summary>
    private async Task<bool> MarkAsync(Record mark, string counted, CancellationToken cancellationToken)
        => await store.FindAsync(FellowshipRows.Table, mark.PartitionKey, mark.RowKey, cancellationToken) is not null
            || await CountAsync(mark.PartitionKey, new Change.Insert(mark), counted, 1, cancellationToken);

    private async Task<bool> UnmarkAsync(string key, string mark, string counted, CancellationToken cancellationToken)
        => await store.FindAsync(FellowshipRows.Table, key, mark, cancellationToken) is null
            || await CountAsync(key, new Change.Delete(mark, null), counted, -1, cancellationToken);

    private async Task<bool> CountAsync(string key, Change mark, string counted, int step, CancellationToken cancellationToken)
    {
        var count = await store.FindAsync(FellowshipRows.Table, key, counted, cancellationToken);
        var next = new Record(key, counted) { ETag = count?.ETag, ["Count"] = Math.Max(0, (count?.GetInt32("Count") ?? 0) + step) };
        return await store.CommitAsync(FellowshipRows.Table, key, [mark, count is null ? new Change.Insert(next) : new Change.Replace(next)], cancellationToken) is CommitResult.Committed;
    }

    private async Task<HashSet<string>> ListAsync(string organisationId, MemberId person, string kind, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisationId, person), RowRange.Prefix(kind), cancellationToken))
            keys.Add(row.GetString("Key") ?? "");
        return keys;
    }
}
