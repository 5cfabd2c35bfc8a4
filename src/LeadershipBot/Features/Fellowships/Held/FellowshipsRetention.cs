using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships.Held;

/// <summary>Removes fellowships that ended, were withdrawn, or were never more than a draft, once nothing has happened to them for long; with all notes by which they are found.</summary>
internal sealed class FellowshipsRetention(FellowshipShelf shelf, IRecordStore store, Staging staging) : IRetention
{
    public RetentionKind Kind => RetentionKind.Fellowships;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var (count, day) = (0, DateOnly.FromDateTime(olderThan.UtcDateTime));
        foreach (var line in await shelf.ListAsync(organisationId, cancellationToken))
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is not { } head || !await IsOldAsync(head, olderThan, day, cancellationToken))
                continue;
            count++;
            if (sweep is Sweep.Remove)
                await RemoveAsync(head, cancellationToken);
        }

        var exports = (await shelf.ListAsync(organisationId, RowRange.Prefix(Audit.Prefix), cancellationToken)).FindAll(row => row.GetDateTimeOffset("At") < olderThan);
        foreach (var row in sweep is Sweep.Remove ? exports : [])
            await store.CommitAsync(FellowshipRows.Table, organisationId, [new Change.Delete(row.RowKey, null)], cancellationToken);
        return count + exports.Count;
    }

    private async Task<bool> IsOldAsync(FellowshipHead head, DateTimeOffset olderThan, DateOnly day, CancellationToken cancellationToken)
    {
        var fellowship = head.Fellowship;
        var isOver = fellowship is { IsApproved: false } or { WithdrawnBecause: not null } || fellowship.Content.Ends < day;
        return isOver && fellowship.Places.All(place => !place.IsLive || fellowship.Content.Ends < day)
            && (await shelf.ListAsync(head.Key, RowRange.Prefix(Audit.Prefix), cancellationToken)).TrueForAll(row => row.GetDateTimeOffset("At") < olderThan);
    }

    private async Task RemoveAsync(FellowshipHead head, CancellationToken cancellationToken)
    {
        var (organisation, people, objects) = (head.Fellowship.Organisation.Id, new HashSet<MemberId>(FellowshipShelf.PeopleIn(head.Fellowship).OfType<MemberId>()), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var row in await shelf.ListAsync(head.Key, RowRange.All, cancellationToken))
        {
            if (MemberId.TryParse(row.GetString("Person") ?? "", out var person))
                people.Add(person);
            if (row.RowKey.StartsWith(Audit.Prefix, StringComparison.Ordinal))
                objects.UnionWith(new[] { row.GetString("Who"), row.GetString("Whom") }.OfType<string>());
        }

        // The audit names people without their tenant: in each of those from which somebody stands here.
        foreach (var tenant in people.Select(one => one.TenantId).Distinct().ToList())
            people.UnionWith(objects.Select(id => MemberId.TryParse($"{tenant}.{id}", out var one) ? one : (MemberId?)null).OfType<MemberId>());
        foreach (var person in people)
            await RemoveNotesAsync(organisation, head.Key, person, cancellationToken);
        await staging.SweepAllAsync(FellowshipRows.Table, head.Key, cancellationToken);
        await store.CommitAsync(FellowshipIndexRows.Table, organisation, [new Change.Delete(FellowshipIndexRows.LineRow(head.Key), null)], cancellationToken); // last: it is found by it
    }

    private async Task RemoveNotesAsync(string organisation, string key, MemberId person, CancellationToken cancellationToken)
    {
        foreach (var kind in new[] { FellowshipIndexRows.Saved, FellowshipIndexRows.Seen, FellowshipIndexRows.Stands })
        {
            var note = FellowshipIndexRows.OfNote(organisation, kind, key, person);
            await store.CommitAsync(FellowshipIndexRows.Table, note.PartitionKey, [new Change.Delete(note.RowKey, null)], cancellationToken); // a conflict: there is none
        }
    }
}
