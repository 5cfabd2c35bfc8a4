using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Features.Applications;

/// <summary>What was read of an opening: all of it, or what concerns one applicant.</summary>
/// <param name="Opening">What it is, as its own feature says.</param>
/// <param name="Head">Its head; a new one where nobody applied yet.</param>
internal sealed record OpeningFile(Opening Opening, OpeningHead Head)
{
    /// <summary>The applications that were read.</summary>
    public IReadOnlyList<Application> Applications { get; init; } = [];

    /// <summary>Their versions in the store, in the same order.</summary>
    public IReadOnlyList<string?> ETags { get; init; } = [];

    public IReadOnlyList<PanelScore> Scores { get; init; } = [];

    public IReadOnlyList<PanelConflict> Conflicts { get; init; } = [];

    public IReadOnlyList<KeptRelease> Releases { get; init; } = [];

    public string Key => ApplicationRows.PartitionOf(Opening);

    /// <summary>The panel's scores.</summary>
    public Scoring Scoring => field is { } made && made.End == Head.End && made.Shown == Head.Shown && ReferenceEquals(made.Opening, Opening) && ReferenceEquals(made.Applications, Applications) && ReferenceEquals(made.Scores, Scores) && ReferenceEquals(made.Conflicts, Conflicts)
        ? made
        : field = new Scoring(Opening, Applications, Scores, Conflicts, Head.End, Head.Shown); // a copy with another panel or other rows has another

    public Application? Of(MemberId who) => Applications.FirstOrDefault(one => one.Who.Id == who);

    /// <summary>The same for a reader: whoever only explores is nobody to those who may not know of it.</summary>
    public Application? VisibleOf(MemberId who, Standing standing) => Of(who) is { } one && standing.Sees(one) ? one : null;

    public string? ETagOf(MemberId who) => Applications.Select((one, at) => (one, at)).FirstOrDefault(pair => pair.one.Who.Id == who) is { one: not null, at: var at } ? ETags[at] : null;

    /// <summary>The release of an applicant, for the application as it stands; null where nobody asked.</summary>
    public KeptRelease? ReleaseOf(MemberId who) => Of(who) is { } application ? Releases.FirstOrDefault(one => one.Who == who && one.Edition == application.Edition) : null;

    /// <summary>The same with some applications as they are after a change.</summary>
    public OpeningFile With(IReadOnlyList<Application> after)
        => this with { Applications = [.. Applications.Where(one => after.All(other => other.Who.Id != one.Who.Id)), .. after], ETags = [] };

    /// <summary>Whether a change gave the last score that was missing, or made it one that isn't missing any more: the scores are shown then. While applications are taken nothing is complete.</summary>
    public bool CompletesWith(OpeningFile after, DateTimeOffset now) => Opening.ReadFrom(now) is null && !Scoring.IsComplete && Scoring.NeedsScores && after.Scoring.IsComplete;

    /// <summary>What somebody is to it.</summary>
    public Standing StandingOf(Actor actor) => Standing.Of(Opening, actor, Of(actor.MemberId) is not null);
}
