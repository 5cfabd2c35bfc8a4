using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member sends a question of their survey. What can't be taken comes back with what was typed still in it; sent twice it is there once.</summary>
internal sealed class KeepQuestion(SurveyShelf shelf, SurveyCards cards, PollFormCards forms, AskChecking checking) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var form = QuestionForm.Read(turn.Data);
        turn.Data.TryNumber("at", out var at);
        if (turn.Data.Text("go") == PreviewPoll.Back)
            return cards.Overview(await shelf.FindOrBeginAsync(turn, cancellationToken));
        if (checking.Check(turn, form).IsRefused(out var refusal, out var question))
            return forms.Question(await shelf.FindOrBeginAsync(turn, cancellationToken), at, form, refusal);
        return cards.Overview(await shelf.ChangeAsync(turn, draft => at < draft.Questions.Count || draft.TakesMore ? draft.WithQuestion(at, question) : draft, cancellationToken));
    }
}
