using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>
/// The note that lies among the rows of a staged roll and says what it was made from and what it would do. It is swept
/// together with them.
/// </summary>
internal static class StagedRow
{
    private const int TokenCharactersMax = 40;

    public static string KeyOf(string version) => RollRows.Prefix(version) + "staged";

    /// <summary>Whether this may name a version: it comes from a card, and so from outside.</summary>
    public static bool IsToken(string token) => token.Length is > 0 and <= TokenCharactersMax && token.All(char.IsAsciiLetterOrDigit);

    public static Record Of(OrganisationNow basedOn, string version, RollFileKind kind, ImportReport report, DateTimeOffset at)
    {
        var row = new Record(basedOn.Id, KeyOf(version))
        {
            ["StagedAt"] = at,
            ["BasedOn"] = basedOn.ETag,
            ["Kind"] = kind.ToString(),
            ["Added"] = report.Added,
            ["Changed"] = report.Changed,
            ["Left"] = report.Left,
            ["Unchanged"] = report.Unchanged,
            ["Rejected"] = report.Rejected,
        };
        row.SetText("Recognised", report.Recognised);
        return row;
    }

    public static DateTimeOffset StagedAt(Record row) => row.GetDateTimeOffset("StagedAt") ?? DateTimeOffset.MinValue;

    /// <summary>The version of the organisation's head row from which it was planned.</summary>
    public static string? BasedOn(Record row) => row.GetString("BasedOn");

    /// <summary>What was done, for the audit.</summary>
    public static string WhatOf(RollFileKind kind) => kind switch
    {
        RollFileKind.People => "people.imported",
        RollFileKind.Localities => "localities.imported",
        RollFileKind.ListSizes => "listSizes.imported",
        _ => "practices.imported",
    };

    public static string WhatOf(Record row) => WhatOf(Enum.TryParse<RollFileKind>(row.GetString("Kind"), out var kind) ? kind : RollFileKind.People);

    public static ImportReport ReportOf(Record row) => new()
    {
        Recognised = row.GetString("Recognised"),
        Added = row.GetInt32("Added") ?? 0,
        Changed = row.GetInt32("Changed") ?? 0,
        Left = row.GetInt32("Left") ?? 0,
        Unchanged = row.GetInt32("Unchanged") ?? 0,
        Rejected = row.GetInt32("Rejected") ?? 0,
    };
}
