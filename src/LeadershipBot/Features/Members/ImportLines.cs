using CsvHelper;

namespace LeadershipBot.Features.Members;

/// <summary>
/// The lines of a CSV file, cut into fields. One line is one record: no field of the ODS holds a line break, so a
/// quotation mark that is left open spoils its own line and not the rest of the file.
/// </summary>
internal static class ImportLines
{
    /// <summary>The lines that aren't blank, with their numbers from 1. Fields are null where the quotation marks don't fit.</summary>
    public static IEnumerable<(int Number, string[]? Fields)> Of(string text)
    {
        var isBroken = false;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => isBroken = true,
        });
        while (reader.Read())
        {
            var fields = isBroken ? null : reader.Current.ToArray();
            isBroken = false;
            if (fields is not [var only] || !string.IsNullOrWhiteSpace(only))
                yield return ((int)reader.LineNumber, fields);
        }
    }
}
