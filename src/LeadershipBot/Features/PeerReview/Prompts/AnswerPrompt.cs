using LeadershipBot.Domain;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Prompts;

/// <summary>
/// A member answers about a colleague, for good: what they said lies in that colleague's locked box alone, and the next prompt takes
/// the place of this one. No receipt is shown: it could be used to press somebody to prove that they answered.
/// </summary>
internal sealed class AnswerPrompt(ReviewShelf shelf, RaterBook raters, AnonymousBoxes boxes, PromptList list, PromptCards cards, IRecordStore store, Contention contention, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await FindAsync(shelf, turn, cancellationToken)).IsRefused(out var refusal, out var round))
            return new Answer.Refused(refusal);
        var name = turn.Data.Text("subject");
        if (!(await raters.ListAboutAsync(round, turn.Actor.MemberId, cancellationToken)).Contains(name)
            || await shelf.FindSubjectAsync(round, name, cancellationToken) is not { WithdrawnAt: null } subject)
            return await NextAsync(turn, round, library.Text.Format("review.prompt.gone"), cancellationToken);
        if (ReadAnswer(turn, round, name) is not { } answer)
            return new Answer.Refused(new Refusal("review.refused.missing"));
        var comment = TurnData.Clip(Read(turn, PromptCards.Comment, name), ReviewLimits.CommentMax + 1);
        if (PeerTexts.CheckIfAny(comment, ReviewLimits.CommentMax, turn.Today) is { } wrong)
            return new Answer.Refused(wrong);
        var at = new BoxAt(ReviewRows.Table, ReviewRows.BoxKey(round.Organisation.Id, round.Id, name));
        var hasTried = false;
        var taken = await contention.RunAsync(
            async stop =>
            {
                var isAgain = hasTried;
                hasTried = true; // from then on it may be this very answer that is found: its commit may have come through
                return await TakeAsync(turn, at, answer, comment, stop) is { } now ? now with { IsOwn = isAgain } : null;
            },
            cancellationToken);
        if (taken.Why is { TextKey: not Answered } no)
            return new Answer.Refused(no);
        var note = taken.Why is null || taken.IsOwn ? library.Text.Format("review.prompt.recorded", ("name", subject.Name)) : library.Text.Format("review.prompt.before", ("name", subject.Name));
        return await NextAsync(turn, round, note, cancellationToken);
    }

    private const string Answered = "anonymous.refused.answered";

    /// <summary>The open round that a turn is about, if the person may answer in it.</summary>
    public static async Task<Ruling<ReviewRound>> FindAsync(ReviewShelf shelf, Turn turn, CancellationToken cancellationToken)
    {
        if (ReviewGate.Check(turn) is { } refusal)
            return refusal;
        if (await shelf.FindAsync(turn.Actor.Organisation.Id, turn.Data.Text("round"), cancellationToken) is not { Round: var round })
            return new Refusal("review.refused.unknown");
        if (round.StageAt(turn.At) is not RoundStage.Open)
            return new Refusal("review.refused.notOpen");
        return await shelf.FindPartAsync(round, turn.Actor.MemberId, cancellationToken) is { LeftAt: null } ? round : new Refusal("review.refused.notIn");
    }

    /// <summary>What was chosen for each scale, or else for all; null where a scale is missing.</summary>
    /// <param name="turn">The press.</param>
    /// <param name="round">The round.</param>
    /// <param name="subject">About whom, by their name within the round; empty for oneself.</param>
    public static ReviewAnswer? ReadAnswer(Turn turn, ReviewRound round, string subject)
    {
        var alike = PromptTaps.OffersAlike(round.Questions.Count) ? Read(turn, PromptCards.Alike, subject) : "";
        var steps = round.Questions.Select((_, number) => Read(turn, PromptCards.ScaleOf(number), subject) is { Length: > 0 } step ? step : alike);
        return ReviewAnswer.Read(string.Concat(steps.Select(step => TurnData.Clip(step, 2))), round.Questions.Count);
    }

    /// <summary>What was chosen or written; on a card from before each prompt had inputs of its own, too.</summary>
    private static string Read(Turn turn, string input, string subject)
        => turn.Data.TryText(PromptCards.NameOf(input, subject), out var own) ? own : turn.Data.Text(input);

    private async Task<Answer> NextAsync(Turn turn, ReviewRound round, CardText note, CancellationToken cancellationToken)
    {
        var left = await list.ReadAsync(round, turn.Actor.MemberId, cancellationToken);
        return new Answer.Card(cards.Next(round, left, turn.TimeZone, note));
    }

    private async Task<Taken?> TakeAsync(Turn turn, BoxAt at, ReviewAnswer answer, string comment, CancellationToken cancellationToken)
    {
        if (await boxes.FindAsync(at, cancellationToken) is not { } head)
            return new Taken(new Refusal("review.refused.notOpen"));
        if ((await boxes.OpenAsync(head, [turn.Actor.Id], cancellationToken)).IsRefused(out var shut, out var box))
            return new Taken(shut);
        if (box.Take(turn.Actor.Id, answer.ToPattern(), comment).IsRefused(out var refused, out _))
            return new Taken(refused);
        return await store.CommitAsync(at.Table, at.PartitionKey, box.Changes(), cancellationToken) is CommitResult.Committed ? new Taken(null) : null;
    }

    /// <param name="Why">Why it wasn't taken; null where it was.</param>
    private sealed record Taken(Refusal? Why)
    {
        /// <summary>Whether a commit of this press was tried before.</summary>
        public bool IsOwn { get; init; }
    }
}
