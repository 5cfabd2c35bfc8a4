using LeadershipBot.Domain.Practices;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>The version of a list that is current.</summary>
/// <param name="List">Which list.</param>
/// <param name="Version">Its version; empty before the first import.</param>
/// <param name="ETag">The version of its head row; null before the first import.</param>
internal sealed record OdsHead(OdsList List, string Version, string? ETag);

/// <summary>Reads national data, and stages a whole new version of it that one write makes current.</summary>
internal sealed class OdsShelf(IRecordStore store, Staging staging, Outbox outbox, Chance chance, TimeProvider time)
{
    private const string VersionColumn = "Version";

    public async Task<OdsHead> HeadAsync(OdsList list, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(OdsRows.Table, OdsRows.PartitionKey, list.Head, cancellationToken);
        return new OdsHead(list, row?.GetString(VersionColumn) ?? "", row?.ETag);
    }

    /// <summary>Every practice of a version, in the order of the codes; none before the first import.</summary>
    public async Task<IReadOnlyDictionary<OdsCode, Practice>> PracticesAsync(OdsHead head, CancellationToken cancellationToken)
    {
        var practices = new Dictionary<OdsCode, Practice>();
        await foreach (var row in RowsAsync(head, cancellationToken))
        {
            var practice = OdsRows.ToPractice(row, head.Version);
            practices[practice.Code] = practice;
        }

        return practices;
    }

    /// <summary>Every body of a version by code; none before the first import.</summary>
    public async Task<IReadOnlyDictionary<string, Body>> BodiesAsync(OdsHead head, CancellationToken cancellationToken)
    {
        var bodies = new Dictionary<string, Body>();
        await foreach (var row in RowsAsync(head, cancellationToken))
        {
            var body = OdsRows.ToBody(row, head.Version);
            bodies[body.Code] = body;
        }

        return bodies;
    }

    /// <summary>
    /// Writes rows under a new version and then, by one write, makes it current, unless another version became current since
    /// <paramref name="basedOn"/> was read. What breaks off before leaves rows that nobody reads and that are swept.
    /// </summary>
    /// <returns>False where another import was faster: load, plan and stage again.</returns>
    public async Task<bool> ReplaceAsync(OdsHead basedOn, Func<string, IEnumerable<Record>> rowsOf, CancellationToken cancellationToken)
    {
        var (list, now) = (basedOn.List, time.GetUtcNow());
        var version = chance.NewVersion(now);
        await outbox.CommitAsync(OdsRows.Table, OdsRows.PartitionKey, [SweepOds.Of(list, version, now)], cancellationToken);
        await staging.WriteAsync(OdsRows.Table, OdsRows.PartitionKey, rowsOf(version), cancellationToken);

        var head = new Record(OdsRows.PartitionKey, list.Head) { ETag = basedOn.ETag, [VersionColumn] = version, ["ImportedAt"] = time.GetUtcNow() };
        List<Change> changes =
        [
            basedOn.ETag is null ? new Change.Insert(head) : new Change.Replace(head),
            Audit.ByProgram(OdsRows.PartitionKey, $"{list.Name}.imported", time.GetUtcNow()),
        ];
        if (basedOn.Version.Length > 0)
            changes.Add(SweepOds.Of(list, basedOn.Version, time.GetUtcNow()));
        return await outbox.CommitAsync(OdsRows.Table, OdsRows.PartitionKey, changes, cancellationToken) is CommitResult.Committed;
    }

    private IAsyncEnumerable<Record> RowsAsync(OdsHead head, CancellationToken cancellationToken) => head.Version.Length == 0
        ? AsyncEnumerable.Empty<Record>()
        : store.ListAsync(OdsRows.Table, OdsRows.PartitionKey, RowRange.Prefix(head.List.RowsOf(head.Version)), cancellationToken);
}

/// <summary>Removes the rows of a version that is current no more, or never came to be, an hour later: whoever was reading it is done by then.</summary>
internal sealed class SweepOds(IRecordStore store, Staging staging) : IDelivery
{
    public const string Kind = "members.sweepOds";

    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    /// <summary>The order, as a change for a commit in the partition.</summary>
    public static Change Of(OdsList list, string version, DateTimeOffset now)
    {
        var row = OutboxRow.New(OdsRows.PartitionKey, Kind, $"{list.Name}.{version}", now + After);
        row["List"] = list.Name;
        row["Version"] = version;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var list = row.GetString("List") == OdsList.Bodies.Name ? OdsList.Bodies : OdsList.Practices;
        var head = await store.FindAsync(OdsRows.Table, OdsRows.PartitionKey, list.Head, cancellationToken);
        if (row.GetString("Version") is { Length: > 0 } version && head?.GetString("Version") != version)
            await staging.SweepAsync(OdsRows.Table, OdsRows.PartitionKey, list.RowsOf(version), cancellationToken);
        return new Delivered.Done();
    }
}
