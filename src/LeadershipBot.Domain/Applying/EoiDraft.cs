using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Applying;

/// <summary>An expression of interest that somebody is about to send, or to change.</summary>
/// <param name="Readiness">When they would be ready; null where they chose nothing.</param>
/// <param name="Statement">As typed.</param>
/// <param name="Seen">The version of their application that they saw as they opened the dialog; 0 where they had none.</param>
public sealed record EoiDraft(Readiness? Readiness, string Statement, int Seen)
{
    /// <summary>The application after it is sent, or why it can't be. What is there already stays as it is.</summary>
    /// <param name="opening">What it is for.</param>
    /// <param name="before">Their application so far; null if they have none.</param>
    /// <param name="actor">Who sends it, in the organisation that offers the opening.</param>
    /// <param name="now">When.</param>
    /// <param name="today">The date where that person is, for the rule of no patient data.</param>
    public Ruling<Application> Send(Opening opening, Application? before, Actor actor, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (before is not null && before.Readiness == Readiness && before.Statement == Statement.Trim() && before.Stage is not Stage.Withdrawn)
            return before; // sent once more
        if (ApplyRules.WhyNot(opening, before, actor, now) is { } closed)
            return closed;
        if (Seen != (before?.Version ?? 0))
            return new Refusal(Seen == 0 ? "applying.refused.twice" : "applying.refused.changedMeanwhile");
        if (Readiness is not { } readiness || !Enum.IsDefined(readiness))
            return new Refusal("applying.refused.noReadiness");
        if (ApplyingTexts.Check(Statement, ApplyingLimits.StatementMax, today) is { } wrong)
            return wrong;
        var sent = new Application(new Person(actor.MemberId, actor.Name), readiness, Statement.Trim(), now);
        if (before is null)
            return sent;
        var next = sent with { Revision = before.Revision + 1, Version = before.Version + 1, WasOffered = before.WasOffered };
        return before.Stage is not Stage.Received ? next with { Edition = before.Edition + 1 } : next with { Edition = before.Edition, SentAt = before.SentAt };
    }
}
