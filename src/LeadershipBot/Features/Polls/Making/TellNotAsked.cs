using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Making;

/// <summary>Has it told that a poll was not asked at its time, or not again: see <see cref="PollNotAsked"/>.</summary>
internal sealed class TellNotAsked(PollShelf shelf, SendingDesk desk, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.tell";

    /// <summary>The order to tell it, as a change for the commit that decides it.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: { NotAsked: not null } poll })
            return new Delivered.Done();
        var now = time.GetUtcNow();
        var asker = poll.AskedBy.Length > 0 ? new MemberId(poll.TenantId, poll.AskedBy) : default;
        await desk.OrderAsync(new SendingHead(Keys.Hash(PollNotAsked.SendingKind, row.PartitionKey), PollNotAsked.SendingKind, row.PartitionKey, poll.Organisation.Id, asker) { OrderedAt = now, StartsAt = now }, cancellationToken);
        return new Delivered.Done();
    }
}
