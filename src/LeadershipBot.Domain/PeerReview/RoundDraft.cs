using System.Globalization;
using LeadershipBot.Domain.Recognition;

namespace LeadershipBot.Domain.PeerReview;

/// <summary>The rules of a round that somebody writes.</summary>
public static class RoundDraft
{
    /// <summary>The round, tidied; refused where it can't be asked like that.</summary>
    /// <param name="draft">As it was written; empty questions are left out.</param>
    /// <param name="now">Now.</param>
    /// <param name="today">The date where its writer is.</param>
    public static Ruling<ReviewRound> Check(ReviewRound draft, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var questions = draft.Questions.Select(question => question.Trim()).Where(question => question.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (PeerTexts.Check(draft.Title, ReviewLimits.TitleMax, today) is { } noTitle)
            return noTitle;
        if (questions.Count is < ReviewLimits.QuestionsMin or > ReviewLimits.QuestionsMax)
            return new Refusal("review.refused.questions", ("min", Number(ReviewLimits.QuestionsMin)), ("max", Number(ReviewLimits.QuestionsMax)));
        if (questions.Select(question => PeerTexts.Check(question, ReviewLimits.QuestionMax, today)).FirstOrDefault(wrong => wrong is not null) is { } bad)
            return bad;
        if (draft.StartsAt <= now || draft.ClosesAt <= draft.StartsAt || draft.StartsAt > now.AddDays(ReviewLimits.DaysMax) || draft.ClosesAt > draft.StartsAt.AddDays(ReviewLimits.DaysMax) || draft.GraceDays is < 0 or > ReviewLimits.GraceDaysMax)
            return new Refusal("review.refused.days", ("max", Number(ReviewLimits.DaysMax)));
        return draft with { Title = draft.Title.Trim(), Questions = questions };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
