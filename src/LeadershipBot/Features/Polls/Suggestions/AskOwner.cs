using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Outcomes;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Has whoever asked decide on a suggested choice; where they have left, the chairs or organisers.</summary>
internal sealed class AskOwner(PollShelf shelf, SuggestionShelf suggestions, OutcomeOwners owners, AskBook book, EndSuggestions ends, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.suggest.ask";

    /// <summary>The order, as a change for the commit that keeps the suggestion.</summary>
    public static Change At(string partitionKey, string id, DateTimeOffset at)
    {
        var row = OutboxRow.New(partitionKey, Kind, id, at);
        row[SuggestionKey] = id;
        return new Change.Upsert(row);
    }

    /// <summary>The column of an order that names its suggestion.</summary>
    public const string SuggestionKey = "Suggestion";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.GetString(SuggestionKey) ?? "";
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: var poll })
            return new Delivered.Done();
        if (poll.EndedAt(time.GetUtcNow()) is not null)
        {
            await ends.RunAsync(row.PartitionKey, cancellationToken); // it was kept just as the poll ended
            return new Delivered.Done();
        }

        if (await suggestions.FindAsync(row.PartitionKey, id, cancellationToken) is not { Suggestion.State: SuggestionState.Waiting })
            return new Delivered.Done();
        foreach (var owner in await owners.ListAsync(poll, cancellationToken))
            await book.OrderAsync(new AskOrder(owner, poll.Organisation.Id, SuggestionAsk.AskKind, $"{row.PartitionKey}.{id}", new Ask(AskWeight.Notice, 0, poll.ClosesAt)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Asks one of them, in their own chat; not where it was decided meanwhile, or the poll has closed.</summary>
internal sealed class SuggestionAsk(PollShelf shelf, SuggestionShelf suggestions, OutcomeOwners owners, SuggestionCards cards) : IAskSource
{
    public const string AskKind = "polls.suggestion";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var at = wish.Key.LastIndexOf('.');
        if (at < 0 || await shelf.FindAsync(wish.Key[..at], cancellationToken) is not { } head || !head.Poll.IsOpenAt(wish.At))
            return null;
        if (await suggestions.FindAsync(head.PartitionKey, wish.Key[(at + 1)..], cancellationToken) is not { Suggestion.State: SuggestionState.Waiting } kept || !await owners.IncludesAsync(head.Poll, wish.Person, cancellationToken))
            return null;
        var view = cards.Decide(head, kept.Id, kept.Suggestion, wish.At, wish.Zone);
        return new AskCard(view.Summary, view);
    }
}
