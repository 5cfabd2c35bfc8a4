using LeadershipBot.Domain.Time;

namespace LeadershipBot.Domain.Applying;

/// <summary>
/// Places that are offered with a deadline: taken, declined or let pass, and then offered to the next on the waiting list. An
/// offer keeps its place from the moment at which it is made, so that there are never more offers and fellows than places.
/// </summary>
public static class OfferRules
{
    /// <summary>So much later than its deadline an offer lapses: what was pressed in time counts, if it was no longer than this on its way.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>For so long a number of places holds that was agreed before the opening says it: where it says another by then, that was given up.</summary>
    public static readonly TimeSpan AgreedFor = TimeSpan.FromMinutes(10);

    /// <summary>So long before its deadline somebody is reminded, where that isn't at once.</summary>
    public static readonly TimeSpan RemindBefore = TimeSpan.FromHours(24);

    /// <summary>When somebody is reminded of an offer: a day before it ends; not on a weekend, when nobody is told anything, but at the same time of the working day before.</summary>
    public static DateTimeOffset RemindAt(DateTimeOffset until)
    {
        var at = until - RemindBefore;
        while (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            at = at.AddDays(-1);
        return at;
    }

    /// <summary>
    /// Until when an offer can be taken: so many working days from when its card can come, and never longer than places are offered.
    /// Null where not even one working day is left for an answer: nobody is offered what they can't take.
    /// </summary>
    /// <param name="opening">What is offered.</param>
    /// <param name="readableFrom">When its card can come: now, or when the person's quiet hours end.</param>
    public static DateTimeOffset? Until(Opening opening, DateTimeOffset readableFrom)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var until = WorkingDays.After(readableFrom, Math.Max(1, opening.OfferWorkingDays));
        if (opening.OffersEndAt is not { } end || until <= end)
            return until;
        return WorkingDays.After(readableFrom, 1) <= end ? end : null;
    }

