using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// How organisations lie in the store. One organisation is one partition of the table <c>Organisations</c>: its head, its
/// outbox, its audit, and its roll under the version that the head names (<see cref="RollRows"/>). The table
/// <c>Tenants</c> says which organisations a tenant has, and to which of them its teams and chats belong.
/// </summary>
internal static class OrganisationRows
{
    public const string Table = "Organisations";
    public const string Head = "head.organisation";

    /// <summary>The version of the empty roll with which an organisation begins.</summary>
    public const string FirstRoll = "0";

    /// <summary>All organisations, in one partition.</summary>
    public const string IndexTable = "OrganisationIndex";

    public const string IndexPartition = "all";

    /// <summary>The tenants whose people were seen, beside the organisations.</summary>
    public const string TenantIndexPartition = "tenants";

    /// <summary>Beside them, from the first day of a deployment on: that all is noted under the people whom it is about.</summary>
    public const string NotedPartition = "noted";

    public const string NotedRow = "all";

    public const string TenantsTable = "Tenants";
    public const string OfTenant = "organisation.";

    /// <summary>In an organisation's partition: its tenants.</summary>
    public const string TenantOf = "tenant.";

    /// <summary>People of the tenant who have a chat with the bot, so that retention finds them.</summary>
    public const string Seen = "person.";

    private const string Place = "place.";

    public static string TenantPartition(string tenantId) => tenantId.ToLowerInvariant();

    /// <summary>The row that says to which organisation a team (with all its channels) or a chat belongs.</summary>
    public static string PlaceRow(Place place) => Place + Keys.Hash("place", place.TeamId ?? place.WholeConversationId);

    public static Record OfSeen(MemberId person) => new(TenantPartition(person.TenantId), Seen + person.ObjectId.ToLowerInvariant());

    /// <param name="organisation">What it is.</param>
    /// <param name="roll">The version of the roll that counts.</param>
    /// <param name="indexed">The version of the roll that has an index. A server that knows no index leaves it out, so that nobody trusts one that it didn't keep.</param>
    /// <param name="etag">The version of the row; null for a new one.</param>
    public static Record OfHead(Organisation organisation, string roll, string indexed, string? etag = null)
    {
        var row = new Record(organisation.Name.Id, Head) { ETag = etag, ["Name"] = organisation.Name.Name, ["Roll"] = roll };
        row.SetText("Indexed", indexed);
        row.SetText("Kind", organisation.Kind);
        row.SetText("Commissioner", organisation.Commissioner);
        row.SetText("Federation", organisation.Federation?.Id);
        row.SetText("FederationName", organisation.Federation?.Name);
        row.SetText("HelpContact", organisation.HelpContactId);
        row.SetText("HelpContactName", organisation.HelpContact);
        row.SetText("WordLocality", organisation.Words.Locality);
        row.SetText("WordLocalities", organisation.Words.Localities);
        row.SetText("WordPractice", organisation.Words.Practice);
        row.SetText("WordPractices", organisation.Words.Practices);
        row.SetText("WordGoverningBody", organisation.Words.GoverningBody);
        row.SetText("WordChair", organisation.Words.Chair);
        return row;
    }

    public static Organisation ToOrganisation(Record head) => new(new OrganisationName(head.PartitionKey, head.GetString("Name") ?? ""), head.GetString("Kind") ?? "")
    {
        Commissioner = head.GetString("Commissioner") ?? "",
        Federation = head.GetString("Federation") is { } federation ? new OrganisationName(federation, head.GetString("FederationName") ?? "") : null,
        HelpContactId = head.GetString("HelpContact") ?? "",
        HelpContact = head.GetString("HelpContactName") ?? "",
        Words = new Vocabulary(
            head.GetString("WordLocality"),
            head.GetString("WordLocalities"),
            head.GetString("WordPractice"),
            head.GetString("WordPractices"),
            head.GetString("WordGoverningBody"),
            head.GetString("WordChair")),
    };

    /// <summary>The version of the roll that counts.</summary>
    public static string RollOf(Record head) => head.GetString("Roll") ?? "";

    /// <summary>The version of the roll that has an index (<see cref="RollIndexRows"/>); empty for none.</summary>
    public static string IndexedOf(Record head) => head.GetString("Indexed") ?? "";

    public static Record OfIndex(Organisation organisation)
    {
        var row = new Record(IndexPartition, organisation.Name.Id) { ["Name"] = organisation.Name.Name };
        row.SetText("Kind", organisation.Kind);
        return row;
    }

    public static Record OfTenantEntry(string tenantId, OrganisationName organisation)
        => new(TenantPartition(tenantId), OfTenant + organisation.Id) { ["Name"] = organisation.Name };

    public static Record OfTenantOf(string organisationId, string tenantId)
        => new(organisationId, TenantOf + TenantPartition(tenantId)) { ["Tenant"] = TenantPartition(tenantId) };

    /// <summary>Sets a column that is left out where it would be empty.</summary>
    public static void SetText(this Record row, string column, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            row[column] = value;
    }
}
