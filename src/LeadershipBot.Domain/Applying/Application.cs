using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Applying;

/// <summary>Who ended an appointment before it began, so that the place went on.</summary>
public enum GivenUpBy
{
    /// <summary>The applicant.</summary>
    Applicant,

    /// <summary>Whoever runs what they were appointed for.</summary>
    Runner,

    /// <summary>Nobody: the organisation didn't list them any more.</summary>
    Unlisted,
}

/// <summary>Somebody's expression of interest in an opening, as it stands.</summary>
/// <param name="Who">Whose.</param>
/// <param name="Readiness">When they would be ready.</param>
/// <param name="Statement">What they say of themselves.</param>
/// <param name="SentAt">When this edition was sent first.</param>
public sealed record Application(Person Who, Readiness Readiness, string Statement, DateTimeOffset SentAt)
{
    /// <summary>Which edition it is: from 1; each time that somebody applies again after they withdrew is another.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>Counts what was sent and changed over all editions, from 1: a score holds for what was read.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Counts all that happened to it, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How far it has come.</summary>
    public Stage Stage { get; init; } = Stage.Received;

    /// <summary>How often scores had been shown for the opening when this was sent or changed: what came later is scored anew, unseen.</summary>
    public int Wave { get; init; }

    /// <summary>When it came to this stage; null where it has only been sent.</summary>
    public DateTimeOffset? MovedAt { get; init; }

    /// <summary>Until when they can take what they are offered, exclusive; null where they are offered nothing.</summary>
    public DateTimeOffset? OfferUntil { get; init; }

    /// <summary>Whether they were ever offered a place, whatever became of it, also before they applied again.</summary>
    public bool WasOffered { get; init; }

    /// <summary>Who ended an appointment before it began; null where nobody did.</summary>
    public GivenUpBy? GivenUpBy { get; init; }

    /// <summary>What the applicant was told at this stage, or what they said as they declined; empty if nothing.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whether they only explore: a matter between them, the chair and whoever runs the opening.</summary>
    public bool IsExploring => Readiness is Readiness.Exploring;

    /// <summary>Whether they may still get it.</summary>
    public bool IsInIt => Stage is Stage.Received or Stage.Shortlisted or Stage.Interview or Stage.Offered or Stage.Appointed or Stage.Reserve;

    /// <summary>
    /// Whether they were answered and are kept in mind: who would be ready in one to two years stays on the bench whatever no this time
    /// brought, and who only explored may be invited. Until they withdraw.
    /// </summary>
    public bool IsKeptInMind => Stage.IsNo() && Readiness is not Readiness.Now;

    /// <summary>Whether a place is theirs, or kept for them.</summary>
    public bool TakesPlace => Stage is Stage.Offered or Stage.Appointed;

    /// <summary>Whether a panel reads and scores it: it is still in it, and no exploring.</summary>
    public bool IsLive => IsInIt && !IsExploring;

    /// <summary>Whether an appointment was taken back, with a reason, since they can't take it up: who withdraws themselves gives none.</summary>
    public bool IsTakenBack => Stage is Stage.Withdrawn && Words.Length > 0;

    /// <summary>Whether it is the applicant's to change: nobody has decided yet.</summary>
    public bool IsUndecided => Stage is Stage.Received;

    /// <summary>Whether those who decide may still offer them a place before anybody who waits for one.</summary>
    public bool IsInChoice => Stage is Stage.Received or Stage.Shortlisted or Stage.Interview && !IsExploring;

    /// <summary>By when the applicant hears for the first time.</summary>
    /// <param name="opening">What it is for.</param>
    public DateTimeOffset ReplyBy(Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var from = opening.ClosesAt > SentAt ? opening.ClosesAt.Value : SentAt;
        return WorkingDays.After(from, ApplyingLimits.ReplyWithinWorkingDays);
    }

    /// <summary>
    /// By when the applicant hears what follows from where it stands now; null where nothing does. Who is in reserve hears
    /// within four weeks whether it comes to them; where places are offered, when that is over.
    /// </summary>
    /// <param name="opening">What it is for.</param>
    public DateTimeOffset? WordBy(Opening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return Stage switch
        {
            Stage.Received => ReplyBy(opening),
            Stage.Shortlisted or Stage.Interview => WorkingDays.After(DecidedFrom(opening), ApplyingLimits.ReplyWithinWorkingDays),
            Stage.Reserve => opening.OffersEndAt ?? (MovedAt ?? SentAt).AddDays(ApplyingLimits.ReserveWithinDays),
            _ => null,
        };
    }

    /// <summary>Whether the applicant should have heard by now, and hasn't.</summary>
    public bool IsOverdue(Opening opening, DateTimeOffset now) => now >= WordBy(opening);

    /// <summary>From when the chair is reminded, too, if there is still no word; null where nothing follows.</summary>
    public DateTimeOffset? ChairRemindedAt(Opening opening) => WordBy(opening) is { } by ? WorkingDays.After(by, ApplyingLimits.ChairAfterWorkingDays) : null;

    /// <summary>From when a decision is due: the interviews, or the step before.</summary>
    private DateTimeOffset DecidedFrom(Opening opening)
    {
        var moved = MovedAt ?? SentAt;
        return opening.InterviewOn is { } day && new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) is var at && at > moved ? at : moved;
    }
}
