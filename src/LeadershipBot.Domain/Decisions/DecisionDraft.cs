using System.Globalization;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Decisions;

/// <summary>Looks at a decision while it is being written.</summary>
public static class DecisionDraft
{
    /// <summary>Why what was typed can't even be kept; null if it can: half-written decisions are kept, patient data never is.</summary>
    /// <param name="content">What was typed.</param>
    /// <param name="today">The date in the writer's place, for the patient-data rule.</param>
    public static Refusal? WhyNotKept(DecisionContent content, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Texts.Any(one => PatientData.FindIn(one.Text, today) is not null))
            return new Refusal("shell.refused.patientData");
        if (content.Texts.FirstOrDefault(one => one.Text.Length > one.CharactersMax) is { Text: { } tooLong, CharactersMax: var max })
            return new Refusal("decisions.refused.long", ("length", Number(tooLong.Length)), ("max", Number(max)));
        return content.Linked.Count > DecisionLimits.LinkedMax ? new Refusal("decisions.refused.linked", ("max", Number(DecisionLimits.LinkedMax))) : null;
    }

    /// <summary>Why the first page can't be left behind; null if it can.</summary>
    public static Refusal? CheckStatement(DecisionContent content, DateOnly today)
    {
        if (WhyNotKept(content, today) is { } refusal)
            return refusal;
        if (!Shows(content.What))
            return new Refusal("decisions.refused.noWhat");
        if (!Shows(content.Why))
            return new Refusal("decisions.refused.noWhy");
        return Shows(content.DecidedBy) ? null : new Refusal("decisions.refused.noDecider");
    }

    /// <summary>The whole of it as it may be sent, or what is missing. A high risk demands a whole plan B; of a usual one a plan B is left out.</summary>
    /// <param name="content">What was typed.</param>
    /// <param name="today">The date in the writer's place.</param>
    public static Ruling<DecisionContent> Check(DecisionContent content, DateOnly today)
    {
        if (CheckStatement(content, today) is { } refusal)
            return refusal;
        if (content.ReviewOn is not { } review)
            return new Refusal("decisions.refused.noReview");
        if (!IsAhead(review, today))
            return new Refusal("decisions.refused.review", ("years", Number(DecisionLimits.ReviewDaysMax / 365)));
        if (content.Risk is DecisionRisk.Usual)
            return content with { PlanB = PlanB.None };
        var plan = content.PlanB;
        if (!Shows(plan.Fallback) || !Shows(plan.Trigger) || plan.Owner is null || plan.On is not { } on)
            return new Refusal("decisions.refused.noPlanB");
        return IsAhead(on, today) ? content : new Refusal("decisions.refused.planBDay", ("years", Number(DecisionLimits.ReviewDaysMax / 365)));
    }

    internal static bool Shows(string words) => !string.IsNullOrWhiteSpace(FoldedText.Of(words));

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsAhead(DateOnly day, DateOnly today) => day > today && day <= today.AddDays(DecisionLimits.ReviewDaysMax);
}
