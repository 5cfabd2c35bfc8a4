using System.Buffers;

namespace LeadershipBot.Shell.Files;

/// <summary>
/// Writes CSV as spreadsheets read it: RFC 4180, UTF-8 with a byte order mark. A cell that a spreadsheet would take for
/// a formula begins with an apostrophe.
/// </summary>
public static class Csv
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>The file; every row has as many cells as the header.</summary>
    public static byte[] Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var file = new CsvFile(header);
        foreach (var row in rows)
            file.Add(row);
        return file.Bytes.ToArray();
    }

    /// <summary>Words as a cell that stays words: no formula, whatever it begins with. A negative number is none, and stays a number.</summary>
    public static string Guarded(string words)
        => words.Length > 0 && (words[0] is '=' or '+' or '-' or '@' or '\t' or '\r') && !IsNegativeNumber(words) ? "'" + words : words;

    /// <summary>A minus and digits, with at most one point among them: nothing that a spreadsheet could work out.</summary>
    private static bool IsNegativeNumber(string words)
        => words.Length > 1 && words[0] == '-' && char.IsAsciiDigit(words[1]) && char.IsAsciiDigit(words[^1])
            && words.AsSpan(1).IndexOfAnyExcept(NumberCharacters) < 0 && words.AsSpan().Count('.') <= 1;
}
