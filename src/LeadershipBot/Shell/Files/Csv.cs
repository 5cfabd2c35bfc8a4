using System.Text;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// Writes CSV as spreadsheets read it: RFC 4180, UTF-8 with a byte order mark. A cell that a spreadsheet would take for
/// a formula begins with an apostrophe.
/// </summary>
public static class Csv
{
    private static readonly char[] QuotedFor = ['"', ',', '\r', '\n'];

    /// <summary>The file; every row has as many cells as the header.</summary>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        Line(text, header);
        foreach (var row in rows)
            Line(text, row);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Words as a cell that stays words: no formula, whatever it begins with.</summary>
    public static string Guarded(string words) => words.Length > 0 && (words[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + words : words;

    private static void Line(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            var cell = Guarded(cells[i] ?? "");
            text.Append(cell.IndexOfAny(QuotedFor) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        text.Append("\r\n");
    }
}
