using LeadershipBot.Domain.Time;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>On the day on which what came of a poll is to be looked at again: has its owner asked.</summary>
internal sealed class ReviewOutcome(PollShelf shelf, OutcomeOwners owners, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.outcome.review";

    private static readonly TimeOnly InTheMorning = new(9, 0);

    /// <summary>The order, as a change for the commit that keeps the day.</summary>
    public static Change At(string partitionKey, DateOnly day) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", LocalTime.MomentOf(day, InTheMorning, Zones.UnitedKingdom)));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Outcome.ReviewOn: { } day, Poll: { Withdrawal: null } poll })
            return new Delivered.Done();
        if (LocalTime.MomentOf(day, InTheMorning, Zones.UnitedKingdom) > time.GetUtcNow())
            return new Delivered.NotBefore(LocalTime.MomentOf(day, InTheMorning, Zones.UnitedKingdom)); // it was put off
        foreach (var person in await owners.ListAsync(poll, cancellationToken))
            await book.OrderAsync(OutcomeAsk.OrderOf(poll, person, OutcomeAsk.ReviewOf(day)), cancellationToken);
        return new Delivered.Done();
    }
}
