using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People.Imports;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>The layouts that are recognised.</summary>
internal enum FileLayout
{
    Epraccur,
    ShortList,
    Eccg,
    Bodies,
    People,
    Localities,
    ListSizes,
}

/// <summary>As what a file was read.</summary>
/// <param name="Layout">Its layout.</param>
/// <param name="Encoding">Its encoding; empty for what was pasted.</param>
internal sealed record Recognised(FileLayout Layout, string Encoding);

/// <summary>What an import did, or would do in a dry run. <see cref="ImportSentences"/> puts it into words.</summary>
internal sealed record ImportReport
{
    /// <summary>Why nothing at all was read; null if something was.</summary>
    public Refusal? Unreadable { get; init; }

    /// <summary>The layout and encoding that were recognised; null where unreadable, or no longer known.</summary>
    public Recognised? Recognised { get; init; }

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

    /// <summary>Practices that come in though no list of the country is held to know them by.</summary>
    public int Unverified { get; init; }

    /// <summary>Those that stay though the file doesn't name them, since a line that can't be read may be theirs.</summary>
    public int StayUntold { get; init; }

    /// <summary>Who or what was added, changed and left, by name; nobody where that isn't told, as of a whole country.</summary>
    public RollNames Names { get; init; } = RollNames.None;

    /// <summary>How many lines could not be used.</summary>
    public int Rejected { get; init; }

    /// <summary>The first of them, at most <see cref="Rejections.KeptMax"/>, in the order of the file.</summary>
    public IReadOnlyList<RejectedLine> RejectedLines { get; init; } = [];

    /// <summary>Whether the file changes nothing.</summary>
    public bool ChangesNothing => Added + Changed + Left == 0;

    /// <summary>0 all lines were used, 1 nothing could be read, 3 some lines were rejected.</summary>
    public int ExitCode => (Unreadable, Rejected) switch
    {
        (not null, _) => 1,
        (_, 0) => 0,
        _ => 3,
    };

    /// <summary>A file of which nothing was read.</summary>
    /// <param name="because">Why.</param>
    /// <param name="rejected">What was wrong with its lines; null where none was looked at.</param>
    public static ImportReport Of(Refusal because, Rejections? rejected = null)
        => rejected is null ? new() { Unreadable = because } : new ImportReport { Unreadable = because }.With(rejected);

    public ImportReport With(Rejections rejected) => this with { Rejected = rejected.Count, RejectedLines = rejected.First };
}
