using CsvHelper;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>
/// The lines of a CSV file or of a pasted table, cut into fields. One line is one record: no field of the ODS holds a line
/// break, so a quotation mark that is left open spoils its own line and not the rest of the file.
/// </summary>
internal static class ImportLines
{
    // Excel copies with tabs, and saves with semicolons where the comma is the decimal point.
    private static readonly char[] Separators = [',', '\t', ';'];

    /// <summary>The lines that aren't blank, with their numbers from 1. Fields are null where the quotation marks don't fit.</summary>
    public static IEnumerable<(int Number, string[]? Fields)> Of(string text)
    {
        var isBroken = false;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => isBroken = true,
        });
        while (reader.Read())
        {
            var fields = isBroken ? null : reader.Current.ToArray();
            isBroken = false;
            if (fields is null || fields.Any(field => !string.IsNullOrWhiteSpace(field)))
                yield return ((int)reader.LineNumber, fields);
        }
    }

    /// <summary>The one of comma, tab and semicolon that stands most often outside quotation marks in the first line that isn't blank.</summary>
    private static char SeparatorOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            Span<int> counts = stackalloc int[Separators.Length];
            var isQuoted = false;
            foreach (var c in line)
            {
                isQuoted ^= c == '"';
                if (!isQuoted && Array.IndexOf(Separators, c) is >= 0 and var at)
                    counts[at]++;
            }

            return Separators[counts.IndexOfMax()];
        }

        return Separators[0];
    }

    private static int IndexOfMax(this Span<int> counts)
    {
        var best = 0;
        for (var at = 1; at < counts.Length; at++)
            if (counts[at] > counts[best])
                best = at;
        return best;
    }
}
