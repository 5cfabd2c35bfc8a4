using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Applications.Panel;

/// <summary>What happened to an application, for those who decide: what they did, what the applicant answered and why, and what the waiting list and the clock did.</summary>
internal static class StepWords
{
    /// <summary>Whether those who decide read it: what the applicant sent they read anyway.</summary>
    public static bool IsTold(ApplicationStep step) => step.What is StepKind.Moved or StepKind.Offered or StepKind.Accepted or StepKind.Declined or StepKind.Lapsed or StepKind.Ended or StepKind.Voided;

    public static CardText Of(TextFile text, ApplicationStep step, TimeZoneInfo zone)
    {
        var (when, stage) = (ApplicationWords.Date(step.At, zone), ApplicationWords.Of(text, step.Stage));
        var by = step.By?.Name is { Length: > 0 } name ? name : text.Plain("applications.somebody").Words;
        return step.What switch
        {
            StepKind.Moved when step.Words.Length > 0 => text.Format("applications.read.step.words", ("when", when), ("name", by), ("stage", stage), ("words", step.Words)),
            StepKind.Moved => text.Format("applications.read.step", ("when", when), ("name", by), ("stage", stage)),
            StepKind.Accepted => text.Format("applications.read.step.accepted", ("when", when)),
            StepKind.Declined when step.Words.Length > 0 => text.Format("applications.read.step.declined", ("when", when), ("words", step.Words)),
            StepKind.Declined => text.Format("applications.read.step.gaveUp", ("when", when)), // an offer is declined with a reason; a place that was taken ends without one here
            _ => text.Format("applications.read.step.itself", ("when", when), ("stage", stage)),
        };
    }
}
