using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// A member answers about themselves; they alone see it, and can change it until the round is over. It lies locked with about whom they
/// are asked: under their name, right before their first answer about a colleague, it would tell whom these were about.
/// </summary>
internal sealed class AnswerSelf(ReviewShelf shelf, RaterBook raters, PromptList list, PromptCards cards, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await AnswerPrompt.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        if (AnswerPrompt.ReadAnswer(turn, round, subject: "") is not { } answer)
            return new Answer.Refused(new Refusal("review.refused.missing"));
        var me = turn.Actor.MemberId;
        await raters.ChangeAsync(round, me, before => before.Self == answer.Write() ? before : before with { Self = answer.Write() }, [], cancellationToken);
        var left = await list.ReadAsync(round, me, cancellationToken);
        return new Answer.Card(cards.Next(round, left, turn.TimeZone, library.Text.Format("review.prompt.recorded.self")));
    }
}
