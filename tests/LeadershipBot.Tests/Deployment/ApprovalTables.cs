using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>A stored column, as docs/approval/data-held.md tells an approver.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Row">What the row key begins with, or is.</param>
/// <param name="Column">The column's name.</param>
/// <param name="IsPersonal">Whether it tells something of a person.</param>
/// <param name="Kept">How long by default, in words.</param>
internal sealed record HeldColumn(string Table, string Row, string Column, string Purpose, bool IsPersonal, string Kept);

/// <summary>A permission, as docs/approval/permissions.md tells an approver.</summary>
/// <param name="Kind">Where it is asked for; scopes of the Teams app stand in backticks.</param>
internal sealed record AskedPermission(string Permission, string Kind, string Reason, bool IsOptional);

/// <summary>The tables of the approval pack, for the tests that compare them with what the code does.</summary>
internal static class ApprovalTables
{
    private static readonly string Folder = Path.Combine(Needs.Root, "docs", "approval");

    /// <summary>Every stored column. A cell that lists several columns, separated by commas, gives one entry for each.</summary>
    public static IReadOnlyList<HeldColumn> DataHeld()
        => [.. MarkdownTable.Read(Path.Combine(Folder, "data-held.md"), "Table").SelectMany(row => Words(row["Column"])
            .Select(column => new HeldColumn(Word(row["Table"]), Word(row["Row"]), column, row["Purpose"], YesOrNo(row["Personal data"]), row["Kept"])))];

    /// <summary>Every permission that the app asks of an administrator or a member.</summary>
    public static IReadOnlyList<AskedPermission> Permissions()
        => [.. MarkdownTable.Read(Path.Combine(Folder, "permissions.md"), "Permission")
            .Select(row => new AskedPermission(Word(row["Permission"]), row["Kind"], row["Reason"], YesOrNo(row["Optional"])))];

    /// <summary>The settings that docs/approval/operations.md explains, in the form <c>Storage:Path</c>.</summary>
    public static IReadOnlyList<string> Settings()
        => [.. MarkdownTable.Read(Path.Combine(Folder, "operations.md"), "Setting").Select(row => Word(row["Setting"]))];

    private static IEnumerable<string> Words(string cell) => cell.Split(',', StringSplitOptions.TrimEntries).Select(Word);

    private static string Word(string cell) => cell.Trim().Trim('`');

    private static bool YesOrNo(string cell) => cell.Split(' ', ',', ':')[0] switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException($"\"{cell}\" begins neither with yes nor with no."),
    };
}
