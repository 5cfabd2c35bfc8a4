using LeadershipBot.Domain.Decisions;
using LeadershipBot.Shell;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions;

/// <summary>Reads decisions from the store.</summary>
internal sealed class DecisionShelf(IRecordStore store)
{
    private const int KeyCharactersMax = 200;

    private static readonly RowRange HeadRows = RowRange.Prefix(DecisionRows.Head);

    /// <summary>One read: the decision with what is written and counted; null if there is none under this key, which came with a button's data.</summary>
    public async Task<DecisionHead?> FindAsync(string partitionKey, CancellationToken cancellationToken)
    {
        if (partitionKey.Length is 0 or > KeyCharactersMax || !partitionKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            return null;
        var rows = new List<Record>(8);
        await foreach (var row in store.ListAsync(DecisionRows.Table, partitionKey, HeadRows, cancellationToken))
            rows.Add(row);
        return DecisionRows.ToHead(rows);
    }

    /// <summary>The decision that a turn is about; null if there is none in the organisation that it is about.</summary>
    public async Task<DecisionHead?> FindAsync(Turn turn, CancellationToken cancellationToken)
        => await FindAsync(turn.Data.Text("decision"), cancellationToken) is { } head && head.Decision.Organisation.Id == turn.Actor.Organisation.Id ? head : null;

    /// <summary>One read: a person's reaction; null if they have none.</summary>
    public async Task<ReactionRow?> FindReactionAsync(string partitionKey, string memberId, CancellationToken cancellationToken)
        => await store.FindAsync(DecisionRows.Table, partitionKey, DecisionRows.Reaction + memberId, cancellationToken) is { } row ? DecisionRows.ToReaction(row) : null;

    /// <summary>Everybody's reactions.</summary>
    public async Task<List<ReactionRow>> ListReactionsAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var reactions = new List<ReactionRow>();
        await foreach (var row in store.ListAsync(DecisionRows.Table, partitionKey, RowRange.Prefix(DecisionRows.Reaction), cancellationToken))
            reactions.Add(DecisionRows.ToReaction(row));
        return reactions;
    }

    /// <summary>What each locality said, once it takes no reactions any more; empty before.</summary>
    public async Task<List<(string Group, ReactionTally Tally)>> ListResultsAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var results = new List<(string, ReactionTally)>();
        await foreach (var row in store.ListAsync(DecisionRows.Table, partitionKey, RowRange.Prefix(DecisionRows.Result), cancellationToken))
            results.Add(DecisionRows.ToResult(row));
        return results;
    }

    /// <summary>The keys of an organisation's decisions, newest first.</summary>
    public async Task<List<string>> ListAsync(string organisationId, int max, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in store.ListAsync(DecisionRows.IndexTable, organisationId, RowRange.All, cancellationToken))
        {
            if (row.GetString("Decision") is { } key && !keys.Contains(key))
                keys.Add(key);
            if (keys.Count == max)
                break;
        }

        return keys;
    }
}
