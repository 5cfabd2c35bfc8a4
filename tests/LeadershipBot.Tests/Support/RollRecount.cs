using LeadershipBot.Features.Members;
using LeadershipBot.Storage;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Support;

/// <summary>The index beside each roll that counts must be what its members' own rows say, whoever wrote last.</summary>
internal static class RollRecount
{
    public static async Task JudgeRollsAsync(this BotUnderTest bot, CancellationToken cancellationToken)
    {
        var store = bot.Store.Inner;
        await foreach (var entry in store.ListAsync(OrganisationRows.IndexTable, OrganisationRows.IndexPartition, RowRange.All, cancellationToken))
        {
            if (await store.FindAsync(OrganisationRows.Table, entry.RowKey, OrganisationRows.Head, cancellationToken) is not { } head || OrganisationRows.IndexedOf(head) != OrganisationRows.RollOf(head))
                continue;
            var (wanted, found) = await ReadAsync(store, entry.RowKey, OrganisationRows.RollOf(head), cancellationToken);
            if (head.ETag == (await store.FindAsync(OrganisationRows.Table, entry.RowKey, OrganisationRows.Head, cancellationToken))?.ETag) // else somebody wrote meanwhile
                Assert.Equal(wanted, found);
        }
    }

    /// <summary>The index as the members' rows have it, and as it lies there.</summary>
    public static async Task<(List<string> Wanted, List<string> Found)> ReadAsync(IRecordStore store, string organisationId, string version, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(OrganisationRows.Table, organisationId, RowRange.Prefix(RollRows.Prefix(version)), cancellationToken).ToListAsync(cancellationToken);
        var members = rows.Where(row => row.RowKey.StartsWith(RollRows.MembersOf(version), StringComparison.Ordinal)).Select(row => RollRows.ToMember(row, version));
        return ([.. members.SelectMany(member => RollIndexRows.Of(organisationId, version, member)).Select(Words).Order(StringComparer.Ordinal)], [.. rows.Where(RollIndexRows.IsIndex).Select(Words).Order(StringComparer.Ordinal)]);
    }

    private static string Words(Record row) => $"{row.RowKey}: {string.Join(", ", row.Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key} {column.Value}"))}";
}
