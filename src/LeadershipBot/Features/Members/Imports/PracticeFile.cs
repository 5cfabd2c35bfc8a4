using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.Practices;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>A file of practices, read whole: what can be used, and what can't and why.</summary>
internal sealed class PracticeFile
{
    /// <summary>The names of the columns of a list with a header.</summary>
    public const string Columns = "practice_code, practice_name, town, postcode, ccg_code, open_date";

    // A first line may be broken; further down than this the file is something else.
    private const int LinesToRecogniseMax = 10;

    private readonly Dictionary<OdsCode, (int Line, PracticeEntry Entry)> _entries = [];
    private readonly HashSet<OdsCode> _named = [];

    private PracticeFile(Recognised recognised, PracticeLayout layout) => (Recognised, IsPublished) = (recognised, !layout.HasHeader);

    /// <summary>Layout and encoding.</summary>
    public Recognised Recognised { get; }

    /// <summary>Whether it has the layout in which the Organisation Data Service publishes.</summary>
    public bool IsPublished { get; }

    /// <summary>The entries, one for each code, in the order of the file.</summary>
    public IReadOnlyCollection<PracticeEntry> Entries => [.. _entries.Values.Select(found => found.Entry)];

    /// <summary>The same with the numbers of their lines.</summary>
    public IReadOnlyCollection<(int Line, PracticeEntry Entry)> Lines => _entries.Values;

    /// <summary>Every code that the file names, also on lines that can't be used.</summary>
    public IReadOnlySet<OdsCode> Named => _named;

    /// <summary>Whether the code of each line could be read.</summary>
    public bool EveryCodeRead { get; private set; } = true;

    /// <summary>The lines that could not be used.</summary>
    public Rejections Rejected { get; } = new();

    /// <summary>Reads a text.</summary>
    /// <returns>The file, or why it is none.</returns>
    public static (PracticeFile? File, ImportReport? Unreadable) Read(ImportText text)
    {
        var (layout, unknown) = Recognise(text.Text);
        if (layout is null)
            return (null, ImportReport.Of(unknown!));
        var file = new PracticeFile(new Recognised(layout.HasHeader ? FileLayout.ShortList : FileLayout.Epraccur, text.Encoding), layout);
        foreach (var (number, fields) in ImportLines.Of(text.Text).Skip(layout.HasHeader ? 1 : 0))
            file.Take(number, fields, layout);
        return file._entries.Count > 0 ? (file, null) : (null, ImportReport.Of(RollFile.NoLine, file.Rejected));
    }

    private static (PracticeLayout? Layout, Refusal? Unknown) Recognise(string text)
    {
        var first = ImportLines.Of(text).Take(LinesToRecogniseMax).ToList();
        if (first.Count == 0)
            return (null, RollFile.Empty);
        if (first.Any(line => line.Fields is { Length: PracticeLayout.FullColumns } fields && OdsCode.TryParse(fields[0], out _)))
            return (PracticeLayout.Full, null);

        var header = first[0].Fields ?? [];
        if (PracticeLayout.Short(header, out var missing) is { } layout)
            return (layout, null);
        return (null, missing.Count < 4
            ? new Refusal("imports.unreadable.practiceHeader", ("missing", string.Join(", ", missing)), ("columns", Columns))
            : new Refusal("imports.unreadable.practices", ("count", ImportWords.Number(header.Length)), ("columns", Columns)));
    }

    private void Take(int number, string[]? fields, PracticeLayout layout)
    {
        if (fields is not null && layout.CodeOn(fields) is { } named)
            _named.Add(named);
        else
            EveryCodeRead = false;
        switch (fields is null ? null : layout.Read(fields))
        {
            case null:
                Rejected.Add(number, "", RollFile.BrokenQuotes);
                break;
            case PracticeLine.Rejected rejected:
                Rejected.Add(number, rejected.Column, rejected.Reason);
                break;
            case PracticeLine.Accepted { Entry: var entry } when !_entries.TryAdd(entry.Code, (number, entry)):
                Rejected.Add(number, layout.CodeColumn, new Refusal("imports.line.twice", ("code", entry.Code.ToString()), ("line", ImportWords.Number(_entries[entry.Code].Line))));
                break;
        }
    }
}
