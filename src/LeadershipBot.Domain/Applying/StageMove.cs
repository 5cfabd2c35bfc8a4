namespace LeadershipBot.Domain.Applying;

/// <summary>Moving an application to another stage.</summary>
/// <param name="To">Where to.</param>
/// <param name="Words">What the applicant is told, as typed: the reason, where it is a no; may be empty where it isn't.</param>
public sealed record StageMove(Stage To, string Words)
{
    /// <summary>When a card about it can come to whom it concerns: when their quiet hours end; null for at once.</summary>
    public DateTimeOffset? ReadableFrom { get; init; }

    /// <summary>The application after it, or why not. Where it is there already, for the same words, it stays as it is.</summary>
    /// <param name="application">As it stands.</param>
    /// <param name="standing">What whoever moves it is to the opening.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="free">How many places aren't given yet.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where whoever moves it is, for the rule of no patient data.</param>
    public Ruling<Application> Move(Application application, Standing standing, Opening opening, int free, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(opening);
        if (!standing.Decides)
            return new Refusal(standing.Applied ? "applying.refused.ownOpening" : "applying.refused.notYours");
        if (application.Stage == To && application.Words == Words.Trim())
            return application; // moved once more
        if (application.Stage is Stage.Withdrawn)
            return new Refusal("applying.refused.withdrew");
        if (opening.StateAt(now) is OpeningState.Open && opening.ClosesAt is not null && !application.IsExploring)
            return new Refusal("applying.refused.stillOpen");
        if (opening.Set is OpeningState.Withdrawn && !To.IsEnd())
            return new Refusal("applying.refused.moveWithdrawn");
        if (To is Stage.Offered or Stage.Reserve && opening.OfferWorkingDays > 0 && !opening.OffersAt(now))
            return new Refusal("applying.refused.offersEnded");
        if (!Stages.NextOf(application, opening, now).Contains(To))
            return new Refusal("applying.refused.stage");
        var until = To is Stage.Offered ? OfferRules.Until(opening, ReadableFrom > now ? ReadableFrom.Value : now) : null;
        if (To is Stage.Offered && until is null)
            return new Refusal("applying.refused.offerTooLate");
        if (To is Stage.Appointed or Stage.Offered && free <= 0)
            return new Refusal("applying.refused.noPlaceLeft");
        if ((To.IsEnd() || application.Stage.IsNo()) && ApplyingTexts.IsEmpty(Words))
            return new Refusal("applying.refused.noReason");
        if (ApplyingTexts.CheckIfAny(Words, ApplyingLimits.WordsMax, today) is { } wrong)
            return wrong;
        return application with { Stage = To, Words = Words.Trim(), MovedAt = now, OfferUntil = until, WasOffered = application.WasOffered || To is Stage.Offered, Version = application.Version + 1 };
    }
}

/// <summary>In which order stages follow.</summary>
public static class Stages
{
    /// <summary>Whether it is a no, which has a reason.</summary>
    public static bool IsNo(this Stage stage) => stage is Stage.NotShortlisted or Stage.NotSelected;

    /// <summary>Whether nothing follows it: a no, or that it was withdrawn.</summary>
    public static bool IsEnd(this Stage stage) => stage.IsNo() || stage is Stage.Withdrawn;

    /// <summary>
    /// To which stages an application may be moved by those who decide, the likely one first. Whoever only explores is answered, and
    /// no more. An appointment is taken back where whoever was appointed can't take it up, or it doesn't come about: the place is free again.
    /// </summary>
    public static IReadOnlyList<Stage> NextOf(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (application.IsExploring)
            return application.Stage is Stage.Received ? [Stage.NotSelected] : [];
        return application.Stage switch
        {
            Stage.Received => [Stage.Shortlisted, Stage.NotShortlisted],
            Stage.Shortlisted => [Stage.Interview, Stage.Appointed, Stage.Reserve, Stage.NotSelected],
            Stage.Interview => [Stage.Appointed, Stage.Reserve, Stage.NotSelected],
            Stage.Reserve => [Stage.Appointed, Stage.NotSelected],
            Stage.NotShortlisted => [Stage.Shortlisted],
            Stage.Offered => [Stage.NotSelected],
            Stage.Declined or Stage.Lapsed => [Stage.Reserve],
            Stage.Appointed => [Stage.Withdrawn, Stage.NotSelected],
            _ => [],
        };
    }

    /// <summary>Whether it can be moved on together with others: an appointment is taken back one by one.</summary>
    public static bool MovesTogether(this Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Stage is not Stage.Appointed && NextOf(application).Count > 0;
    }

    /// <summary>
    /// The same for what it is for: what isn't offered any more leaves only a no; where places are offered nobody is appointed who
    /// hasn't said yes, and who wasn't selected can be put on the waiting list again. Once it has begun nobody is offered a place, or
    /// waits for one.
    /// </summary>
    /// <param name="application">As it stands.</param>
    /// <param name="opening">What it is for.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<Stage> NextOf(Application application, Opening opening, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (opening.Set is OpeningState.Withdrawn)
            return [.. NextOf(application).Where(IsEnd)];
        if (opening.OfferWorkingDays <= 0)
            return NextOf(application);
        var next = application is { Stage: Stage.NotSelected, IsExploring: false } ? [Stage.Reserve] : NextOf(application).Select(stage => stage is Stage.Appointed ? Stage.Offered : stage);
        return [.. next.Where(stage => stage is not (Stage.Offered or Stage.Reserve) || opening.OffersAt(now))];
    }
}
