using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>Removes the rows of a roll that counts no more, or never came to count, an hour later: whoever was reading it is done by then.</summary>
internal sealed class SweepRoll(OrganisationShelf organisations, Staging staging) : IDelivery
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
        if (row.GetString("Roll") is { Length: > 0 } version && await organisations.ReadAsync(row.PartitionKey, cancellationToken) is { } now && now.Roll != version)
            await staging.SweepAsync(table, row.PartitionKey, RollRows.Prefix(version), cancellationToken);
        return new Delivered.Done();
    }
}
