using LeadershipBot.Domain.People;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>What a staged roll was made from, and what it would do.</summary>
/// <param name="Token">The version under which it is staged.</param>
/// <param name="Kind">What the list tells of.</param>
/// <param name="BasedOn">The version of the organisation's head row from which it was planned.</param>
/// <param name="People">How many people are on it, those who left and who are invited too.</param>
/// <param name="Gives">The roles that it gives or takes.</param>
/// <param name="ListId">Where the list is kept; empty if nowhere.</param>
/// <param name="At">When it was staged.</param>
/// <param name="Report">What it would do; without the rejected lines, which are kept with the list.</param>
internal sealed record StagedNote(string Token, RollFileKind Kind, string BasedOn, int People, Roles Gives, string ListId, DateTimeOffset At, ImportReport Report)
{
    /// <summary>When it was made current; null until then.</summary>
    public DateTimeOffset? ImportedAt { get; init; }
}

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

    public static Record Of(string organisationId, StagedNote staged)
    {
        var row = new Record(organisationId, KeyOf(staged.Token))
        {
            ["StagedAt"] = staged.At,
            ["BasedOn"] = staged.BasedOn,
            ["Kind"] = staged.Kind.ToString(),
            ["People"] = staged.People,
            ["Gives"] = staged.Gives.ToString(),
            ["Added"] = staged.Report.Added,
            ["Changed"] = staged.Report.Changed,
            ["Left"] = staged.Report.Left,
            ["Unchanged"] = staged.Report.Unchanged,
            ["Rejected"] = staged.Report.Rejected,
        };
        row.SetText("List", staged.ListId);
        if (staged.ImportedAt is { } imported)
            row["ImportedAt"] = imported;
        return row;
    }

    public static StagedNote Read(Record row, string token) => new(
        token,
        Enum.TryParse<RollFileKind>(row.GetString("Kind"), out var kind) ? kind : RollFileKind.People,
        row.GetString("BasedOn") ?? "",
        row.GetInt32("People") ?? 0,
        Enum.TryParse<Roles>(row.GetString("Gives"), out var gives) ? gives : Roles.Member,
        row.GetString("List") ?? "",
        row.GetDateTimeOffset("StagedAt") ?? DateTimeOffset.MinValue,
        new ImportReport
        {
            Added = row.GetInt32("Added") ?? 0,
            Changed = row.GetInt32("Changed") ?? 0,
            Left = row.GetInt32("Left") ?? 0,
            Unchanged = row.GetInt32("Unchanged") ?? 0,
            Rejected = row.GetInt32("Rejected") ?? 0,
        })
    {
        ImportedAt = row.GetDateTimeOffset("ImportedAt"),
    };

    /// <summary>What was done, for the audit.</summary>
    public static string WhatOf(RollFileKind kind) => kind switch
    {
        RollFileKind.People => "people.imported",
        RollFileKind.Localities => "localities.imported",
        RollFileKind.ListSizes => "listSizes.imported",
        _ => "practices.imported",
    };
}
