using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>What one panel member gives one application.</summary>
/// <param name="By">The panel member.</param>
/// <param name="Of">The applicant.</param>
/// <param name="Score">From <see cref="ApplyingLimits.ScoreMin"/> to <see cref="ApplyingLimits.ScoreMax"/>.</param>
/// <param name="Revision">What of the application was read: a score for what was changed since doesn't count.</param>
public sealed record PanelScore(Person By, MemberId Of, int Score, int Revision);

/// <summary>That somebody declared a conflict.</summary>
/// <param name="Who">Who declared it.</param>
/// <param name="About">About which applicant; null about all.</param>
public sealed record PanelConflict(MemberId Who, MemberId? About)
{
    /// <summary>Their name, for those who decide; empty if it isn't known.</summary>
    public string Name { get; init; } = "";

    /// <summary>How often scores had been shown by then, <see cref="Always"/> once scoring was ended: what was shown before stays.</summary>
    public int Shown { get; init; }

    /// <summary>Scoring was ended before: every score was shown.</summary>
    public const int Always = int.MaxValue;
}

/// <summary>That scoring was ended before all had scored.</summary>
/// <param name="ByName">Who ended it; empty if they are forgotten.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record ScoringEnd(string ByName, string Reason, DateTimeOffset At);

/// <summary>
/// A panel's scores of one opening. Nobody sees anybody's score, not even an average, until every panel member without a
/// conflict has scored every live application, or scoring was ended with a reason. That they are shown is kept, and not worked
/// out: a panel that is changed later neither shows nor hides anything, and nobody changes a score that was shown.
/// </summary>
/// <param name="opening">The opening with its panel.</param>
/// <param name="applications">All applications for it.</param>
/// <param name="scores">All scores.</param>
/// <param name="conflicts">All conflicts that were declared.</param>
/// <param name="end">That it was ended; null if it wasn't.</param>
/// <param name="shown">How often all had scored, and scores were shown: more than once where applications come as long as it is open.</param>
public sealed class Scoring(
    Opening opening,
    IReadOnlyList<Application> applications,
    IReadOnlyList<PanelScore> scores,
    IReadOnlyList<PanelConflict> conflicts,
    ScoringEnd? end,
    int shown = 0)
{
    private readonly HashSet<(MemberId Who, MemberId? About)> _conflicts = [.. conflicts.Select(one => (one.Who, one.About))];
    private readonly Dictionary<(MemberId By, MemberId Of), PanelScore> _scores = scores.GroupBy(score => (score.By.Id, score.Of)).ToDictionary(group => group.Key, group => group.Last());
    private readonly HashSet<MemberId> _applied = [.. applications.Select(application => application.Who.Id)];
    private IReadOnlyList<Person>? _panel;
    private int? _missing;

    /// <summary>The opening with its panel.</summary>
    public Opening Opening => opening;

    /// <summary>All applications for it.</summary>
    public IReadOnlyList<Application> Applications => applications;

    /// <summary>All scores.</summary>
    public IReadOnlyList<PanelScore> Scores => scores;

    /// <summary>All conflicts that were declared.</summary>
    public IReadOnlyList<PanelConflict> Conflicts => conflicts;

    /// <summary>That it was ended; null if it wasn't.</summary>
    public ScoringEnd? End => end;

    /// <summary>Who sits on the panel: whoever applied left it for this opening.</summary>
    public IReadOnlyList<Person> Panel => _panel ??= [.. opening.Panel.Where(one => !_applied.Contains(one.Id))];

    /// <summary>What is to be scored.</summary>
    public IReadOnlyList<Application> Live { get; } = [.. applications.Where(application => application.IsLive)];

    /// <summary>How often scores were shown.</summary>
    public int Shown => shown;

    /// <summary>Whether all scores can be seen by now, by those who may see them at all.</summary>
    public bool IsRevealed => end is not null || (shown > 0 && Live.All(IsRevealedOf));

    /// <summary>Whether there are a panel and anybody whom it scores still.</summary>
    public bool NeedsScores => Panel.Count > 0 && end is null && Live.Any(one => !IsRevealedOf(one));

    /// <summary>Whether nothing is missing of what is to be scored, so that the scores can be shown.</summary>
    public bool IsComplete => NeedsScores && Missing == 0;

    /// <summary>How many scores are still missing.</summary>
    public int Missing => _missing ??= Panel.Sum(one => MissingOf(one.Id).Count);

    /// <summary>Whether the scores of an application can be seen by now: it was there when they were shown.</summary>
    public bool IsRevealedOf(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return end is not null || application.Wave < shown;
    }

    /// <summary>Whether somebody declared a conflict about an applicant, or about all.</summary>
    public bool IsConflicted(MemberId who, MemberId about) => _conflicts.Contains((who, null)) || _conflicts.Contains((who, about));

    /// <summary>Whether anybody on the panel could score an application: not all have declared a conflict about it.</summary>
    public bool CanBeScored(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Panel.Any(one => !IsConflicted(one.Id, application.Who.Id));
    }

    /// <summary>Whether somebody stepped back from all of it.</summary>
    public bool SteppedBack(MemberId who) => _conflicts.Contains((who, null));

    /// <summary>Whether a score stands: nobody declared a conflict about it before it was shown. One that was shown stays, whatever is declared later.</summary>
    public bool Stands(PanelScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var wave = applications.FirstOrDefault(one => one.Who.Id == score.Of)?.Wave ?? 0;
        return conflicts.All(one => one.Who != score.By.Id || (one.About is { } about && about != score.Of) || wave < one.Shown);
    }

    /// <summary>Who declared a conflict about an applicant, or about all, for those who decide.</summary>
    public IReadOnlyList<PanelConflict> ConflictsAbout(MemberId about)
        => [.. conflicts.Where(one => one.About is null || one.About == about).DistinctBy(one => one.Who).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>What a panel member has still to score, in the order in which it was sent.</summary>
    public IReadOnlyList<Application> MissingOf(MemberId who)
        => Panel.Any(one => one.Id == who) ? [.. Live.Where(application => !IsRevealedOf(application) && !IsConflicted(who, application.Who.Id) && ScoreBy(who, application) is null).OrderBy(application => application.SentAt).ThenBy(application => application.Who.Name, StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>The score that somebody gave what an application says now; null if none. It is for that panel member alone.</summary>
    public int? ScoreBy(MemberId who, Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return _scores.TryGetValue((who, application.Who.Id), out var score) && score.Revision == application.Revision ? score.Score : null;
    }

    /// <summary>The scores of an application for somebody who may read it; null where they can't be seen yet, or not by them.</summary>
    public IReadOnlyList<PanelScore>? ShownOf(Application application, Standing standing, MemberId reader)
        => IsRevealedOf(application) && WhyNotRead(application, standing, reader) is null
            ? [.. scores.Where(score => score.Of == application.Who.Id && score.Revision == application.Revision && Stands(score)).OrderBy(score => score.By.Name, StringComparer.OrdinalIgnoreCase)]
            : null;

    /// <summary>Why somebody may not read an application's statement; null if they may. A conflict shuts out whoever it is.</summary>
    public Refusal? WhyNotRead(Application application, Standing standing, MemberId reader)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(standing);
        if (!standing.MayRead || !standing.Sees(application))
            return new Refusal(standing.Applied ? "applying.refused.ownOpening" : "applying.refused.notYours");
        return IsConflicted(reader, application.Who.Id) ? new Refusal("applying.refused.conflicted") : null;
    }

    /// <summary>Why somebody may not score an application; null if they may.</summary>
    /// <param name="application">The application.</param>
    /// <param name="standing">What they are to the opening.</param>
    /// <param name="who">Who.</param>
    /// <param name="now">The moment: what may still be changed is not scored yet.</param>
    public Refusal? WhyNotScore(Application application, Standing standing, MemberId who, DateTimeOffset now)
    {
        if (WhyNotRead(application, standing, who) is { } refusal)
            return refusal;
        if (!standing.Scores)
            return new Refusal("applying.refused.notOnPanel");
        if (opening.StateAt(now) is OpeningState.Open && opening.ClosesAt is not null)
            return new Refusal("applying.refused.stillOpen");
        return IsRevealedOf(application) ? new Refusal("applying.refused.scored") : application.IsLive ? null : new Refusal("applying.refused.notLive");
    }

    /// <summary>Why an application can't be shortlisted yet, or turned down before: the panel hasn't scored. Null if it can. What isn't offered any more needs no scores for a no.</summary>
    public Refusal? WhyNotShortlist(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application is { IsUndecided: true, IsExploring: false } && opening.Set is not OpeningState.Withdrawn && NeedsScores && !IsRevealedOf(application) && CanBeScored(application)
            ? new Refusal("applying.refused.notScored", ("count", ApplyingTexts.Number(Missing)))
            : null;
    }

    /// <summary>The mean of scores, to one place; null for none.</summary>
    public static double? MeanOf(IReadOnlyList<PanelScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Count == 0 ? null : Math.Round(scores.Average(score => score.Score), 1, MidpointRounding.AwayFromZero);
    }
}
