using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Removes a reading that counts no more, or never came to count, an hour later; and all that was kept of a place's people
/// as soon as the place belongs to no organisation.
/// </summary>
internal sealed class SweepRoster(RosterShelf rosters, Staging staging) : IDelivery
{
    public const string Kind = "members.sweepRoster";

    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    /// <summary>The order for one version, as a change for a commit in the place's partition.</summary>
    public static Change Of(string partition, string version, DateTimeOffset now)
    {
        var row = OutboxRow.New(partition, Kind, version, now + After);
        row["Version"] = version;
        return new Change.Upsert(row);
    }

    /// <summary>The order to erase everything.</summary>
    public static Change OfAll(string partition, DateTimeOffset now) => new Change.Upsert(OutboxRow.New(partition, Kind, "", now));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var head = await rosters.FindAsync(row.PartitionKey, cancellationToken);
        if (row.GetString("Version") is { Length: > 0 } version)
        {
            if (head?.Version != version)
                await staging.SweepAsync(table, row.PartitionKey, RosterRows.PeopleOf(version), cancellationToken);
        }
        else if (head is not { OrganisationId.Length: > 0 })
        {
            if (head?.NotedFor is { Length: > 0 } organisationId)
                await rosters.LookAgainAsync(await rosters.ListEverybodyAsync(row.PartitionKey, cancellationToken), organisationId, cancellationToken);
            foreach (var prefix in new[] { RosterRows.AllPeople, RosterRows.Left, RosterRows.Channel, RosterRows.Reading, RosterRows.Head })
                await staging.SweepAsync(table, row.PartitionKey, prefix, cancellationToken);
        }

        return new Delivered.Done();
    }
}
