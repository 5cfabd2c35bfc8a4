using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Applications;

/// <summary>What is kept of an opening once somebody applied for it: the counts, and how its panel stands. What it is, its own feature says.</summary>
/// <param name="Organisation">The organisation that offers it.</param>
/// <param name="Kind">Which feature offers it.</param>
/// <param name="Opening">How that feature knows it.</param>
/// <param name="Title">What it was called when somebody last applied.</param>
internal sealed record OpeningHead(OrganisationName Organisation, string Kind, string Opening, string Title)
{
    public ApplicantCounts Counts { get; init; } = ApplicantCounts.None;

    /// <summary>That scoring was ended by hand; null if it wasn't.</summary>
    public ScoringEnd? End { get; init; }

    /// <summary>Who ended it; null if nobody did, or they are forgotten.</summary>
    public MemberId? EndedBy { get; init; }

    /// <summary>Until when applications were taken when panel and organiser were told that it closed; null before.</summary>
    public DateTimeOffset? ToldClosedAt { get; init; }

    /// <summary>The most places that may be given, as it was last agreed while people were offered some; null where the opening alone says it.</summary>
    public int? PlacesMax { get; init; }

    /// <summary>In which revision of the opening that was agreed.</summary>
    public int PlacesRevision { get; init; }

    /// <summary>As it was read; null for a new one.</summary>
    public string? ETag { get; init; }

    public string Key => ApplicationRows.PartitionOf(Organisation.Id, Kind, Opening);
}
