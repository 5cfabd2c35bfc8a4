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

    /// <summary>How many places are given. It stays when whoever was appointed asks to be forgotten, and goes down when an appointment is taken back.</summary>
    public int PlacesGiven { get; init; }

    /// <summary>How often all had scored, and the scores were shown.</summary>
    public int Shown { get; init; }

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

    /// <summary>When that was agreed; null before, or where it isn't known.</summary>
    public DateTimeOffset? PlacesAgreedAt { get; init; }

    /// <summary>The most places that were ever agreed: where fewer were said meanwhile, a place up to these isn't one more. Null before any were.</summary>
    public int? PlacesMost { get; init; }

    /// <summary>How many of the free places came free, or were added, while somebody waited: these go on to who waits, the others are for those who decide.</summary>
    public int Freed { get; init; }

    /// <summary>As it was read; null for a new one.</summary>
    public string? ETag { get; init; }

    /// <summary>How many places are still free, with the counts as they are by then.</summary>
    public int FreeOf(Opening opening, ApplicantCounts counts) => OfferRules.FreeOf(opening, TakenOf(counts), PlacesMax);

    /// <summary>How many places are given, or kept for somebody who was offered one, with the counts as they are by then.</summary>
    public int TakenOf(ApplicantCounts counts) => With(counts).PlacesGiven + counts.Offered;

    /// <summary>The head after the counts changed: what was appointed more is given, what was taken back is free.</summary>
    public OpeningHead With(ApplicantCounts counts)
    {
        var given = PlacesGiven + counts.Appointed - Counts.Appointed;
        var freed = Math.Max(0, PlacesGiven + Counts.Offered - given - counts.Offered);
        return this with { Counts = counts, PlacesGiven = given, Freed = Math.Min(Freed + freed, counts.Reserve) };
    }

    /// <summary>How many places may be offered to who waits: no more than came free while they did, as long as those who decide may still choose somebody else; then all.</summary>
    public int ForWaitingOf(Opening opening)
    {
        var free = FreeOf(opening, Counts);
        return Counts.Received + Counts.Shortlisted + Counts.Interview > 0 ? Math.Min(Freed, free) : free;
    }

    public string Key => ApplicationRows.PartitionOf(Organisation.Id, Kind, Opening);
}
