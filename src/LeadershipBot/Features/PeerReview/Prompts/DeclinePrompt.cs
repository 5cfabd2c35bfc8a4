using LeadershipBot.Domain;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// A member who is asked about somebody with whom there is a conflict says so: neither of the two is asked about the other any more, and
/// others are in their place. What one of them answered before stays, as nobody can find it. Pressing twice is once.
/// </summary>
internal sealed class DeclinePrompt(ReviewShelf shelf, RaterBook raters, PromptList list, PromptCards cards, CardLibrary library, TimeProvider time) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await AnswerPrompt.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        var (me, name) = (turn.Actor.MemberId, turn.Data.Text("subject"));
        var note = library.Text.Format("review.prompt.gone");
        if ((await raters.ListAboutAsync(round, me, cancellationToken)).Contains(name) && await shelf.FindSubjectAsync(round, name, cancellationToken) is { } subject)
        {
            var other = subject.Person.ToString();
            var changed = await shelf.ChangePartAsync(
                ReviewRows.KeyOf(round),
                me,
                before => before is not { LeftAt: null } ? new Refusal("review.refused.notIn") : before.Conflicts.Contains(other) ? before : before with { Conflicts = [.. before.Conflicts, other] },
                [StandIn.FillUpAt(round, time.GetUtcNow())],
                cancellationToken);
            if (changed.IsRefused(out var no, out _))
                return new Answer.Refused(no);
            note = library.Text.Format("review.prompt.declined", ("name", subject.Name));
        }

        var left = await list.ReadAsync(round, me, cancellationToken);
        return new Answer.Card(left.Waiting.Count == 0 ? cards.Done(round, turn.TimeZone) : cards.Prompt(round, left, 0, turn.TimeZone, note));
    }
}
