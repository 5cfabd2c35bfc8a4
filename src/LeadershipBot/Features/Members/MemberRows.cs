using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// How people lie in the store: a person is a partition of the table <c>People</c>, with one row for each organisation
/// in which they are known, since one person may wear several hats.
/// </summary>
internal static class MemberRows
{
    public const string PeopleTable = "People";
    public const string OrganisationsTable = "Organisations";
    public const string OrganisationRow = "head.organisation";
    public const string Hat = "hat.";

    public static string PartitionOf(string tenantId, string objectId) => $"{tenantId.ToLowerInvariant()}.{objectId}";

    public static Record OfMember(Member member)
    {
        var actor = member.Actor;
        var row = new Record(PartitionOf(actor.TenantId, actor.Id), Hat + actor.Organisation.Id)
        {
            ["Organisation"] = actor.Organisation.Id,
            ["OrganisationName"] = actor.Organisation.Name,
            ["Name"] = actor.Name,
            ["Roles"] = actor.Roles.ToString(),
        };
        SetIfKnown(row, "Title", member.Title);
        SetIfKnown(row, "Profession", member.Profession);
        SetIfKnown(row, "Contract", member.Contract);
        SetIfKnown(row, "Practice", actor.Practice?.Code);
        SetIfKnown(row, "PracticeName", actor.Practice?.Name);
        return row;
    }

    public static Actor ToActor(Record row, string tenantId, string objectId) => new(
        objectId,
        tenantId,
        row.GetString("Name") ?? "",
        new OrganisationName(row.GetString("Organisation") ?? "", row.GetString("OrganisationName") ?? ""),
        row.GetString("Practice") is { } code ? new PracticeName(code, row.GetString("PracticeName") ?? "") : null,
        Enum.TryParse<Roles>(row.GetString("Roles"), out var roles) ? roles : Roles.Member);

    public static Record OfOrganisation(OrganisationName organisation, string kind, string tenantId) => new(organisation.Id, OrganisationRow)
    {
        ["Name"] = organisation.Name,
        ["Kind"] = kind,
        ["Tenant"] = tenantId,
    };

    public static Record OfLocality(string organisationId, string code, string name) => new(organisationId, "locality." + code)
    {
        ["Name"] = name,
    };

    public static Record OfPractice(string organisationId, PracticeName practice, string locality, int listSize) => new(organisationId, "practice." + practice.Code)
    {
        ["Name"] = practice.Name,
        ["Locality"] = locality,
        ["ListSize"] = listSize,
    };

    private static void SetIfKnown(Record row, string column, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            row[column] = value;
    }
}

/// <summary>A person as one organisation lists them.</summary>
/// <param name="Actor">Who they are there and what they may do.</param>
/// <param name="Title">What they do, in their own words; null if not known.</param>
/// <param name="Profession">Such as GP or practice manager; null if not known.</param>
/// <param name="Contract">Partner, salaried, locum or trainee; null if not known.</param>
internal sealed record Member(Actor Actor, string? Title, string? Profession, string? Contract);
