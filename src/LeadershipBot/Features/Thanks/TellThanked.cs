using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Recognition;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Thanks;

/// <summary>Has somebody told that they were thanked; and that an organiser keeps it from others' eyes.</summary>
internal sealed class TellThanked(AskBook book, ThanksShelf shelf) : IDelivery
{
    public const string Kind = "thanks.tell";

    /// <summary>The order, as a change for the commit that keeps the thanks.</summary>
    public static Change At(ThankYou thanks, DateTimeOffset at)
    {
        var row = OutboxRow.New(thanks.Organisation.Id, Kind, thanks.Id, at);
        row["Person"] = thanks.To.Id.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..];
        if (MemberId.TryParse(row.GetString("Person") ?? "", out var person) && await shelf.FindAsync(row.PartitionKey, person, id, cancellationToken) is { } thanks)
            await book.OrderAsync(new AskOrder(person, row.PartitionKey, ReceivedThanks.AskKind, $"{id}.{(thanks.HiddenBecause is not null ? "hidden" : thanks.Difference.Length > 0 || thanks.MayBePublic ? "more" : "new")}", new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>The card that somebody gets who was thanked.</summary>
internal sealed class ReceivedThanks(ThanksShelf shelf, ThanksCards cards) : IAskSource
{
    public const string AskKind = "thanks.received";

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.OrganisationId, wish.Person, wish.Key.Split('.')[0], cancellationToken) is { } thanks && cards.Received(thanks, note: null) is var view
            ? new AskCard(view.Summary, view)
            : null;
}
