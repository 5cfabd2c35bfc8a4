using LeadershipBot.Features.Members.RoleGiving;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Removes the rows of a roll that counts no more, or never came to count, an hour later: whoever was reading it is done by then.</summary>
internal sealed class SweepRoll(OrganisationShelf organisations, Staging staging, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "members.sweepRoll";

    public static readonly TimeSpan After = TimeSpan.FromHours(1);

    /// <summary>The order, as a change for a commit in the organisation's partition.</summary>
    public static Change Of(string organisationId, string version, DateTimeOffset now)
    {
        var row = OutboxRow.New(organisationId, Kind, version, now + After);
        row["Roll"] = version;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (row.GetString("Roll") is not { Length: > 0 } version || await organisations.ReadAsync(row.PartitionKey, cancellationToken) is not { } now || now.Roll == version)
            return new Delivered.Done();
        if (await NoteRoleChanges.WaitsAsync(store, row.PartitionKey, version, cancellationToken))
            return new Delivered.NotBefore(time.GetUtcNow() + After); // what it changed is to be audited first
        await staging.SweepAsync(table, row.PartitionKey, RollRows.Prefix(version), cancellationToken);
        return new Delivered.Done();
    }
}
