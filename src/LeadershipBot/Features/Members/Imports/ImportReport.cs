using LeadershipBot.Domain.Imports;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>What an import did, or would do in a dry run.</summary>
internal sealed record ImportReport
{
    /// <summary>Why nothing at all was read, as a sentence; null if something was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The layout and encoding that were recognised, such as "epraccur, UTF-8"; null where unreadable.</summary>
    public string? Recognised { get; init; }

    /// <summary>Whether nothing was to be written.</summary>
    public bool IsDryRun { get; init; }

    public int Added { get; init; }

    public int Changed { get; init; }

    /// <summary>Those that were there and have left or closed; they stay as history.</summary>
    public int Left { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Those that are kept as they are, since the file doesn't name them.</summary>
    public int NotInFile { get; init; }

    /// <summary>Lines that are about others and were passed over.</summary>
    public int Ignored { get; init; }

    /// <summary>Those that stay though the file doesn't name them, since a line that can't be read may be theirs.</summary>
    public int StayUntold { get; init; }

    /// <summary>All lines that could not be used.</summary>
    public int Rejected { get; init; }

    /// <summary>The first of them, at most <see cref="Rejections.NamedMax"/>, in the order of the file.</summary>
    public IReadOnlyList<RejectedLine> FirstRejected { get; init; } = [];

    /// <summary>Whether the file changes nothing.</summary>
    public bool ChangesNothing => Added + Changed + Left == 0;

    /// <summary>0 all lines were used, 1 nothing could be read, 3 some lines were rejected.</summary>
    public int ExitCode => (Unreadable, Rejected) switch
    {
        (not null, _) => 1,
        (_, 0) => 0,
        _ => 3,
    };

    public ImportReport With(Rejections rejected) => this with { Rejected = rejected.Count, FirstRejected = rejected.First };

    /// <summary>The report as lines for the person who ran the import.</summary>
    public IEnumerable<string> Lines()
    {
        if (Unreadable is not null)
            yield return Unreadable;
        else
            yield return $"Read as {Recognised}. {(IsDryRun ? "A dry run, nothing was written: " : "")}"
                + $"{Added} {(IsDryRun ? "to add" : "added")}, {Changed} {(IsDryRun ? "to change" : "changed")}, {Left} {(IsDryRun ? "to leave" : "left")}, "
                + $"{Unchanged} unchanged, {Rejected} rejected.";
        if (NotInFile > 0)
            yield return $"{NotInFile} not in this file {(NotInFile == 1 ? "stays" : "stay")} as {(NotInFile == 1 ? "it is" : "they are")}.";
        if (Ignored > 0)
            yield return $"{Ignored} {(Ignored == 1 ? "line is" : "lines are")} of other organisations and {(Ignored == 1 ? "was" : "were")} passed over.";
        if (StayUntold > 0)
            yield return $"{StayUntold} not in this file {(StayUntold == 1 ? "stays" : "stay")}, since a rejected line may be theirs: mend it and import again.";
        foreach (var line in FirstRejected)
            yield return "  " + line;
        if (Rejected > FirstRejected.Count)
            yield return $"  and {Rejected - FirstRejected.Count} more.";
    }
}
