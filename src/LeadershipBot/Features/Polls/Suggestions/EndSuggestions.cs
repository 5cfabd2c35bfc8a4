using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>When a poll has ended: what was suggested for it and not decided comes too late, and whoever suggested it is told.</summary>
internal sealed class EndSuggestions(SuggestionShelf suggestions, Outbox outbox, Contention contention, TimeProvider time)
{
    /// <summary>Safe to repeat.</summary>
    public Task RunAsync(string partitionKey, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(partitionKey, stop), cancellationToken);

    private async Task<CommitResult.Committed?> OnceAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = (await suggestions.ListAsync(partitionKey, cancellationToken)).Where(one => one.Suggestion.State is SuggestionState.Waiting).ToList();
        if (waiting.Count == 0)
            return new CommitResult.Committed([]);
        var changes = waiting.SelectMany(one => new Change[]
        {
            new Change.Replace(SuggestionRows.Of(partitionKey, one.Suggestion with { State = SuggestionState.TooLate, DecidedAt = now }, one.ETag)),
            TellSuggester.At(partitionKey, one.Id, now),
        });
        return await outbox.CommitAsync(PollRows.Table, partitionKey, [.. changes], cancellationToken) as CommitResult.Committed;
    }
}
