namespace LeadershipBot.Features.Members;

/// <summary>A line of a file that could not be used.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Column">The column at fault; empty for the line as a whole.</param>
/// <param name="Reason">What is wrong, as the end of a sentence.</param>
internal sealed record RejectedLine(int Line, string Column, string Reason)
{
    public override string ToString() => Column.Length == 0 ? $"Line {Line}: {Reason}." : $"Line {Line}, {Column}: {Reason}.";
}

/// <summary>What an import did, or would do in a dry run.</summary>
internal sealed record ImportReport
{
    /// <summary>How many rejected lines are named; the rest are counted.</summary>
    public const int NamedLinesMax = 20;

    /// <summary>Why nothing at all was read, as a sentence; null if something was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The layout and encoding that were recognised, such as "epraccur, UTF-8"; null where unreadable.</summary>
    public string? Recognised { get; init; }

    /// <summary>Whether nothing was to be written.</summary>
    public bool IsDryRun { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Practices that are kept as they are, since the file doesn't name them.</summary>
    public int NotInFile { get; init; }

    /// <summary>All lines that could not be used.</summary>
    public int Rejected { get; init; }

    /// <summary>The first of them, at most <see cref="NamedLinesMax"/>, in the order of the file.</summary>
    public IReadOnlyList<RejectedLine> FirstRejected { get; init; } = [];

    /// <summary>0 all lines were used, 1 nothing could be read, 3 some lines were rejected.</summary>
    public int ExitCode => (Unreadable, Rejected) switch
    {
        (not null, _) => 1,
        (_, 0) => 0,
        _ => 3,
    };

    /// <summary>The report as lines for the person who ran the import.</summary>
    public IEnumerable<string> Lines()
    {
        if (Unreadable is not null)
            yield return Unreadable;
        else
            yield return $"Read as {Recognised}. {(IsDryRun ? "A dry run, nothing was written: " : "")}"
                + $"{Added} {(IsDryRun ? "to add" : "added")}, {Changed} {(IsDryRun ? "to change" : "changed")}, {Unchanged} unchanged, {Rejected} rejected.";
        if (Unreadable is null && NotInFile > 0)
            yield return $"{NotInFile} {(NotInFile == 1 ? "practice is" : "practices are")} not in this file and stay as they are.";
        foreach (var line in FirstRejected)
            yield return "  " + line;
        if (Rejected > FirstRejected.Count)
            yield return $"  and {Rejected - FirstRejected.Count} more.";
    }
}
