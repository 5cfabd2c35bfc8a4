using LeadershipBot.Domain;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Whoever asked, an organiser or a chair opens the dialog in which they say why a suggested choice isn't added.</summary>
internal sealed class OpenDecline(PollShelf shelf, SuggestionShelf suggestions, SuggestionCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(turn.Data.Text("poll"), cancellationToken) is not { } head || await suggestions.FindAsync(head.PartitionKey, turn.Data.Text("suggestion"), cancellationToken) is not { } kept)
            return new Answer.Unusable(new Refusal("polls.suggest.refused.unknown"));
        if (Suggesting.WhyNotDecided(head.Poll, kept.Suggestion, turn.Actor, turn.At) is { } refusal)
            return new Answer.Refused(refusal);
        return kept.Suggestion.State is SuggestionState.Waiting
            ? cards.WhyNot(turn, head, kept.Id, kept.Suggestion, "", problem: null)
            : new Answer.Refused(new Refusal("polls.suggest.refused.decided"));
    }
}
