using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member adds a question to their survey, or opens one to change it. The title that they typed is kept.</summary>
internal sealed class OpenQuestion(SurveyShelf shelf, SurveyCards cards, PollFormCards forms) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var before = await shelf.FindOrBeginAsync(turn, cancellationToken);
        if (SurveyTitle.Take(turn, before).IsRefused(out var refusal, out _))
            return cards.Overview(before, refusal, SurveyTitle.Typed(turn));
        var draft = await shelf.ChangeAsync(turn, now => SurveyTitle.Take(turn, now).IsRefused(out _, out var titled) ? now : titled, cancellationToken);
        turn.Data.TryNumber("at", out var at);
        if (at >= 0 && at < draft.Questions.Count)
            return forms.Question(draft, at, QuestionForm.Of(draft.Questions[at], turn.TimeZone), problem: null);
        return draft.TakesMore ? forms.Question(draft, draft.Questions.Count, QuestionForm.Empty(""), problem: null) : cards.Overview(draft);
    }
}
