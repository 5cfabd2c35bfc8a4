namespace LeadershipBot.Shell.Files;

/// <summary>
/// Writes CSV as spreadsheets read it: RFC 4180, UTF-8 with a byte order mark. A cell that a spreadsheet would take for
/// a formula begins with an apostrophe.
/// </summary>
public static class Csv
{
    /// <summary>The file; every row has as many cells as the header.</summary>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var file = new CsvFile(header);
        foreach (var row in rows)
            file.Add(row);
        return file.Bytes.ToArray();
    }

    /// <summary>Words as a cell that stays words: no formula, whatever it begins with.</summary>
    public static string Guarded(string words) => words.Length > 0 && (words[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + words : words;
}
