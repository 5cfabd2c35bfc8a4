using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members;

/// <summary>
/// How a roll lies in its organisation's partition: a row for each locality, practice, member and invited person, all
/// under the roll's version, so that an import becomes true by one write of the head. Beside them lies its index
/// (<see cref="RollIndexRows"/>).
/// </summary>
internal static class RollRows
{
    private const string Localities = "locality.";
    private const string Practices = "practice.";
    private const string Members = "member.";
    private const string Invitations = "invited.";
    private const string RoleChanges = "roles.";

    /// <summary>All rows of one version.</summary>
    public static string Prefix(string version) => $"roll.{version}.";

    public static string LocalitiesOf(string version) => Prefix(version) + Localities;

    public static string PracticesOf(string version) => Prefix(version) + Practices;

    public static string MembersOf(string version) => Prefix(version) + Members;

    public static string InvitedOf(string version) => Prefix(version) + Invitations;

    public static string MemberKey(string version, MemberId id) => MembersOf(version) + id;

    public static string InvitedKey(string version, string email) => InvitedOf(version) + Uri.EscapeDataString(email).Replace('%', '=');

    /// <summary>Whose roles a staged roll gives or takes, until it was noted in the audit.</summary>
    public static string RoleChangesOf(string version) => Prefix(version) + RoleChanges;

    public static string RoleChangeKey(string version, MemberId id) => RoleChangesOf(version) + id;

    public static Record OfRoleChange(string organisationId, string version, MemberId id, Roles before, Roles after)
        => new(organisationId, RoleChangeKey(version, id)) { ["Before"] = before.ToString(), ["After"] = after.ToString() };

    public static (MemberId Id, Roles Before, Roles After) ToRoleChange(Record row, string version)
        => (MemberId.TryParse(row.RowKey[RoleChangesOf(version).Length..], out var id) ? id : default, One<Roles>(row, "Before") ?? Roles.Member, One<Roles>(row, "After") ?? Roles.Member);

    /// <summary>Every row of the roll, with its index.</summary>
    public static IEnumerable<Record> Of(string organisationId, string version, Roll roll) =>
    [
        .. roll.Localities.Values.Select(locality => new Record(organisationId, LocalitiesOf(version) + locality.Code) { ["Name"] = locality.Name }),
        .. roll.Practices.Values.Select(practice => OfPractice(organisationId, version, practice)),
        .. roll.Members.Values.Select(member => OfMember(organisationId, version, member)),
        .. roll.Invited.Values.Select(invited => OfInvited(organisationId, version, invited)),
        .. roll.Members.Values.SelectMany(member => RollIndexRows.Of(organisationId, version, member)),
        new Record(organisationId, RollIndexRows.MarkOf(version)),
    ];

    public static Record OfMember(string organisationId, string version, Member member, string? etag = null)
    {
        var row = new Record(organisationId, MemberKey(version, member.Id)) { ETag = etag };
        Write(row, member);
        return row;
    }

    public static Member ToMember(Record row, string version)
        => Read(row, MemberId.TryParse(row.RowKey[MembersOf(version).Length..], out var id) ? id : default);

    public static Record OfInvited(string organisationId, string version, Invited invited, string? etag = null)
    {
        var row = new Record(organisationId, InvitedKey(version, invited.Email)) { ETag = etag };
        Write(row, invited.As with { Email = invited.Email });
        if (invited.InvitedAt is { } at)
            row["InvitedAt"] = at;
        row.SetText("MatchedTo", invited.MatchedTo?.ToString());
        row.SetText("MatchedName", invited.MatchedName);
        if (invited.IsFoundInOwnChat)
            row["IsFoundInOwnChat"] = true;
        row.SetText("NotMe", invited.NotMe?.ToString());
        return row;
    }

