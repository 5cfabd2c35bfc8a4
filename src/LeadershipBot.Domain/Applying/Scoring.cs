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
public sealed record PanelConflict(MemberId Who, MemberId? About);

/// <summary>That scoring was ended before all had scored.</summary>
/// <param name="ByName">Who ended it; empty if they are forgotten.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record ScoringEnd(string ByName, string Reason, DateTimeOffset At);

/// <summary>
/// A panel's scores of one opening. Nobody sees anybody's score, not even an average, until every panel member without a
/// conflict has scored every live application, or scoring was ended with a reason.
/// </summary>
/// <param name="Opening">The opening with its panel.</param>
/// <param name="Applications">All applications for it.</param>
/// <param name="Scores">All scores.</param>
/// <param name="Conflicts">All conflicts that were declared.</param>
/// <param name="End">That it was ended; null if it wasn't.</param>
public sealed record Scoring(
    Opening Opening,
    IReadOnlyList<Application> Applications,
    IReadOnlyList<PanelScore> Scores,
    IReadOnlyList<PanelConflict> Conflicts,
    ScoringEnd? End)
{
    /// <summary>Who sits on the panel: whoever applied left it for this opening.</summary>
    public IReadOnlyList<Person> Panel { get; } = [.. Opening.Panel.Where(one => !Applications.Any(application => application.Who.Id == one.Id))];

    /// <summary>What is to be scored.</summary>
    public IReadOnlyList<Application> Live { get; } = [.. Applications.Where(application => application.IsLive)];

    /// <summary>Whether the scores can be seen by now, by those who may see them at all.</summary>
    public bool IsRevealed => End is not null || (NeedsScores && Missing == 0);

    /// <summary>Whether there are a panel and anybody to score.</summary>
    public bool NeedsScores => Panel.Count > 0 && Live.Count > 0;

    /// <summary>How many scores are still missing.</summary>
    public int Missing => Panel.Sum(one => MissingOf(one.Id).Count);

    /// <summary>Whether somebody declared a conflict about an applicant, or about all.</summary>
    public bool IsConflicted(MemberId who, MemberId about) => Conflicts.Any(one => one.Who == who && (one.About is null || one.About == about));

    /// <summary>What a panel member has still to score, in the order in which it was sent.</summary>
    public IReadOnlyList<Application> MissingOf(MemberId who)
        => Panel.Any(one => one.Id == who) ? [.. Live.Where(application => !IsConflicted(who, application.Who.Id) && ScoreBy(who, application) is null).OrderBy(application => application.SentAt).ThenBy(application => application.Who.Name, StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>The score that somebody gave what an application says now; null if none. It is for that panel member alone.</summary>
    public int? ScoreBy(MemberId who, Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Scores.FirstOrDefault(score => score.By.Id == who && score.Of == application.Who.Id && score.Revision == application.Revision)?.Score;
    }

    /// <summary>The scores of an application for somebody who may read it; null where they can't be seen yet, or not by them.</summary>
    public IReadOnlyList<PanelScore>? ShownOf(Application application, Standing standing, MemberId reader)
        => IsRevealed && WhyNotRead(application, standing, reader) is null
            ? [.. Scores.Where(score => score.Of == application.Who.Id && score.Revision == application.Revision).OrderBy(score => score.By.Name, StringComparer.OrdinalIgnoreCase)]
            : null;

    /// <summary>Why somebody may not read an application's statement; null if they may. A conflict shuts out whoever it is.</summary>
    public Refusal? WhyNotRead(Application application, Standing standing, MemberId reader)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(standing);
        if (!standing.MayRead || (application.IsExploring && !standing.SeesExploring))
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
        if (Opening.StateAt(now) is OpeningState.Open && Opening.ClosesAt is not null)
            return new Refusal("applying.refused.stillOpen");
        return IsRevealed ? new Refusal("applying.refused.scored") : application.IsLive ? null : new Refusal("applying.refused.notLive");
    }

    /// <summary>Why an application can't be shortlisted yet, or turned down before: the panel hasn't scored. Null if it can.</summary>
    public Refusal? WhyNotShortlist(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application is { IsUndecided: true, IsExploring: false } && NeedsScores && !IsRevealed
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
