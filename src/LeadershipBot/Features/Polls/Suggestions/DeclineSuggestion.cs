using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Whoever asked, an organiser or a chair doesn't add a suggested choice, and says why: whoever suggested it hears it. Sent again it changes nothing.</summary>
internal sealed class DeclineSuggestion(PollShelf shelf, SuggestionShelf suggestions, SuggestionCards cards, Outbox outbox, Contention contention, IDirectory directory, Sentences sentences) : ISlice
{
    public Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, stop), cancellationToken);

    private async Task<Answer?> OnceAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head || await suggestions.FindAsync(head.PartitionKey, turn.Data.Text("suggestion"), cancellationToken) is not { } kept)
            return new Answer.Unusable(new Refusal("polls.suggest.refused.unknown"));
        var why = turn.Data.Text("why", PollLimits.ReasonCharactersMax + 1);
        if (Suggesting.Decline(head.Poll, kept.Suggestion, turn.Actor, why, turn.At, turn.Today).IsRefused(out var refusal, out var decided))
            return Suggesting.WhyNotDecided(head.Poll, kept.Suggestion, turn.Actor, turn.At) is null ? cards.WhyNot(turn, head, kept.Id, kept.Suggestion, why, refusal) : new Answer.Refused(refusal);
        if (decided.Suggestion != kept.Suggestion)
        {
            await directory.NoteAsync(turn.Actor.MemberId, head.Poll.Organisation.Id, cancellationToken); // who manages it may have left it
            Change[] changes =
            [
                new Change.Replace(SuggestionRows.Of(head.PartitionKey, decided.Suggestion, kept.ETag)),
                TellSuggester.At(head.PartitionKey, kept.Id, turn.At),
                Audit.Entry(head.PartitionKey, turn, "polls.choiceDeclined"),
            ];
            if (await outbox.CommitAsync(PollRows.Table, head.PartitionKey, changes, cancellationToken) is CommitResult.Conflict)
                return null;
        }

        var said = decided.Suggestion.State is SuggestionState.NotAdded ? "polls.suggest.told" : "polls.suggest.decided";
        return new Answer.Say(sentences.Text.Plain(said)) { Renewed = cards.Decide(head, kept.Id, decided.Suggestion, turn.At, turn.TimeZone) };
    }
}