    /// <summary>How many places aren't given or offered yet; never below 0.</summary>
    /// <param name="opening">What is offered.</param>
    /// <param name="taken">How many are given or offered.</param>
    /// <param name="placesMax">The most places that were agreed with those who count; null where the opening alone says it.</param>
    public static int FreeOf(Opening opening, int taken, int? placesMax)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return Math.Max(0, Math.Min(opening.Places, placesMax ?? int.MaxValue) - taken);
    }

    /// <summary>Why there can't be so few places: more are given or offered. Null where there can.</summary>
    /// <param name="places">How many there are to be.</param>
    /// <param name="taken">How many are given or offered.</param>
    public static Refusal? WhyNotPlaces(int places, int taken)
        => places < taken ? new Refusal("applying.refused.placesTaken", ("count", ApplyingTexts.Number(taken))) : null;

    /// <summary>The application after its applicant took the place; taken already, it stays as it is.</summary>
    /// <param name="application">As it stands.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="sentAt">When they pressed.</param>
    /// <param name="now">When it is kept.</param>
    public static Ruling<Application> Accept(this Application application, Opening opening, DateTimeOffset sentAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(opening);
        if (application.Stage is Stage.Appointed)
            return application;
        if (WhyNotAnswer(application, opening, sentAt) is { } why)
            return why;
        if (!(sentAt < application.OfferUntil))
            return new Refusal("applying.refused.offerLate");
        return application with { Stage = Stage.Appointed, MovedAt = now, OfferUntil = null, Version = application.Version + 1 };
    }

    /// <summary>The application after its applicant said no, with a reason. Said already, it stays as it is; late, it is as good as never.</summary>
    /// <param name="application">As it stands.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="words">Why, as typed.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where they are, for the rule of no patient data.</param>
    public static Ruling<Application> Decline(this Application application, Opening opening, string words, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(words);
        if (application.Stage is Stage.Declined)
            return application;
        if (WhyNotAnswer(application, opening, now) is { } why)
            return why;
        if (ApplyingTexts.IsEmpty(words))
            return new Refusal("applying.refused.noReason");
        if (ApplyingTexts.CheckIfAny(words, ApplyingLimits.WordsMax, today) is { } wrong)
            return wrong;
        return application with { Stage = Stage.Declined, Words = words.Trim(), GivenUpBy = null, MovedAt = now, OfferUntil = null, Version = application.Version + 1 };
    }

    /// <summary>The application after the time for an answer passed; null where it has not, or nothing is offered.</summary>
    public static Application? Lapse(this Application application, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Stage is Stage.Offered && now >= application.OfferUntil + Grace
            ? application with { Stage = Stage.Lapsed, Words = "", MovedAt = now, OfferUntil = null, Version = application.Version + 1 }
            : null;
    }

    /// <summary>The application after an offer was shortened, since the place begins earlier than it would have run out; null where it isn't.</summary>
    public static Application? Shorten(this Application application, Opening opening)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(opening);
        return application is { Stage: Stage.Offered, OfferUntil: { } until } && until > opening.OffersEndAt
            ? application with { OfferUntil = opening.OffersEndAt, Version = application.Version + 1 }
            : null;
    }

    /// <summary>The application after somebody who was appointed lost the place, or gave it up, before it began; null where they have none.</summary>
    public static Application? GiveUp(this Application application, GivenUpBy by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Stage is Stage.Appointed ? application with { Stage = Stage.Declined, Words = "", GivenUpBy = by, MovedAt = now, Version = application.Version + 1 } : null;
    }

    /// <summary>The application after the waiting list came to it; the opening must have a free place. Null where no time is left for an answer.</summary>
    /// <param name="application">As it stands.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="readableFrom">When its card can come: now, or when the person's quiet hours end.</param>
    /// <param name="now">When.</param>
    public static Application? Offer(this Application application, Opening opening, DateTimeOffset readableFrom, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Until(opening, readableFrom) is { } until ? application with { Stage = Stage.Offered, Words = "", MovedAt = now, OfferUntil = until, WasOffered = true, Version = application.Version + 1 } : null;
    }

    /// <summary>The application after waiting was over, with what its applicant is told.</summary>
    public static Application EndWaiting(this Application application, string words, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application with { Stage = Stage.NotSelected, Words = words, MovedAt = now, Version = application.Version + 1 };
    }

    /// <summary>The application after what it is for isn't offered any more, with what its applicant reads: an offer can't be taken, and nobody waits. Null where neither was so: that those who decide end.</summary>
    public static Application? EndWithOpening(this Application application, string words, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application is { IsExploring: false, Stage: Stage.Offered or Stage.Reserve } ? application with { Stage = Stage.NotSelected, Words = words, MovedAt = now, OfferUntil = null, Version = application.Version + 1 } : null;
    }

    /// <summary>Who waits, in the order in which they are asked: who was put on the list first; of those who were put there together, who was scored best; then who applied first.</summary>
    public static IReadOnlyList<Application> Waiting(Scoring scoring)
    {
        ArgumentNullException.ThrowIfNull(scoring);
        return
        [
            .. scoring.Applications.Where(one => one is { Stage: Stage.Reserve, IsExploring: false })
                .OrderBy(one => one.MovedAt)
                .ThenByDescending(one => Scoring.MeanOf([.. scoring.Scores.Where(score => score.Of == one.Who.Id && score.Revision == one.Revision)]) ?? 0)
                .ThenBy(one => one.SentAt)
                .ThenBy(one => one.Who.Id.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether places are offered at this moment: there are such, it isn't withdrawn, and it hasn't begun.</summary>
    public static bool OffersAt(this Opening opening, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return opening is { OfferWorkingDays: > 0, Set: not OpeningState.Withdrawn } && !(now >= opening.OffersEndAt);
    }

    private static Refusal? WhyNotAnswer(Application application, Opening opening, DateTimeOffset at) => application.Stage switch
    {
        Stage.Lapsed => new Refusal("applying.refused.offerLate"),
        Stage.Appointed => new Refusal("applying.refused.appointed"),
        not Stage.Offered when opening.Set is not OpeningState.Withdrawn => new Refusal("applying.refused.noOffer"),
        _ => opening.Set is OpeningState.Withdrawn ? new Refusal("applying.refused.notOffered")
            : at >= opening.OffersEndAt ? new Refusal("applying.refused.offerLate")
            : null,
    };
}

/// <summary>Refusals of answers to an offer that need more than a rule knows.</summary>
public static class OfferRefusals
{
    /// <summary>The text key of <see cref="Unlisted"/>.</summary>
    public const string UnlistedKey = "applying.refused.offerUnlisted";

    /// <summary>They aren't listed any more, so they can't take it: until they are.</summary>
    /// <param name="until">Until when the place is kept for them, in words.</param>
    /// <param name="runBy">Whom they can talk to.</param>
    public static Refusal Unlisted(string until, string runBy) => new(UnlistedKey, ("when", until), ("name", runBy));
}
