using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Decisions;

/// <summary>Whether a decision takes reactions longer, since too few had commented for anybody to read it.</summary>
public enum DecisionExtension
{
    /// <summary>Nobody has decided.</summary>
    NotMade,

    /// <summary>It takes reactions a week longer: once.</summary>
    Extended,

    /// <summary>It closes as planned.</summary>
    Declined,
}

/// <summary>
/// That a decision may take reactions longer, once, while it still takes some: afterwards comments that too few wrote are
/// deleted unread.
/// </summary>
public static class DecisionExtending
{
    /// <summary>When that is offered to its owner; null where it was decided, or nothing has gone out.</summary>
    public static DateTimeOffset? OfferAt(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision is { Extension: DecisionExtension.NotMade, State: DecisionState.Sent } ? decision.ReactionsCloseAt?.AddDays(-DecisionLimits.OfferedDaysBefore) : null;
    }

    /// <summary>Whether there is something to offer: it takes reactions, and some have commented, but too few.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="tally">What was said so far.</param>
    /// <param name="now">The moment.</param>
    public static bool IsOffered(Decision decision, ReactionTally tally, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(tally);
        return decision is { Extension: DecisionExtension.NotMade, State: DecisionState.Sent }
            && decision.ReactionsCloseAt > now
            && Decision.Privacy.AtClosing(tally.Comments, wasExtended: false) is ClosingStep.OfferExtension;
    }

    /// <summary>Takes reactions a week longer. Again it changes nothing.</summary>
    public static Ruling<Decision> Extend(Decision decision, Actor actor, DateTimeOffset now)
    {
        if (WhyNot(decision, actor, now) is { } refusal)
            return refusal;
        return decision.Extension is DecisionExtension.Extended ? decision : decision with { Extension = DecisionExtension.Extended, Revision = decision.Revision + 1 };
    }

    /// <summary>Lets it close as planned. Once it was extended this changes nothing.</summary>
    public static Ruling<Decision> Decline(Decision decision, Actor actor, DateTimeOffset now)
    {
        if (WhyNot(decision, actor, now) is { } refusal)
            return refusal;
        return decision.Extension is DecisionExtension.NotMade ? decision with { Extension = DecisionExtension.Declined } : decision;
    }

    private static Refusal? WhyNot(Decision decision, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (!decision.MayBeMadeBy(actor))
            return new Refusal(DecisionRefusals.Role);
        if (decision.State is DecisionState.Withdrawn)
            return new Refusal(DecisionRefusals.Withdrawn);
        if (decision.State is not DecisionState.Sent)
            return new Refusal("decisions.refused.notSent");
        return decision.ReactionsCloseAt > now ? null : new Refusal("decisions.extend.refused.closed");
    }
}
