using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member opens the dialog in which a survey is put together; what they began before is in it already.</summary>
internal sealed class OpenSurvey(SurveyShelf shelf, SurveyCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var typed = turn.Data.Text("question", PollLimits.QuestionCharactersMax);
        var draft = await shelf.ChangeAsync(turn, draft => Titled(draft, typed, turn), cancellationToken);
        return cards.Overview(draft);
    }

    /// <summary>A title that was typed with the command; one that was begun before keeps its own.</summary>
    private static SurveyDraft Titled(SurveyDraft draft, string typed, Turn turn)
        => draft.Title.Length > 0 || PollDraft.CheckTitle(typed, turn.Today).IsRefused(out _, out var title) ? draft : draft with { Title = title };
}
