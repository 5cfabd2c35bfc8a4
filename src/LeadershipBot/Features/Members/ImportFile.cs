using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Features.Members;

/// <summary>A file of practices, read whole: what can be used, and what can't and why.</summary>
internal sealed class ImportFile
{
    // A first line may be broken; further down than this the file is something else.
    private const int LinesToRecogniseMax = 10;

    private readonly Dictionary<OdsCode, (int Line, PracticeEntry Entry)> _entries = [];
    private readonly List<RejectedLine> _firstRejected = [];

    private ImportFile(string recognised) => Recognised = recognised;

    /// <summary>Layout and encoding.</summary>
    public string Recognised { get; }

    /// <summary>The entries, one for each code, in the order of the file.</summary>
    public IReadOnlyCollection<PracticeEntry> Entries => [.. _entries.Values.Select(found => found.Entry)];

    /// <summary>How many lines could not be used.</summary>
    public int Rejected { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RejectedLine> FirstRejected => _firstRejected;

    /// <summary>Reads the bytes of a file.</summary>
    /// <returns>The file, or a sentence that says why it is none.</returns>
    public static (ImportFile? File, string? Unreadable) Read(ReadOnlySpan<byte> bytes)
    {
        var (text, undecodable) = ImportText.Decode(bytes);
        if (text is null)
            return (null, undecodable);
        var (layout, unknown) = Recognise(text.Text);
        if (layout is null)
            return (null, unknown);

        var file = new ImportFile($"{layout.Title}, {text.Encoding}");
        foreach (var (number, fields) in ImportLines.Of(text.Text).Skip(layout.HasHeader ? 1 : 0))
            file.Take(number, fields is null ? null : layout.Read(fields), layout.CodeColumn);
        return (file, null);
    }

    private static (PracticeLayout? Layout, string? Unknown) Recognise(string text)
    {
        var first = ImportLines.Of(text).Take(LinesToRecogniseMax).ToList();
        if (first.Count == 0)
            return (null, "The file is empty.");
        if (first.Any(line => line.Fields is { Length: PracticeLayout.FullColumns } fields && OdsCode.TryParse(fields[0], out _)))
            return (PracticeLayout.Full, null);

        var header = first[0].Fields ?? [];
        if (PracticeLayout.Short(header, out var missing) is { } layout)
            return (layout, null);
        var found = missing.Count < 4 ? $"the header lacks {string.Join(", ", missing)}" : $"the first line has {header.Length} columns";
        return (null, $"The file is no list of practices that I know: {found}. I read epraccur as published ({PracticeLayout.FullColumns} columns, no header) "
            + "and lists with a header practice_code, practice_name, town, postcode, ccg_code, open_date.");
    }

    private void Take(int number, PracticeLine? line, string codeColumn)
    {
        switch (line)
        {
            case null:
                Reject(new RejectedLine(number, "", "a quotation mark is out of place or not closed"));
                break;
            case PracticeLine.Rejected rejected:
                Reject(new RejectedLine(number, rejected.Column, rejected.Reason));
                break;
            case PracticeLine.Accepted { Entry: var entry } when !_entries.TryAdd(entry.Code, (number, entry)):
                Reject(new RejectedLine(number, codeColumn, $"{entry.Code} stands in line {_entries[entry.Code].Line} already; that line counts"));
                break;
        }
    }

    private void Reject(RejectedLine line)
    {
        Rejected++;
        if (_firstRejected.Count < ImportReport.NamedLinesMax)
            _firstRejected.Add(line);
    }
}
