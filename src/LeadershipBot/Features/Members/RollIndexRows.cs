using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// The index beside the members of a roll, under the same version: a row for everybody who holds a role, and for everybody
/// who leads a practice one under that practice, so that a press reads these and not the whole roll. Whoever writes a member's
/// row writes these in the same commit.
/// </summary>
internal static class RollIndexRows
{
    /// <summary>Who leads more practices than this stands in one row beside them, so that a commit about one person stays small.</summary>
    public const int LeadOfMax = 8;

    private const string Holders = "holder.";
    private const string Leads = "lead.";
    private const string Many = "many";

    /// <summary>The row that says that a roll was staged with its index.</summary>
    public static string MarkOf(string version) => RollRows.Prefix(version) + "indexed";

    public static string HoldersOf(string version) => RollRows.Prefix(version) + Holders;

    public static string LeadsOf(string version, string practice) => $"{RollRows.Prefix(version)}{Leads}{practice.ToUpperInvariant()}.";

    /// <summary>Those who lead more practices than <see cref="LeadOfMax"/>: which ones, their own row says.</summary>
    public static string LeadsOfMany(string version) => $"{RollRows.Prefix(version)}{Leads}{Many}.";

    /// <summary>Whether a row of a roll repeats what a member's own row says.</summary>
    public static bool IsIndex(Record row) => row.RowKey.Split('.') is [_, _, var kind, ..] && kind + '.' is Holders or Leads;

    /// <summary>A member's rows; none for who left, and for most.</summary>
    public static IEnumerable<Record> Of(string organisationId, string version, Member member)
    {
        if (member.LeftAt is not null)
            yield break;
        if (member.Roles != Roles.Member)
        {
            var holder = new Record(organisationId, HoldersOf(version) + member.Id) { ["Roles"] = member.Roles.ToString() };
            holder.SetText("Name", member.Name);
            holder.SetText("Title", member.Title);
            yield return holder;
        }

        var leads = member.LeadOf.Among(member.Practices).All;
        foreach (var prefix in leads.Count > LeadOfMax ? [LeadsOfMany(version)] : leads.Select(code => LeadsOf(version, code)))
        {
            var lead = new Record(organisationId, prefix + member.Id);
            lead.SetText("Name", member.Name);
            yield return lead;
        }
    }

    /// <summary>Who somebody is of whom a row says something, and by which name.</summary>
    /// <param name="row">The row.</param>
    /// <param name="prefix">How its key begins, before the person.</param>
    public static Person ToPerson(Record row, string prefix)
        => new(MemberId.TryParse(row.RowKey[prefix.Length..], out var id) ? id : default, row.GetString("Name") ?? "");

    public static Roles RolesOf(Record row) => Enum.TryParse<Roles>(row.GetString("Roles"), out var roles) ? roles : Roles.Member;

    /// <summary>
    /// What a change of one member changes in the index, for the same commit as the member's row; nothing where the roll that
    /// counts has no index, since it gets a whole one.
    /// </summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="organisation">As it was read before the member was, so that the commit fails if anything moved.</param>
    /// <param name="before">The member until now; null for a newcomer.</param>
    /// <param name="after">The member from now on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Change>> ChangesAsync(IRecordStore store, OrganisationNow organisation, Member? before, Member after, CancellationToken cancellationToken)
    {
        if (!organisation.IsIndexed)
            return [];
        var was = before is null ? [] : Of(organisation.Id, organisation.Roll, before).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        var now = Of(organisation.Id, organisation.Roll, after).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        List<Change> changes = [.. now.Values.Where(row => !was.TryGetValue(row.RowKey, out var old) || !old.Columns.SequenceEqual(row.Columns)).Select(row => new Change.Upsert(row))];
        foreach (var key in was.Keys.Except(now.Keys))
        {
            if (await store.FindAsync(OrganisationRows.Table, organisation.Id, key, cancellationToken) is { } gone)
                changes.Add(new Change.Delete(key, gone.ETag));
        }

        return changes;
    }

    /// <summary>A member's rows as they lie in the store, under a version that may have no index.</summary>
    public static async Task<IReadOnlyList<Record>> FindAsync(IRecordStore store, string organisationId, string version, Member member, CancellationToken cancellationToken)
        => [.. (await Task.WhenAll(Of(organisationId, version, member).Select(row => store.FindAsync(OrganisationRows.Table, organisationId, row.RowKey, cancellationToken)))).OfType<Record>()];
}
