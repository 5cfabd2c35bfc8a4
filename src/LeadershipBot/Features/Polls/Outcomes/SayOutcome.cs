using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>
/// The asker, an organiser or a chair says what came of a poll, or corrects it: it goes to all who answered, and stands on
/// every card. Saying the same again changes nothing.
/// </summary>
internal sealed class SayOutcome(PollShelf shelf, OutcomeCards cards, Outbox outbox, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head)
            return new Answer.Unusable(new Refusal("polls.refused.unknown"));
        var draft = new OutcomeDraft(
            turn.Data.Text("outcome", 40),
            turn.Data.Text("words", PollLimits.ReasonCharactersMax + 1),
            turn.Data.Text("by", OutcomeDraft.SaidByCharactersMax + 1),
            turn.Data.Text("reviewOn", 40));
        if (draft.Check(head.Poll, head.Outcome, turn.Actor, turn.At, turn.Today).IsRefused(out var refusal, out var outcome))
            return OutcomeDraft.WhyNot(head.Poll, turn.Actor, turn.At) is null ? cards.Form(turn, head, draft, refusal) : new Answer.Refused(refusal);
        if (outcome != head.Outcome)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, Changes(turn, head, outcome), cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Say(sentences.Text.Plain(head.Poll.IsForEverybody ? "polls.outcome.said.each" : "polls.outcome.said.here"))
        {
            Renewed = cards.Told(head with { Outcome = outcome }, outcome, turn.At, turn.TimeZone),
        };
    }

    private static List<Change> Changes(Turn turn, PollHead head, PollOutcome outcome)
    {
        var key = head.PartitionKey;
        List<Change> changes =
        [
            new Change.Replace(PollRows.OfPoll(head.Poll with { Revision = head.Poll.Revision + 1 }, head.AskedIn, head.ETag)),
            new Change.Upsert(OutcomeRows.Of(key, outcome)),
            ShowChange.At(key, turn.At),
            TellOutcome.At(key, turn.At),
            Audit.Entry(key, turn, head.Outcome is null ? "polls.outcomeSaid" : "polls.outcomeCorrected"),
        ];
        if (outcome.ReviewOn is { } review && review != head.Outcome?.ReviewOn)
            changes.Add(ReviewOutcome.At(key, review));
        return changes;
    }
}
