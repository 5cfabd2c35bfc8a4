using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Sets;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member who has put a survey together says how it is asked.</summary>
internal sealed class SettleSurvey(SurveyShelf shelf, SurveyCards cards, PollFormCards forms, PollShelf polls) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var before = await shelf.FindOrBeginAsync(turn, cancellationToken);
        if (SurveyTitle.Take(turn, before).IsRefused(out var refusal, out _))
            return cards.Overview(before, refusal, SurveyTitle.Typed(turn));
        var draft = await shelf.ChangeAsync(turn, now => SurveyTitle.Take(turn, now).IsRefused(out _, out var titled) ? now : titled, cancellationToken);
        if (WhyNotAsked(draft, turn.Today) is { } missing)
            return cards.Overview(draft, missing);
        var settings = draft.Edits is { } edits && await polls.FindAsync(edits.Key, cancellationToken) is { } head ? AskForm.Of(head.Poll, turn.TimeZone) : SettingsOf(turn, draft);
        return await forms.SettingsAsync(turn, draft, settings, problem: null, cancellationToken);
    }

    private static AskForm SettingsOf(Turn turn, SurveyDraft draft)
        => draft.Set is { } mark && ReadySets.Find(mark.Id) is { } set && !turn.Data.TryText(CarriedForm.Name, out _)
            ? SetWords.SettingsOf(turn, set)
            : AskForm.Read(CarriedForm.Read(turn.Data));

    /// <summary>What is missing of a survey before it can be asked; null if nothing is.</summary>
    public static Refusal? WhyNotAsked(SurveyDraft draft, DateOnly today)
    {
        if (PollDraft.CheckTitle(draft.Title, today).IsRefused(out var refusal, out _))
            return refusal;
        return draft.Questions.Count < 2
            ? new Refusal("polls.survey.refused.few", ("max", PollLimits.QuestionsMax.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            : null;
    }
}
