using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Roster;

/// <summary>
/// Forgets who left the teams and chats of an organisation long ago, who was in those from which the bot was removed long
/// ago, and for whom it was installed.
/// </summary>
internal sealed class RetainRosters(RosterShelf rosters, IRecordStore store) : IRetention
{
    public RetentionKind Kind => RetentionKind.Rosters;

    public async Task<int> SweepAsync(string organisationId, DateTimeOffset olderThan, Sweep sweep, CancellationToken cancellationToken)
    {
        var count = await SweepAsync(organisationId, OrganisationRows.Table, organisationId, Installations.Prefix, row => row.GetDateTimeOffset("At") < olderThan, sweep, cancellationToken);
        foreach (var head in await rosters.ListOfAsync(organisationId, cancellationToken))
        {
            count += await SweepAsync(organisationId, RosterRows.Table, head.Partition, RosterRows.Left, row => row.GetDateTimeOffset("LeftAt") < olderThan, sweep, cancellationToken);
            if (head.RemovedAt < olderThan)
                count += await SweepAsync(organisationId, RosterRows.Table, head.Partition, RosterRows.AllPeople, _ => true, sweep, cancellationToken);
        }

        return count;
    }

    private async Task<int> SweepAsync(string organisationId, string table, string partition, string prefix, Func<Record, bool> isOld, Sweep sweep, CancellationToken cancellationToken)
    {
        var old = new List<Record>();
        await foreach (var row in store.ListAsync(table, partition, RowRange.Prefix(prefix), cancellationToken))
        {
            if (isOld(row))
                old.Add(row);
        }

        if (sweep is Sweep.Count)
            return old.Count;
        foreach (var some in old.Chunk(StoreLimits.ChangesMax))
            await store.CommitAsync(table, partition, [.. some.Select(row => new Change.Delete(row.RowKey, null))], cancellationToken);
        await rosters.LookAgainAsync(old.Select(RosterRows.PersonIn).OfType<MemberId>().Distinct(), organisationId, cancellationToken);
        return old.Count;
    }
}
