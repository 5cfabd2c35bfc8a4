using LeadershipBot.Domain.Polls;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Reads the choices that were suggested for a poll.</summary>
internal sealed class SuggestionShelf(IRecordStore store)
{
    /// <summary>One read, of at most <see cref="Suggesting.PerPollMax"/> rows or a few more.</summary>
    public async Task<IReadOnlyList<KeptSuggestion>> ListAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var found = new List<KeptSuggestion>();
        await foreach (var row in store.ListAsync(PollRows.Table, partitionKey, RowRange.Prefix(SuggestionRows.Prefix), cancellationToken))
            found.Add(Read(row));
        return found;
    }

    /// <summary>One read; null if there is none, or what came from outside is no id.</summary>
    public async Task<KeptSuggestion?> FindAsync(string partitionKey, string id, CancellationToken cancellationToken)
        => id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit) && await store.FindAsync(PollRows.Table, partitionKey, SuggestionRows.Prefix + id, cancellationToken) is { } row
            ? Read(row)
            : null;

    private static KeptSuggestion Read(Record row) => new(row.RowKey[SuggestionRows.Prefix.Length..], SuggestionRows.ToSuggestion(row), row.ETag!);
}

/// <summary>A suggested choice, with the version of its row.</summary>
internal sealed record KeptSuggestion(string Id, ChoiceSuggestion Suggestion, string ETag);
