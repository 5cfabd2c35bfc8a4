using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// A member who is asked about somebody with whom there is a conflict says so: neither of the two is asked about the other any more, and
/// others are in their place, as many as there can be. What they or others answered stays: it is counted against nobody that they could
/// no more be asked. Pressing twice is once.
/// </summary>
internal sealed class DeclinePrompt(ReviewShelf shelf, RaterBook raters, AnonymousBoxes boxes, PromptList list, PromptCards cards, Outbox outbox, Contention contention, CardLibrary library, TimeProvider time) : ISlice
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
            await contention.RunAsync(stop => TryAsync(round, me, name, hasAnswered, stop), cancellationToken);
            note = library.Text.Format("review.prompt.declined", ("name", subject.Name));
        }

        var left = await list.ReadAsync(round, me, cancellationToken);
        return new Answer.Card(left.Waiting.Count == 0 ? cards.Done(round, turn.TimeZone) : cards.Prompt(round, left, 0, turn.TimeZone, note));
    }

    /// <summary>It is written where it is locked who is asked about whom: beside the very change, in the clear, it would tell that.</summary>
    private async Task<RaterPage?> TryAsync(ReviewRound round, MemberId me, string name, bool hasAnswered, CancellationToken cancellationToken)
    {
        var (all, page) = (await raters.ListAsync(round, cancellationToken), await raters.OpenAsync(round, cancellationToken));
        if (all.FirstOrDefault(one => one.Rater == me) is not { } mine || mine.Declined.Contains(name))
            return page;
        var after = mine with { About = hasAnswered ? mine.About : [.. mine.About.Where(one => one != name)], Declined = [.. mine.Declined, name] };
        Change[] changes = [new Change.Replace(page.Of(round.Match, after)), .. page.Anew(round.Match, all, me), StandIn.FillUpAt(round, time.GetUtcNow())];
        return await outbox.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), changes, cancellationToken) is CommitResult.Committed ? page : null;
    }
}
