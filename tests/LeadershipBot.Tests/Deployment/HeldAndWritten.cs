using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Deployment;

/// <summary>Compares what an approver is told with what was written.</summary>
internal static partial class HeldAndWritten
{
    /// <summary>What was written under no row that lists it, once for each table, column and kind of row.</summary>
    public static IReadOnlyList<string> Unlisted(IReadOnlyList<HeldColumn> held, IEnumerable<WrittenColumn> written)
    {
        var listed = held.ToLookup(column => (column.Table, NameOf(column.Column)));
        return [.. written.Where(column => !listed[(column.Table, NameOf(column.Column))].Any(row => IsRow(row.Row, column.Row)))
            .DistinctBy(column => (column.Table, NameOf(column.Column), WordsOfKey().Match(column.Row).Value)).Select(column => column.ToString())];
    }

    /// <summary>What is listed but was not written.</summary>
    public static IReadOnlyList<string> Unwritten(IReadOnlyList<HeldColumn> held, IEnumerable<WrittenColumn> written)
    {
        var rows = written.ToLookup(column => (column.Table, NameOf(column.Column)), column => column.Row);
        return [.. held.Where(column => !rows[(column.Table, NameOf(column.Column))].Any(row => IsRow(column.Row, row)))
            .Select(column => $"{column.Table}, row {column.Row}, column {column.Column}")];
    }

    /// <summary>Columns that are said to hold nothing personal, but got one of these words.</summary>
    public static IReadOnlyList<string> PersonalInOthers(IReadOnlyList<HeldColumn> held, IEnumerable<WrittenColumn> written, IReadOnlyList<string> words)
    {
        var others = held.Where(column => !column.IsPersonal).ToLookup(column => (column.Table, NameOf(column.Column)));
        return [.. written.Where(column => others[(column.Table, NameOf(column.Column))].Any(row => IsRow(row.Row, column.Row)))
            .Where(column => column.Value is string text && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(column => column.ToString()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Columns such as <c>Version_2</c> are listed once, as <c>Version_</c>; and those that are numbered, such as <c>Q3Count12</c>, by their first, <c>Q1Count1</c>.</summary>
    private static string NameOf(string column) => column.IndexOf('_', StringComparison.Ordinal) is > 0 and var at ? column[..(at + 1)] : Numbers().Replace(column, "1");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    private static bool IsRow(string listed, string row) => listed switch
    {
        "the practice's ODS code" => OdsCode().IsMatch(row),
        "the organisation's id" => OrganisationId().IsMatch(row),
        "newest first" => NewestFirst().IsMatch(row),
        "the time" => Time().IsMatch(row),
        _ when listed.Split("<version>") is [var before, var after] => Regex.IsMatch(row, $"^{Regex.Escape(before)}[a-z0-9]+{Regex.Escape(after)}", RegexOptions.None, TimeSpan.FromSeconds(1)),
        _ => row.StartsWith(listed, StringComparison.Ordinal),
    };

    [GeneratedRegex("^[A-Z0-9]{3,10}$")]
    private static partial Regex OdsCode();

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex OrganisationId();

    [GeneratedRegex(@"^\d{19}\.")]
    private static partial Regex NewestFirst();

    [GeneratedRegex(@"^\d{14}\.")]
    private static partial Regex Time();

    [GeneratedRegex(@"^([a-z]+\.)*[a-z]*")]
    private static partial Regex WordsOfKey();
}
