using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Says to which organisation a team or chat belongs, and remembers it for half a minute, since every turn there asks.
/// </summary>
internal sealed class PlaceShelf(IRecordStore store, OrganisationShelf organisations, RosterShelf rosters, Outbox outbox, TimeProvider time) : IDisposable
{
    private const int RememberedMax = 20_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = RememberedMax });

    /// <summary>The organisation, at most half a minute old; null where the place belongs to none.</summary>
    public async ValueTask<OrganisationName?> FindAsync(Place place, CancellationToken cancellationToken)
    {
        var key = RosterRows.PartitionOf(place);
        if (_known.TryGetValue(key, out Remembered? known) && time.GetElapsedTime(known!.At) < OrganisationShelf.RememberedFor)
            return await NameAsync(known.OrganisationId, cancellationToken);
        var organisationId = (await RowAsync(place, cancellationToken))?.GetString("Organisation") ?? "";
        _known.Set(key, new Remembered(organisationId, time.GetTimestamp()), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = OrganisationShelf.RememberedFor });
        return await NameAsync(organisationId, cancellationToken);
    }

    /// <summary>The organisation as it is in the store at this moment.</summary>
    public async Task<OrganisationName?> ReadAsync(Place place, CancellationToken cancellationToken)
        => await NameAsync((await RowAsync(place, cancellationToken))?.GetString("Organisation") ?? "", cancellationToken);

    /// <summary>Lets the organisation have the place. Safe to repeat: what an earlier try left undone is done.</summary>
    /// <returns>False where somebody else changed it since <paramref name="before"/> was read.</returns>
    public async Task<bool> BindAsync(Turn turn, OrganisationName? before, OrganisationName to, CancellationToken cancellationToken)
    {
        var (place, partition) = (turn.Place, RosterRows.PartitionOf(turn.Place));
        var row = await RowAsync(place, cancellationToken);
        if ((row?.GetString("Organisation") ?? "") != (before?.Id ?? ""))
            return false;
        if (before?.Id != to.Id && !await WriteAsync(place, row, to, turn.At, cancellationToken))
            return false;

        var listed = new Record(to.Id, RosterRows.OfOrganisation + partition) { ["Since"] = turn.At };
        var isKnown = await store.FindAsync(OrganisationRows.Table, to.Id, listed.RowKey, cancellationToken) is not null;
        Change[] changes = [new Change.Upsert(listed), Audit.Entry(to.Id, turn, "members.placeBound"), .. isKnown ? Array.Empty<Change>() : [AnnouncePlace.Of(to.Id, turn, isGiven: true)]];
        await outbox.CommitAsync(OrganisationRows.Table, to.Id, changes, cancellationToken);
        if (before is not null && before.Id != to.Id)
            await ReleaseFromAsync(turn, before, partition, [], cancellationToken);
        await rosters.BelongsAsync(place, to.Id, cancellationToken);
        Forget(place);
        return true;
    }

    /// <summary>Takes the place away from its organisation; what was kept of its people is erased. Safe to repeat.</summary>
    public async Task<bool> ReleaseAsync(Turn turn, OrganisationName from, CancellationToken cancellationToken)
    {
        var row = await RowAsync(turn.Place, cancellationToken);
        if (row is not null && row.GetString("Organisation") != from.Id)
            return false;
        if (row is not null
            && await store.CommitAsync(OrganisationRows.TenantsTable, row.PartitionKey, [new Change.Delete(row.RowKey, row.ETag)], cancellationToken) is CommitResult.Conflict)
            return false;
        var partition = RosterRows.PartitionOf(turn.Place);
        var isKnown = await store.FindAsync(OrganisationRows.Table, from.Id, RosterRows.OfOrganisation + partition, cancellationToken) is not null;
        foreach (var other in PlaceClaim.AdministersOf(turn.Actor, from)) // theirs keeps a record, too
            await store.CommitAsync(OrganisationRows.Table, other.Id, [Audit.Entry(other.Id, turn, "members.placeTakenAway", new Changed(partition, from.Id, ""))], cancellationToken);
        await ReleaseFromAsync(turn, from, partition, isKnown ? [AnnouncePlace.Of(from.Id, turn, isGiven: false)] : [], cancellationToken);
        await rosters.BelongsAsync(turn.Place, "", cancellationToken);
        Forget(turn.Place);
        return true;
    }

    /// <summary>Forgets on this server what was remembered of a place.</summary>
    public void Forget(Place place) => _known.Remove(RosterRows.PartitionOf(place));

    public void Dispose() => _known.Dispose();

    private Task<Record?> RowAsync(Place place, CancellationToken cancellationToken)
        => store.FindAsync(OrganisationRows.TenantsTable, OrganisationRows.TenantPartition(place.TenantId), OrganisationRows.PlaceRow(place), cancellationToken);

    private async Task<bool> WriteAsync(Place place, Record? before, OrganisationName to, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = new Record(OrganisationRows.TenantPartition(place.TenantId), OrganisationRows.PlaceRow(place)) { ETag = before?.ETag, ["Organisation"] = to.Id, ["Since"] = at };
        Change change = before is null ? new Change.Insert(row) : new Change.Replace(row);
        return await store.CommitAsync(OrganisationRows.TenantsTable, row.PartitionKey, [change], cancellationToken) is CommitResult.Committed;
    }

    /// <summary>A conflict means that an earlier try has done it.</summary>
    private async Task ReleaseFromAsync(Turn turn, OrganisationName from, string partition, Change[] also, CancellationToken cancellationToken)
    {
        // Who takes a place from another body may never have been listed there.
        await store.CommitAsync(PersonRows.Table, turn.Actor.MemberId.ToString(), [PersonRows.HasBeenIn(turn.Actor.MemberId, from.Id)], cancellationToken);
        Change[] changes = [new Change.Delete(RosterRows.OfOrganisation + partition, null), Audit.Entry(from.Id, turn, "members.placeReleased"), .. also];
        await outbox.CommitAsync(OrganisationRows.Table, from.Id, changes, cancellationToken);
    }

    private async ValueTask<OrganisationName?> NameAsync(string organisationId, CancellationToken cancellationToken)
        => organisationId.Length > 0 ? (await organisations.FindAsync(organisationId, cancellationToken))?.Name : null;

    private sealed record Remembered(string OrganisationId, long At);
}
