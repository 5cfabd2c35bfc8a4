using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Managing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Whoever asked, an organiser or a chair adds a choice that somebody suggested: every card shows it. Pressed again it is added once.</summary>
internal sealed class AddSuggestion(PollShelf shelf, SuggestionShelf suggestions, SuggestionCards cards, Outbox outbox, Contention contention, IDirectory directory) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head || await suggestions.FindAsync(head.PartitionKey, turn.Data.Text("suggestion"), cancellationToken) is not { } kept)
            return new Answer.Unusable(new Refusal("polls.suggest.refused.unknown"));
        if (Suggesting.Add(head.Poll, kept.Suggestion, turn.Actor, turn.At).IsRefused(out var refusal, out var decided))
            return new Answer.Refused(refusal);
        if (decided.Suggestion != kept.Suggestion)
        {
            if (head.Shards.Values.Any(shard => shard.IsFinal))
                return new Answer.Refused(new Refusal("polls.suggest.refused.closed"));
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            Change[] changes =
            [
                new Change.Replace(SuggestionRows.Of(head.PartitionKey, decided.Suggestion, kept.ETag)),
                .. Choice(turn, head, decided.Poll),
                TellSuggester.At(head.PartitionKey, kept.Id, turn.At),
            ];
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        return new Answer.Card(cards.Decide(head with { Poll = decided.Poll }, kept.Id, decided.Suggestion, turn.At, turn.TimeZone));
    }

    /// <summary>What makes the poll have one more choice, for one commit. Answers and counts so far stay as they are, since it comes last.</summary>
    public static IEnumerable<Change> Choice(Turn turn, PollHead head, Poll changed)
    {
        var key = head.PartitionKey;
        yield return new Change.Replace(PollRows.OfPoll(changed, head.AskedIn, head.ETag));
        yield return ShowChange.At(key, turn.At);
        yield return Audit.Entry(key, turn, "polls.choiceAdded");

        // Ending it makes every tally final: one of them in this commit, so that both can't succeed.
        var first = head.Shards.GetValueOrDefault(0);
        var tally = PollRows.OfTally(key, 0, first?.Tally ?? PollTally.Empty(changed.Questions), isFinal: false, first?.ETag);
        yield return first is null ? new Change.Insert(tally) : new Change.Replace(tally);
    }
}
