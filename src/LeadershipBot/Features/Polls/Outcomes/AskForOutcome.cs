using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Outcomes;

/// <summary>
/// When a poll has ended: has its owner asked what came of it, reminded of it ten working days later, and the chairs told
/// after 28 days; until somebody has said it. Each is brought once, however often this is done.
/// </summary>
internal sealed class AskForOutcome(PollShelf shelf, OutcomeOwners owners, AskBook book, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.outcome.ask";

    /// <summary>The order to begin, as a change for a commit in the poll's partition.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Outcome: null, Poll: { Withdrawal: null } poll } || poll.EndedAt(now) is not { } ended)
            return new Delivered.Done();
        if (now >= OutcomeReminders.ChairAt(ended))
        {
            await OrderAsync(poll, await owners.ListOthersAsync(poll, cancellationToken), OutcomeAsk.Overdue, cancellationToken);
            return new Delivered.Done();
        }

        var isReminder = now >= OutcomeReminders.OwnerAt(ended);
        await OrderAsync(poll, await owners.ListAsync(poll, cancellationToken), isReminder ? OutcomeAsk.Second : OutcomeAsk.First, cancellationToken);
        return new Delivered.NotBefore(isReminder ? OutcomeReminders.ChairAt(ended) : OutcomeReminders.OwnerAt(ended));
    }

    private async Task OrderAsync(Poll poll, IReadOnlyList<MemberId> people, string step, CancellationToken cancellationToken)
    {
        foreach (var person in people)
            await book.OrderAsync(OutcomeAsk.OrderOf(poll, person, step), cancellationToken);
    }
}
