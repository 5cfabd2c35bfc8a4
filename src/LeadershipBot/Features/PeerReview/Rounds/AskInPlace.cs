using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>Asks somebody in another's place about a colleague. Done again it asks once.</summary>
internal sealed class AskInPlace(ReviewShelf shelf, AskBook book, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "review.askInPlace";

    /// <summary>The order, as a change for the commit by which they are asked. It doesn't say about whom: that would outlast who is forgotten.</summary>
    /// <param name="round">The round.</param>
    /// <param name="rater">Who is asked.</param>
    /// <param name="id">Random letters and digits.</param>
    /// <param name="at">When.</param>
    public static Change At(ReviewRound round, MemberId rater, string id, DateTimeOffset at)
    {
        var row = OutboxRow.New(ReviewRows.KeyOf(round), Kind, id, at);
        row[StandIn.Whom] = rater.ToString();
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round || round.StageAt(time.GetUtcNow()) is not RoundStage.Open || !MemberId.TryParse(row.GetString(StandIn.Whom) ?? "", out var rater))
            return new Delivered.Done();
        if (await shelf.FindPartAsync(round, rater, cancellationToken) is not null)
            await book.OrderAsync(PromptAsk.OrderOf(round, rater, row.RowKey[(row.RowKey.LastIndexOf('.') + 1)..], 1), cancellationToken);
        else // they were forgotten just now
            await store.CommitAsync(table, row.PartitionKey, [new Change.Delete(ReviewRows.RatersOf(round.Match) + rater, null)], cancellationToken); // a conflict: it is gone; halfway it is looked at again
        return new Delivered.Done();
    }
}
