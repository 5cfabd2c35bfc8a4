using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Suggestions;

/// <summary>Has whoever suggested a choice told what became of it.</summary>
internal sealed class TellSuggester(PollShelf shelf, SuggestionShelf suggestions, AskBook book) : IDelivery
{
    public const string Kind = "polls.suggest.tell";

    /// <summary>The order, as a change for the commit that decides it.</summary>
    public static Change At(string partitionKey, string id, DateTimeOffset at)
    {
        var row = OutboxRow.New(partitionKey, Kind, id, at);
        row[AskOwner.SuggestionKey] = id;
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.GetString(AskOwner.SuggestionKey) ?? "";
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: var poll })
            return new Delivered.Done();
        if (await suggestions.FindAsync(row.PartitionKey, id, cancellationToken) is { Suggestion: { State: not SuggestionState.Waiting, SuggestedBy.Length: > 0 } suggestion })
            await book.OrderAsync(new AskOrder(new MemberId(poll.TenantId, suggestion.SuggestedBy), poll.Organisation.Id, SuggestionNews.AskKind, $"{row.PartitionKey}.{id}", new Ask(AskWeight.Notice, 0, ClosesAt: null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Tells them, in their own chat.</summary>
internal sealed class SuggestionNews(PollShelf shelf, SuggestionShelf suggestions, SuggestionCards cards) : IAskSource
{
    public const string AskKind = "polls.suggested";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        var at = wish.Key.LastIndexOf('.');
        if (at < 0 || await shelf.FindAsync(wish.Key[..at], cancellationToken) is not { } head)
            return null;
        if (await suggestions.FindAsync(head.PartitionKey, wish.Key[(at + 1)..], cancellationToken) is not { Suggestion: { State: not SuggestionState.Waiting } suggestion } || suggestion.SuggestedBy != wish.Person.ObjectId)
            return null;
        var view = cards.News(head, suggestion);
        return new AskCard(view.Summary, view);
    }
}