    public static Invited ToInvited(Record row)
    {
        var email = row.GetString("Email") ?? "";
        return new Invited(email, Read(row, default))
        {
            InvitedAt = row.GetDateTimeOffset("InvitedAt"),
            MatchedTo = MemberId.TryParse(row.GetString("MatchedTo") ?? "", out var id) ? id : null,
            MatchedName = row.GetString("MatchedName") ?? "",
            IsFoundInOwnChat = row.GetBoolean("IsFoundInOwnChat") ?? false,
            NotMe = MemberId.TryParse(row.GetString("NotMe") ?? "", out var other) ? other : null,
        };
    }

    public static Locality ToLocality(Record row, string version) => new(row.RowKey[LocalitiesOf(version).Length..], row.GetString("Name") ?? "");

    public static MemberPractice ToPractice(Record row, string version)
        => new(row.RowKey[PracticesOf(version).Length..], row.GetString("Name") ?? "", row.GetString("Locality") ?? "", row.GetInt32("ListSize"))
        {
            LeftAt = row.GetDateTimeOffset("LeftAt"),
        };

    public static Record OfPractice(string organisationId, string version, MemberPractice practice)
    {
        var row = new Record(organisationId, PracticesOf(version) + practice.Code) { ["Name"] = practice.Name };
        row.SetText("Locality", practice.Locality);
        if (practice.ListSize is { } patients)
            row["ListSize"] = patients;
        if (practice.LeftAt is { } left)
            row["LeftAt"] = left;
        return row;
    }

    private static void Write(Record row, Member member)
    {
        row.SetText("Name", member.Name);
        row["Roles"] = member.Roles.ToString();
        row.SetText("Email", member.Email);
        row.SetText("Title", member.Title);
        row.SetText("Practices", member.Practices.ToString());
        row.SetText("ChosenPractices", member.ChosenPractices.ToString());
        row.SetText("LeadOf", member.LeadOf.ToString());
        row.SetText("Profession", member.Profession?.ToString());
        row.SetText("Contract", member.Contract?.ToString());
        row.SetText("ChosenProfession", member.ChosenProfession?.ToString());
        row.SetText("ChosenContract", member.ChosenContract?.ToString());
        if (member is { IsWaiting: true, ChosenAt: { } chosen })
            row["ChosenAt"] = chosen;
        row["IsImported"] = member.IsImported;
        if (member.Imported is { } said)
        {
            row["ImportedRoles"] = said.Roles.ToString();
            row.SetText("ImportedPractices", said.Practices.ToString());
            row.SetText("ImportedLeadOf", said.LeadOf.ToString());
        }

        if (member.JoinedThemselves)
            row["JoinedThemselves"] = true;
        if (member.LeftAt is { } left)
            row["LeftAt"] = left;
    }

    private static Member Read(Record row, MemberId id) => new(id, row.GetString("Name") ?? "", One<Roles>(row, "Roles") ?? Roles.Member)
    {
        Email = row.GetString("Email") ?? "",
        Title = row.GetString("Title") ?? "",
        Practices = PracticeCodes.Parse(row.GetString("Practices")),
        ChosenPractices = PracticeCodes.Parse(row.GetString("ChosenPractices")),
        LeadOf = PracticeCodes.Parse(row.GetString("LeadOf")),
        Profession = One<Profession>(row, "Profession"),
        Contract = One<Contract>(row, "Contract"),
        ChosenProfession = One<Profession>(row, "ChosenProfession"),
        ChosenContract = One<Contract>(row, "ChosenContract"),
        ChosenAt = row.GetDateTimeOffset("ChosenAt"),
        IsImported = row.GetBoolean("IsImported") ?? false,
        Imported = One<Roles>(row, "ImportedRoles") is { } roles
            ? new ImportedFacts(roles, PracticeCodes.Parse(row.GetString("ImportedPractices")), PracticeCodes.Parse(row.GetString("ImportedLeadOf")))
            : null,
        JoinedThemselves = row.GetBoolean("JoinedThemselves") ?? false,
        LeftAt = row.GetDateTimeOffset("LeftAt"),
    };

    private static TEnum? One<TEnum>(Record row, string column)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(row.GetString(column), out var value) ? value : null;
}
