using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using Rule = LeadershipBot.Domain.People.RoleGiving;

namespace LeadershipBot.Features.Members.RoleGiving;

/// <summary>
/// After a list was imported, or a tenant taken away: audits each change of roles that it brought, however many, and orders
/// that each person is told. The entry of the import itself says who did it.
/// </summary>
internal sealed class NoteRoleChanges(IRecordStore store, Outbox outbox) : IDelivery
{
    public const string Kind = "members.noteRoleChanges";

    // For each person: the entry, the order to tell them, and the end of the row that says so.
    private const int PeopleAtOnce = StoreLimits.ChangesMax / 3;

    /// <summary>Whose roles a roll gives or takes, as rows to be staged with it; none where it changes no roles.</summary>
    public static IReadOnlyList<Record> RowsOf(string organisationId, string version, Roll before, Roll after)
        => [.. Rule.ChangesIn(before, after).Select(change => RollRows.OfRoleChange(organisationId, version, change.Id, change.Before, change.After))];

    /// <summary>The order, as a change for the commit that makes the roll count.</summary>
    /// <param name="organisationId">Whose roll.</param>
    /// <param name="version">Its version, under which lies whose roles it changes.</param>
    /// <param name="entry">The entry of the audit that says who did it.</param>
    /// <param name="byName">Their name, for the people who are told; empty for the program.</param>
    /// <param name="at">When.</param>
    public static Change Of(string organisationId, string version, Change entry, string byName, DateTimeOffset at)
    {
        var row = OutboxRow.New(organisationId, Kind, version, at + OutboxRow.AfterTheAnswer);
        row["Roll"] = version;
        row["Entry"] = entry.RowKey;
        row.SetText("ByName", byName);
        return new Change.Upsert(row);
    }

    /// <summary>Whether a roll still has changes that are to be noted, so that it must not be swept.</summary>
    public static async Task<bool> WaitsAsync(IRecordStore store, string organisationId, string version, CancellationToken cancellationToken)
        => await store.FindAsync(OrganisationRows.Table, organisationId, OutboxRow.RowKeyOf(Kind, version), cancellationToken) is not null;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (organisationId, version) = (row.PartitionKey, row.GetString("Roll") ?? "");
        if (await store.FindAsync(table, organisationId, row.GetString("Entry") ?? "", cancellationToken) is not { } entry)
            return new Delivered.Done(); // it is so late that its time in the audit is over
        var changed = new List<Record>();
        await foreach (var one in store.ListAsync(table, organisationId, RowRange.Prefix(RollRows.RoleChangesOf(version)), cancellationToken))
            changed.Add(one);
        foreach (var some in changed.Chunk(PeopleAtOnce))
            await outbox.CommitAsync(table, organisationId, [.. some.SelectMany(one => Noted(row, entry, one, version))], cancellationToken);
        return new Delivered.Done();
    }

    private static IEnumerable<Change> Noted(Record order, Record entry, Record changed, string version)
    {
        var (who, before, after) = RollRows.ToRoleChange(changed, version);
        return
        [
            Audit.Also(new Change.Upsert(entry), "members.rolesChanged", new Changed(who.ToString(), before.ToString(), after.ToString())),
            TellRoles.Of(order.PartitionKey, Keys.Hash(version, who.ToString()), who, before, after, order.GetString("ByName") ?? "", OutboxRow.DueOf(order)),
            new Change.Delete(changed.RowKey, null),
        ];
    }
}
