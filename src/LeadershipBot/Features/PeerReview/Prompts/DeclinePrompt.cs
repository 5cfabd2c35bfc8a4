using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// A member who is asked about somebody with whom there is a conflict says so: neither of the two is asked about the other any more, and
/// others are in their place, as many as there can be. What they or others answered stays: it is counted against nobody that they could
/// no more be asked. Pressing twice is once.
/// </summary>
internal sealed class DeclinePrompt(ReviewShelf shelf, RaterBook raters, AnonymousBoxes boxes, PromptList list, PromptCards cards, CardLibrary library, TimeProvider time) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await AnswerPrompt.FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        var (me, name) = (turn.Actor.MemberId, turn.Data.Text("subject"));
        var note = library.Text.Format("review.prompt.gone");
        if ((await raters.ListAboutAsync(round, me, cancellationToken)).Contains(name) && await shelf.FindSubjectAsync(round, name, cancellationToken) is { } subject)
        {
            var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
            var hasAnswered = await boxes.FindAsync(at, cancellationToken) is { } head && await boxes.Roll.HasAnsweredAsync(head, turn.Actor.Id, cancellationToken);
            await raters.ChangeAsync( // where it is locked who is asked about whom: beside the very change, in the clear, it would tell that
                round,
                me,
                before => before.Declined.Contains(name) ? before : before with { About = hasAnswered ? before.About : [.. before.About.Where(one => one != name)], Declined = [.. before.Declined, name] },
                [StandIn.FillUpAt(round, time.GetUtcNow())],
                cancellationToken);
            note = library.Text.Format("review.prompt.declined", ("name", subject.Name));
        }

        var left = await list.ReadAsync(round, me, cancellationToken);
        return new Answer.Card(cards.Next(round, left, turn.TimeZone, note));
    }
}
