using LeadershipBot.Features.Decisions.Sending;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Decisions.Managing;

/// <summary>When a decision was corrected or withdrawn: shows it on every card, in conversations and in people's own chats.</summary>
internal sealed class ShowDecisionChange(DecisionShelf shelf, SendingDesk desk) : IDelivery
{
    public const string Kind = "decisions.change";

    /// <summary>The order to show it, as a change for the commit that changes the decision.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { } head)
            await desk.ChangeContentAsync(DecisionSending.SendingOf(head.PartitionKey), DecisionSending.VersionOf(head), cancellationToken);
        return new Delivered.Done();
    }
}
