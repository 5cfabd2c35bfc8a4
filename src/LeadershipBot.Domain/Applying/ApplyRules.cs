using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>What applicants may do with their own applications.</summary>
public static class ApplyRules
{
    /// <summary>Why somebody can't apply, or change what they sent; null if they can. Who has a conflicting post is known to whoever offers the opening.</summary>
    /// <param name="opening">What it is for.</param>
    /// <param name="before">Their application so far; null if they have none.</param>
    /// <param name="actor">Who, in the organisation that offers the opening.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? WhyNot(Opening opening, Application? before, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(actor);
        if (opening.Eligibility.WhyNot(actor.Hat) is { } notEligible)
            return notEligible;
        if (before is { Stage: not (Stage.Received or Stage.Withdrawn), IsKeptInMind: false })
            return new Refusal("applying.refused.decided");
        return opening.StateAt(now) is OpeningState.Closed && before is { Stage: Stage.Received } ? new Refusal("applying.refused.changeClosed") : WhyNotOpen(opening, now);
    }

    /// <summary>Why nobody can apply for an opening at a moment; null if it is open.</summary>
    public static Refusal? WhyNotOpen(Opening opening, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return opening.StateAt(now) switch
        {
            OpeningState.Open => null,
            OpeningState.Draft => new Refusal("applying.refused.notYet"),
            OpeningState.Closed => new Refusal("applying.refused.closed"),
            OpeningState.Filled => new Refusal("applying.refused.filled"),
            _ => new Refusal("applying.refused.notOffered"),
        };
    }

    /// <summary>The application after its applicant withdrew it, from any stage that leaves it open, or keeps them in mind. Withdrawn already, it stays as it is.</summary>
    public static Ruling<Application> Withdrawn(this Application application, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Stage switch
        {
            Stage.Withdrawn => application,
            Stage.Appointed => new Refusal("applying.refused.appointed"),
            Stage.NotShortlisted or Stage.NotSelected or Stage.Declined or Stage.Lapsed when !application.IsKeptInMind => new Refusal("applying.refused.overAlready"),
            _ => application with { Stage = Stage.Withdrawn, MovedAt = now, Words = "", OfferUntil = null, Version = application.Version + 1 },
        };
    }
}
