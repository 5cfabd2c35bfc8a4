using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Gates;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Reads who is in a team or chat of an organisation, and which channels a team has: after it was given to the organisation, after people came or went,
/// and every night. The people are written under a version that one write then makes the one that counts.
/// </summary>
internal sealed partial class ReadRoster(
    IRecordStore store,
    RosterShelf rosters,
    RosterPages pages,
    TeamFacts facts,
    ChannelShelf channels,
    Staging staging,
    Outbox outbox,
    TenantGate tenants,
    Chance chance,
    TimeProvider time,
    ILogger<ReadRoster> log) : IDelivery
{
    public const string Kind = "members.readRoster";

    // Where Teams stopped us, we go on from there; not for longer than its tokens can be trusted to hold.
    private static readonly TimeSpan GoesOnWithin = TimeSpan.FromMinutes(10);
    private const int VersionLetters = 6;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var partition = row.PartitionKey;
        if (await rosters.FindAsync(partition, cancellationToken) is not { OrganisationId.Length: > 0, RemovedAt: null } head)
            return new Delivered.Done();
        if (head.Version.Length > 0 && head.NotedFor != head.OrganisationId)
            head = await rosters.NoteAllAsync(head, cancellationToken) ?? head;
        var stopped = await store.FindAsync(table, partition, RosterRows.Reading, cancellationToken);
        var reading = stopped is null || RosterRows.ToReading(stopped) is not { } known || time.GetUtcNow() - known.BeganAt > GoesOnWithin
            ? await BeginAsync(partition, cancellationToken)
            : known;

        await foreach (var page in pages.ReadAsync(head.Place, reading.Next.Length > 0 ? reading.Next : null, cancellationToken))
        {
            switch (page)
            {
                case RosterPage.Read read:
                    reading = await KeepAsync(partition, reading, read, cancellationToken);
                    break;
                case RosterPage.Gone:
                    await rosters.IsGoneAsync(partition, time.GetUtcNow(), cancellationToken);
                    return new Delivered.Done();
                case RosterPage.NotNow later:
                    await PutOffAsync(partition, reading, later, stopped, cancellationToken);
                    return new Delivered.Later(later.Because, later.After) { CountsAsTry = !later.IsThrottled };
            }
        }

        if (await facts.ListChannelsAsync(head.Place, cancellationToken) is { } there)
            await channels.KeepAsync(partition, there, cancellationToken);
        return await MakeCurrentAsync(head with { Name = await facts.NameAsync(head.Place, cancellationToken) ?? head.Name }, reading, stopped, cancellationToken);
    }

    private async Task<RosterReading> BeginAsync(string partition, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var version = $"{now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{chance.NewId()[..VersionLetters]}";
        await outbox.CommitAsync(RosterRows.Table, partition, [SweepRoster.Of(partition, version, now)], cancellationToken);
        return new RosterReading(version, "", now, RosterCounts.None);
    }

    private async Task<RosterReading> KeepAsync(string partition, RosterReading reading, RosterPage.Read page, CancellationToken cancellationToken)
    {
        var people = page.People.Where(entry => entry.Id is not null).Select(PersonOf).ToList();
        await staging.WriteAsync(RosterRows.Table, partition, people.Select(person => RosterRows.OfPerson(partition, reading.Version, person)), cancellationToken);
        var counts = new RosterCounts(
            reading.Counts.Members + people.Count(person => person.Standing is RosterStanding.Member),
            reading.Counts.Guests + people.Count(person => person.Standing is RosterStanding.Guest),
            reading.Counts.OtherTenants + people.Count(person => person.Standing is RosterStanding.OtherTenant),
            reading.Counts.Unknown + page.People.Count - people.Count);
        return reading with { Next = page.Next ?? "", Counts = counts };
    }

    /// <summary>Of guests and of people of other tenants only that they are there is kept: the bot can't write to them.</summary>
    private RosterPerson PersonOf(RosterEntry entry)
    {
        var id = entry.Id!.Value;
        if (tenants.Check(id.TenantId) is not null)
            return new RosterPerson(id, RosterStanding.OtherTenant);
        if (entry.IsGuest)
            return new RosterPerson(id, RosterStanding.Guest);
        return new RosterPerson(id, RosterStanding.Member) { Name = entry.Name, Email = entry.Email, UserPrincipalName = entry.UserPrincipalName, TeamsId = entry.TeamsId };
    }

    private async Task PutOffAsync(string partition, RosterReading reading, RosterPage.NotNow later, Record? stopped, CancellationToken cancellationToken)
    {
        Log.PutOff(log, partition, reading.Counts.Members, later.Because);
        if (!later.IsStale && reading.Next.Length > 0)
            await store.CommitAsync(RosterRows.Table, partition, [new Change.Upsert(RosterRows.OfReading(partition, reading))], cancellationToken);
        else if (stopped is not null)
            await store.CommitAsync(RosterRows.Table, partition, [new Change.Delete(RosterRows.Reading, null)], cancellationToken);
    }

    private async Task<Delivered> MakeCurrentAsync(RosterHead head, RosterReading reading, Record? stopped, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var after = head with { Version = reading.Version, NotedFor = head.OrganisationId, Counts = reading.Counts, ReadAt = now };
        var (gone, back, newcomers) = await CompareAsync(head, after, now, cancellationToken);
        await rosters.NoteAsync(newcomers, head.OrganisationId, cancellationToken); // before it counts, and only of whom it isn't known
        await staging.WriteAsync(RosterRows.Table, head.Partition, gone, cancellationToken); // whoever is in the current reading counts as there, whatever these say
        List<Change> changes = [new Change.Replace(RosterRows.OfHead(after))];
        if (head.Version.Length > 0)
            changes.Add(SweepRoster.Of(head.Partition, head.Version, now));
        if (await outbox.CommitAsync(RosterRows.Table, head.Partition, changes, cancellationToken) is CommitResult.Conflict)
            return new Delivered.Later("the place changed meanwhile");

        if (stopped is not null)
            await store.CommitAsync(RosterRows.Table, head.Partition, [new Change.Delete(RosterRows.Reading, null)], cancellationToken);
        foreach (var some in back.Select(key => new Change.Delete(key, null)).Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(RosterRows.Table, head.Partition, some, cancellationToken);
        await rosters.WantNightlyAsync(head.Partition, cancellationToken);
        await outbox.CommitAsync(OrganisationRows.Table, head.OrganisationId, [MatchInvited.Of(head.OrganisationId, now)], cancellationToken);
        Log.Read(log, head.Partition, reading.Counts.Members, reading.Counts.Guests, reading.Counts.OtherTenants, reading.Counts.Unknown, (now - reading.BeganAt).TotalSeconds);
        return new Delivered.Done { AgainAfter = RosterShelf.SettlesIn };
    }

    /// <summary>Who has gone since the last reading, as rows to write; the keys of those who are back; and who is there that wasn't.</summary>
    private async Task<(List<Record> Gone, List<string> Back, HashSet<MemberId> Newcomers)> CompareAsync(RosterHead before, RosterHead after, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = new HashSet<MemberId>();
        await foreach (var person in rosters.ListPeopleAsync(after, cancellationToken))
            there.Add(person.Id);
        var (gone, newcomers) = (new List<Record>(), new HashSet<MemberId>(there));
        await foreach (var person in rosters.ListPeopleAsync(before, cancellationToken))
        {
            newcomers.Remove(person.Id);
            if (!there.Contains(person.Id))
                gone.Add(new Record(after.Partition, RosterRows.Left + person.Id) { ["LeftAt"] = now });
        }

        var back = new List<string>();
        await foreach (var row in store.ListAsync(RosterRows.Table, after.Partition, RowRange.Prefix(RosterRows.Left), cancellationToken))
        {
            if (MemberId.TryParse(row.RowKey[RosterRows.Left.Length..], out var id) && there.Contains(id))
                back.Add(row.RowKey);
        }

        return (gone, back, newcomers);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Place {Place} has {Members} people, {Guests} guests, {OtherTenants} of other tenants, {Unknown} without an account; read in {Seconds:0.0} s.")]
        public static partial void Read(ILogger log, string place, int members, int guests, int otherTenants, int unknown, double seconds);

        [LoggerMessage(2, LogLevel.Information, "Place {Place} is read later, after {Members} people: {Because}.")]
        public static partial void PutOff(ILogger log, string place, int members, string because);
    }
}
