using System.Text;

namespace LeadershipBot.Domain.Imports;

/// <summary>Where the columns stand that a header names, in any order, any case and with common other spellings.</summary>
public sealed class HeaderColumns
{
    private readonly Dictionary<string, int> _places = [];
    private readonly IReadOnlyList<string> _header;

    /// <summary>Finds the wanted columns; each column of the file is taken once, the first that fits.</summary>
    /// <param name="header">The fields of the first line.</param>
    /// <param name="wanted">Each column's name, and its other spellings in small letters and digits only.</param>
    public HeaderColumns(IReadOnlyList<string> header, IEnumerable<(string Name, string[] Spellings)> wanted)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(wanted);
        _header = header;
        var plain = header.Select(Plain).ToList();
        foreach (var (name, spellings) in wanted)
        {
            var at = spellings.Prepend(Plain(name)).Select(spelling => plain.IndexOf(spelling)).FirstOrDefault(place => place >= 0 && !_places.ContainsValue(place), -1);
            if (at >= 0)
                _places.Add(name, at);
        }
    }

    /// <summary>How many columns the file has.</summary>
    public int Count => _header.Count;

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string name) => _places.ContainsKey(name);

    /// <summary>The column's text on a line, trimmed; empty where the file has no such column.</summary>
    public string Text(IReadOnlyList<string> fields, string name)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return _places.TryGetValue(name, out var at) && at < fields.Count ? fields[at].Trim() : "";
    }

    /// <summary>The column as it is called in the file.</summary>
    public string Called(string name) => _places.TryGetValue(name, out var at) ? _header[at].Trim() : name;

    /// <summary>What is wrong with a line before its columns are looked at, as the end of a sentence; null if nothing is.</summary>
    public Refusal? ProblemOf(IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        // Excel leaves out or adds empty cells at the end of a line.
        var used = fields.Count;
        while (used > Count && string.IsNullOrWhiteSpace(fields[used - 1]))
            used--;
        return used > Count ? new Refusal("imports.line.columns", ("count", ImportWords.Number(used)), ("wanted", ImportWords.Number(Count))) : null;
    }

    /// <summary>Small letters and digits only, so that "Practice Code", "practice_code" and "PracticeCode" are one.</summary>
    public static string Plain(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var plain = new StringBuilder(words.Length);
        foreach (var c in words)
            if (char.IsLetterOrDigit(c))
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
