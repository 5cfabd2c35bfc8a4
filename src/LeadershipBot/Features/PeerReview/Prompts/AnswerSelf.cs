using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>A member answers about themselves; they alone see it, and can change it until the round is over.</summary>
internal sealed class AnswerSelf(ReviewShelf shelf, PromptList list, PromptCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await AnswerPrompt.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        if (AnswerPrompt.ReadAnswer(turn, round) is not { } answer)
            return new Answer.Refused(new Refusal("review.refused.missing"));
        var me = turn.Actor.MemberId;
        var kept = await shelf.ChangePartAsync(ReviewRows.KeyOf(round), me, before => before is { LeftAt: null } ? before with { Self = answer.Write() } : new Refusal("review.refused.notIn"), [], cancellationToken);
        if (kept.IsRefused(out var no, out _))
            return new Answer.Refused(no);
        var left = await list.ReadAsync(round, me, cancellationToken);
        return new Answer.Card(left.Waiting.Count == 0 ? cards.Done(round, turn.TimeZone) : cards.Prompt(round, left, 0, turn.TimeZone, library.Text.Format("review.prompt.recorded.self")));
    }
}
