using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.PeerReview.Rounds;

/// <summary>
/// Who was asked about whom, and what each said of themselves, where the round's own key couldn't be used when it was over: it is tried
/// again, ever less often, and given up once the key must be taken for lost. Either way all who were told of the round without it are
/// told once more (<see cref="TellLater"/>); that it is lost those who run rounds are, too. It stays as it is: should the key be found
/// after all, it can be read.
/// </summary>
internal sealed class UnlockLater(ReviewShelf shelf, RaterBook raters, LostKeys lost, IRoleHolders roles, AskBook book, Outbox outbox, TimeProvider time) : IDelivery
{
    public const string Kind = "review.unlockLater";

    /// <summary>The order. Again it is the same order.</summary>
    public static Change At(ReviewRound round, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(ReviewRows.KeyOf(round), Kind, "", at));

    /// <summary>Whether it still waits.</summary>
    public static async Task<bool> WaitsAsync(ReviewShelf shelf, ReviewRound round, CancellationToken cancellationToken)
        => (await shelf.RowsAsync(ReviewRows.KeyOf(round), OutboxRow.RowKeyOf(Kind, ""), cancellationToken)).Count > 0;

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindByKeyAsync(row.PartitionKey, cancellationToken) is not { } round)
            return new Delivered.Done();
        if (await raters.CanOpenAsync(round, cancellationToken))
            lost.Opened(row.PartitionKey);
        else if (OpenLater.TriesAgainAt(round, lost.Failed(row.PartitionKey, await raters.OthersOpenAsync(round, cancellationToken)), now) is { } again)
            return new Delivered.NotBefore(again); // the log says why
        else
            await GiveUpAsync(round, now, cancellationToken);
        await outbox.CommitAsync(ReviewRows.Table, row.PartitionKey, [TellLater.After(round, now)], cancellationToken);
        return new Delivered.Done();
    }

    private async Task GiveUpAsync(ReviewRound round, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await shelf.ChangeAsync(round.Organisation.Id, round.Id, one => one with { IsOwnKeyLost = true }, after => [Audit.ByProgram(ReviewRows.KeyOf(after), "review.ownKeyLost", now)], cancellationToken);
        foreach (var holder in await roles.ListAsync(round.Organisation.Id, ReviewGate.Makers, cancellationToken))
            await book.OrderAsync(KeyLostNews.OfOwnKey(round, holder.Person), cancellationToken);
    }
}
