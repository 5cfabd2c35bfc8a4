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
        await contention.RunAsync(async stop => await CountSeenAsync(head.Key, person, stop) ? "counted" : null, cancellationToken);
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
    public async Task<int> CountSeenAsync(string key, CancellationToken cancellationToken)
    {
        var seen = 0;
        await foreach (var row in store.ListAsync(FellowshipRows.Table, key, RowRange.Prefix(FellowshipRows.SeenCount), cancellationToken))
            seen += row.GetInt32("Count") ?? 0;
        return seen;
    }

    /// <summary>That somebody saw it and the number of those who did, in one commit; whether that is so now.</summary>
    private async Task<bool> CountSeenAsync(string key, MemberId person, CancellationToken cancellationToken)
    {
        var (seen, counted) = (FellowshipRows.SeenRow(person), FellowshipRows.SeenCountRow(person));
        if (await store.FindAsync(FellowshipRows.Table, key, seen, cancellationToken) is not null)
            return true;
        var count = await store.FindAsync(FellowshipRows.Table, key, counted, cancellationToken);
        var next = new Record(key, counted) { ETag = count?.ETag, ["Count"] = (count?.GetInt32("Count") ?? 0) + 1 };
        Change[] changes = [new Change.Insert(new Record(key, seen) { ["Person"] = person.ToString() }), count is null ? new Change.Insert(next) : new Change.Replace(next)];
        return await store.CommitAsync(FellowshipRows.Table, key, changes, cancellationToken) is CommitResult.Committed;
    }

    private async Task<HashSet<string>> ListAsync(string organisationId, MemberId person, string kind, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in store.ListAsync(FellowshipIndexRows.Table, FellowshipIndexRows.PersonOf(organisationId, person), RowRange.Prefix(kind), cancellationToken))
            keys.Add(row.GetString("Key") ?? "");
        return keys;
    }
}
