using Microsoft.VisualBasic.FileIO;

namespace LeadershipBot.Tests.Support;

/// <summary>A file as a program reads it that isn't ours: .NET's own reader of lines with quotation marks. The first line names the columns.</summary>
internal static class SpreadsheetReading
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Of(string csv)
    {
        using var parser = new TextFieldParser(new StringReader(csv.TrimStart('\uFEFF'))) { TextFieldType = FieldType.Delimited, Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var header = parser.ReadFields()!;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (parser.ReadFields() is { } cells)
        {
            Assert.Equal(header.Length, cells.Length);
            rows.Add(header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return rows;
    }
}
