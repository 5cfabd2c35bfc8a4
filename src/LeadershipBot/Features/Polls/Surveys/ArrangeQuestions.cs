using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A member moves a question of their survey up, removes one, or begins anew. A press on a page of before changes nothing.</summary>
internal sealed class ArrangeQuestions(SurveyShelf shelf, SurveyCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        var before = await shelf.FindOrBeginAsync(turn, cancellationToken);
        if (SurveyTitle.Take(turn, before).IsRefused(out var refusal, out _))
            return cards.Overview(before, refusal, SurveyTitle.Typed(turn));
        return cards.Overview(await shelf.ChangeAsync(turn, draft => Arranged(turn, draft), cancellationToken));
    }

    private static SurveyDraft Arranged(Turn turn, SurveyDraft draft)
    {
        if (!turn.Data.TryNumber("step", out var step) || step != draft.Step || SurveyTitle.Take(turn, draft).IsRefused(out _, out var titled))
            return draft;
        turn.Data.TryNumber("at", out var at);
        return turn.Data.Text("do") switch
        {
            "up" => titled.MovedUp(at),
            "remove" => titled.Without(at),
            "clear" => titled with { Title = "", Questions = [], Edits = null, Set = null },
            _ => titled,
        };
    }
}
