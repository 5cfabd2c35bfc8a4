using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview.Results;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Once it is settled what becomes of what couldn't be opened at the end of a round: tells those whose feedback it is; and, when nothing
/// waits any more, all who were told before it once more, whomever they were asked about. Sent to those alone who were asked about
/// somebody, it would show who they are.
/// </summary>
internal sealed class TellLater(ReviewShelf shelf, AskShelf asks, AskBook book) : IDelivery
{
    public const string Kind = "review.tellLater";

    private const string SettledAt = "SettledAt";
    private const int AtOnce = 8;

    /// <summary>
    /// So long after each that is settled, longer than a delivery takes: others whose key was away come with it, and the end of the
    /// round has told those whom it tells.
    /// </summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    /// <summary>The order, after one is settled. Again it is the same order, later.</summary>
    public static Change After(ReviewRound round, DateTimeOffset settledAt)
    {
        var row = OutboxRow.New(ReviewRows.KeyOf(round), Kind, "", settledAt + Together);
        row[SettledAt] = settledAt; // when it is due moves where it has to be tried again
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        if (await shelf.RowsAsync(row.PartitionKey, OutboxRow.RowKeyOf(EndRound.Kind, ""), cancellationToken) is not [])
            return new Delivered.Done(); // it tells all who don't wait, once it is through with everybody
        var waits = await OpenLater.ListAsync(shelf, round, cancellationToken);
        DateTimeOffset? settledAt = waits.Count == 0 && !await UnlockLater.WaitsAsync(shelf, round, cancellationToken) ? row.GetDateTimeOffset(SettledAt) ?? OutboxRow.DueOf(row) - Together : null;
        var told = (await shelf.ListPartsAsync(round, cancellationToken)).Where(part => part.LeftAt is null && !waits.Contains(ReviewRows.NameOf(round.Id, part.Person)));
        await Parallel.ForEachAsync(told, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (part, stop) => await TellAsync(round, part.Person, settledAt, stop));
        return new Delivered.Done();
    }

    /// <param name="round">The round.</param>
    /// <param name="person">Whom.</param>
    /// <param name="settledAt">When the last was settled; null while any waits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task TellAsync(ReviewRound round, MemberId person, DateTimeOffset? settledAt, CancellationToken cancellationToken)
    {
        var order = ResultNews.OrderOf(round, person);
        var before = settledAt is null ? null : await asks.FindAsync(person, order.Kind, order.Key, cancellationToken);
        var knewLess = before is { State: AskState.Trying } || (before is { State: AskState.Sent } && before.SentAt < settledAt + EndRound.Settling);
        await book.OrderAsync(knewLess ? ResultNews.RestOf(round, person) : order, cancellationToken); // what still waits to be sent is made as it is sent
    }
}
