using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>A member opens the prompts that wait for them, or goes on to the next without answering this one. Where none waits, they can change what they said of themselves.</summary>
internal sealed class ShowPrompt(ReviewShelf shelf, PromptList list, PromptCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await AnswerPrompt.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        var left = await list.ReadAsync(round, turn.Actor.MemberId, cancellationToken);
        var index = turn.Data.TryNumber("skip", out var skip) && skip >= 0 ? skip : 0;
        return new Answer.Card(left.Waiting.Count == 0
            ? cards.Prompt(round, left with { Waiting = [WaitingPrompt.Self] }, 0, turn.TimeZone, library.Text.Format("review.prompt.self.again"))
            : cards.Prompt(round, left, index, turn.TimeZone, note: null));
    }
}
