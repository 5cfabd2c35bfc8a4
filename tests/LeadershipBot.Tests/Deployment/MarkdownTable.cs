namespace LeadershipBot.Tests.Deployment;

/// <summary>The rows of the Markdown tables in a document.</summary>
internal static class MarkdownTable
{
    /// <summary>Every row of every table whose first column has this heading: cells by heading, trimmed.</summary>
    /// <exception cref="FormatException">A row has another number of cells than its heading, or there is no such table.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path, string firstHeading)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        string[]? headings = null;
        var found = false;
        foreach (var line in File.ReadLines(path))
        {
            if (!line.StartsWith('|'))
            {
                headings = null;
                continue;
            }

            var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
            if (headings is null)
            {
                headings = cells;
                found |= cells[0] == firstHeading;
            }
            else if (headings.Length != cells.Length)
                throw new FormatException($"{Path.GetFileName(path)}: \"{line}\" has {cells.Length} cells, not {headings.Length}.");
            else if (headings[0] == firstHeading && !cells.All(cell => cell.Trim('-', ':').Length == 0))
                rows.Add(headings.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }

        return found ? rows : throw new FormatException($"{Path.GetFileName(path)} has no table whose first column is {firstHeading}.");
    }
}
