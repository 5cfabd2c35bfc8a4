using System.Globalization;
using System.Runtime.CompilerServices;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Held;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>What is kept of the people in teams and chats, and the wish to read them again.</summary>
internal sealed class RosterShelf(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Events that come within this time are one reading.</summary>
    public static readonly TimeSpan SettlesIn = TimeSpan.FromSeconds(4);

    /// <summary>Teams' clock and ours may differ by so much.</summary>
    public static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(5);

    private const int NightHour = 2;
    private const int NightMinutes = 180;
    private const int NotedAtOnce = 32;

    public async Task<RosterHead?> FindAsync(string partition, CancellationToken cancellationToken)
        => await store.FindAsync(RosterRows.Table, partition, RosterRows.Head, cancellationToken) is { } row ? RosterRows.ToHead(row) : null;

    /// <summary>The teams and chats that belong to an organisation, also those from which the bot was removed.</summary>
    public async Task<IReadOnlyList<RosterHead>> ListOfAsync(string organisationId, CancellationToken cancellationToken)
    {
        var heads = new List<RosterHead>();
        foreach (var partition in await ListPartitionsOfAsync(organisationId, cancellationToken))
        {
            if (await FindAsync(partition, cancellationToken) is { } head && head.OrganisationId == organisationId)
                heads.Add(head);
        }

        return heads;
    }

    /// <summary>Where the teams and chats lie that may belong to an organisation.</summary>
    public async Task<IReadOnlyList<string>> ListPartitionsOfAsync(string organisationId, CancellationToken cancellationToken)
    {
        var partitions = new List<string>();
        await foreach (var row in store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(RosterRows.OfOrganisation), cancellationToken))
            partitions.Add(row.RowKey[RosterRows.OfOrganisation.Length..]);
        return partitions;
    }

    /// <summary>Notes under each of these people that they are, or were, in a place of the organisation, so that it is found from them.</summary>
    public Task NoteAsync(IEnumerable<MemberId> people, string organisationId, CancellationToken cancellationToken)
        => EachAsync(people, (person, stop) => store.CommitAsync(PersonRows.Table, person.ToString(), [PersonRows.HasBeenIn(person, organisationId)], stop), cancellationToken);

    /// <summary>
    /// The same for all whom a place has or had, since it belongs to another organisation now.
    /// </summary>
    /// <returns>The head as it is then; null where it is gone.</returns>
    public async Task<RosterHead?> NoteAllAsync(RosterHead head, CancellationToken cancellationToken)
    {
        await NoteAsync(await ListEverybodyAsync(head.Partition, cancellationToken), head.OrganisationId, cancellationToken);
        await ChangeAsync(head.Partition, now => now is null ? null : now with { NotedFor = head.OrganisationId }, cancellationToken);
        return await FindAsync(head.Partition, cancellationToken);
    }

    /// <summary>Everybody of whom a place keeps anything, of whichever reading.</summary>
    public async Task<IReadOnlyCollection<MemberId>> ListEverybodyAsync(string partition, CancellationToken cancellationToken)
    {
        var everybody = new HashSet<MemberId>();
        foreach (var prefix in new[] { RosterRows.AllPeople, RosterRows.Left })
        {
            await foreach (var row in store.ListAsync(RosterRows.Table, partition, RowRange.Prefix(prefix), cancellationToken))
            {
                if (RosterRows.PersonIn(row) is { } person)
                    everybody.Add(person);
            }
        }

        return everybody;
    }

    /// <summary>Has it looked, for each of these people, whether that still needs to be noted.</summary>
    public Task LookAgainAsync(IEnumerable<MemberId> people, string organisationId, CancellationToken cancellationToken)
        => EachAsync(people, (person, stop) => outbox.CommitAsync(PersonRows.Table, person.ToString(), [LookAgain.At(person, organisationId, time.GetUtcNow())], stop), cancellationToken);

    private static Task EachAsync(IEnumerable<MemberId> people, Func<MemberId, CancellationToken, Task<CommitResult>> change, CancellationToken cancellationToken)
        => Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = NotedAtOnce, CancellationToken = cancellationToken }, async (person, stop) => await change(person, stop));

    /// <summary>Everybody of the reading that counts.</summary>
    public async IAsyncEnumerable<RosterPerson> ListPeopleAsync(RosterHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (head.Version.Length == 0)
            yield break;
        await foreach (var row in store.ListAsync(RosterRows.Table, head.Partition, RowRange.Prefix(RosterRows.PeopleOf(head.Version)), cancellationToken))
            yield return RosterRows.ToPerson(row, head.Version);
    }

    /// <summary>A person of the reading that counts; null where they are not there, or the bot is not.</summary>
    public async Task<RosterPerson?> FindPersonAsync(RosterHead head, MemberId person, CancellationToken cancellationToken)
        => head.Counting && await store.FindAsync(RosterRows.Table, head.Partition, RosterRows.PeopleOf(head.Version) + person, cancellationToken) is { } row
            ? RosterRows.ToPerson(row, head.Version)
            : null;

    /// <summary>Those who were there before.</summary>
    public async IAsyncEnumerable<MemberId> ListLeftAsync(RosterHead head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in store.ListAsync(RosterRows.Table, head.Partition, RowRange.Prefix(RosterRows.Left), cancellationToken))
        {
            if (MemberId.TryParse(row.RowKey[RosterRows.Left.Length..], out var id))
                yield return id;
        }
    }

    /// <summary>Notes to which organisation a place belongs now (empty: to none), and has its people read, or erased.</summary>
    public async Task BelongsAsync(Place place, string organisationId, CancellationToken cancellationToken)
    {
        var partition = RosterRows.PartitionOf(place);
        await ChangeAsync(partition, head => (head ?? new RosterHead(partition, place)) with { Place = place, OrganisationId = organisationId, RemovedAt = null, RenewedAt = time.GetUtcNow() }, cancellationToken);
        if (organisationId.Length > 0)
            await WantAsync(place, cancellationToken);
        else
            await outbox.CommitAsync(RosterRows.Table, partition, [SweepRoster.OfAll(partition, time.GetUtcNow())], cancellationToken);
    }

    /// <summary>The bot is in the place again, or the place's address moved.</summary>
    public async Task RenewAsync(Place place, CancellationToken cancellationToken)
    {
        var partition = RosterRows.PartitionOf(place);
        await ChangeAsync(partition, head => head is null ? null : head with { Place = place, RemovedAt = null, RenewedAt = time.GetUtcNow() }, cancellationToken);
        await WantAsync(place, cancellationToken);
    }

    /// <summary>
    /// The bot was removed from the place: its people can't be reached through it any more. One that is told late, after
    /// the bot came back, changes nothing.
    /// </summary>
    public Task IsGoneAsync(string partition, DateTimeOffset at, CancellationToken cancellationToken)
        => ChangeAsync(partition, head => head is null || head.RenewedAt > at + ClocksDiffer ? head : head with { RemovedAt = at }, cancellationToken);

    /// <summary>Has the people of a place read in a few seconds; wishes that come meanwhile are the same reading.</summary>
    public async Task WantAsync(Place place, CancellationToken cancellationToken)
    {
        var partition = RosterRows.PartitionOf(place);
        await contention.RunAsync(
            async stop =>
            {
                var standing = await store.FindAsync(RosterRows.Table, partition, OutboxRow.RowKeyOf(ReadRoster.Kind, ""), stop);
                Change change = standing is null || OutboxRow.IsGivenUp(standing)
                    ? new Change.Upsert(OutboxRow.New(partition, ReadRoster.Kind, "", time.GetUtcNow() + SettlesIn))
                    : new Change.Replace(standing); // touched: a reading that is under way is done once more
                return await outbox.CommitAsync(RosterRows.Table, partition, [change], stop) as CommitResult.Committed;
            },
            cancellationToken);
    }

    /// <summary>Has the people of a place read again in the night that comes. Safe to repeat.</summary>
    public async Task WantNightlyAsync(string partition, CancellationToken cancellationToken)
    {
        // Not all at the same minute: each place has one of its own.
        var minute = partition.Sum(letter => letter) * 7 % NightMinutes;
        var due = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(NightHour).AddMinutes(minute), TimeSpan.Zero);
        var row = OutboxRow.New(partition, ReadRoster.Kind, due.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), due);
        if (await store.FindAsync(RosterRows.Table, partition, row.RowKey, cancellationToken) is null)
            await outbox.CommitAsync(RosterRows.Table, partition, [new Change.Upsert(row)], cancellationToken);
    }

    private async Task ChangeAsync(string partition, Func<RosterHead?, RosterHead?> change, CancellationToken cancellationToken)
        => await contention.RunAsync<CommitResult.Committed>(
            async stop =>
            {
                var before = await FindAsync(partition, stop);
                if (change(before) is not { } after || after == before)
                    return new CommitResult.Committed([]);
                var row = RosterRows.OfHead(after);
                Change written = before is null ? new Change.Insert(row) : new Change.Replace(row);
                return await store.CommitAsync(RosterRows.Table, partition, [written], stop) as CommitResult.Committed;
            },
            cancellationToken);
}
