using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Extensions;

/// <summary>Before a poll closes: has its owner offered to keep it open longer, where words that people wrote would be deleted unread.</summary>
internal sealed class OfferExtension(PollShelf shelf, FewComments comments, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.extend.offer";

    /// <summary>The order, as a change for the commit that makes the poll or changes its closing; none where there is nothing to offer.</summary>
    public static IEnumerable<Change> Orders(Poll poll)
        => PollExtension.OfferAt(poll) is { } at ? [new Change.Upsert(OutboxRow.New(PollRows.PartitionOf(poll), Kind, "", at))] : [];

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: { AskedBy.Length: > 0 } poll } head || !poll.IsOpenAt(now) || PollExtension.OfferAt(poll) is not { } at)
            return new Delivered.Done();
        if (at > now)
            return new Delivered.NotBefore(at); // it closes later than it did
        if (await comments.LookAsync(head, cancellationToken) is not CommentsSoFar.Enough)
            await book.OrderAsync(new AskOrder(new MemberId(poll.TenantId, poll.AskedBy), poll.Organisation.Id, ExtensionAsk.AskKind, row.PartitionKey, ExtensionAsk.Of(poll)), cancellationToken);
        return new Delivered.Done();
    }
}

/// <summary>Offers it to the owner in their own chat; not where it was decided meanwhile, or enough have written something.</summary>
internal sealed class ExtensionAsk(PollShelf shelf, FewComments comments, ExtensionCards cards) : IAskSource
{
    public const string AskKind = "polls.extension";

    public string Kind => AskKind;

    /// <summary>It costs none of the owner's minutes, since they asked first, and is of no use once the poll has closed.</summary>
    public static Ask Of(Poll poll) => new(AskWeight.Notice, 0, poll.ClosesAt);

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { } head || head.Poll.AskedBy != wish.Person.ObjectId || !head.Poll.IsOpenAt(wish.At))
            return null;
        if (await comments.LookAsync(head, cancellationToken) is var soFar && soFar is CommentsSoFar.Enough)
            return null;
        var view = cards.Offer(head, soFar, isClosingNow: false, wish.At, wish.Zone);
        return new AskCard(view.Summary, view);
    }
}
