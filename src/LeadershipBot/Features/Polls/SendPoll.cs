using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls;

/// <summary>Has a poll sent to everybody whom its organisation lists. Its asker watches how far it is in their own chat.</summary>
internal sealed class SendPoll(PollShelf shelf, SendingDesk desk, IReach reaches, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.send";

    /// <summary>The version of the content that shows a poll as it is: higher with each change, and once more when it has ended.</summary>
    public static int VersionOf(Poll poll, DateTimeOffset now) => 1 + poll.Revision + (poll.EndedAt(now) is null ? 0 : 1);

    /// <summary>The order to send it, as a change for the commit that makes the poll.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Insert(OutboxRow.New(partitionKey, Kind, "", at));

    /// <summary>The sending of a poll.</summary>
    public static string SendingOf(string partitionKey) => Keys.Hash(PollForEverybody.SendingKind, partitionKey);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Poll: var poll })
            return new Delivered.Done();
        var asker = new MemberId(poll.TenantId, poll.AskedBy);
        var order = new SendingHead(SendingOf(row.PartitionKey), PollForEverybody.SendingKind, row.PartitionKey, poll.Organisation.Id, asker)
        {
            OrderedAt = poll.OpenedAt,
            StartsAt = time.GetUtcNow(),
            WatchedIn = (await reaches.FindAsync(asker, cancellationToken)).Chat,
        };
        await desk.OrderAsync(order, cancellationToken);
        return new Delivered.Done();
    }
}
