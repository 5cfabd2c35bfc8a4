using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Sending;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Polls.Managing;

/// <summary>
/// When a poll was changed: shows it on every card, in conversations and in people's own chats, and deletes what was half
/// filled in of it as it was before.
/// </summary>
internal sealed class ShowChange(PollShelf shelf, PollPosting posting, SendingDesk desk, HalfFilled half, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "polls.change";

    /// <summary>The order to show it, as a change for the commit that changes the poll.</summary>
    public static Change At(string partitionKey, DateTimeOffset at) => new Change.Upsert(OutboxRow.New(partitionKey, Kind, "", at));

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        await half.ClearAsync(head, cancellationToken);
        await store.CommitAsync(PollRows.IndexTable, head.Poll.Organisation.Id, [new Change.Upsert(PollRows.OfIndex(head.Poll))], cancellationToken); // its words may have changed
        if (head.Poll.IsForEverybody)
            await desk.ChangeContentAsync(SendPoll.SendingOf(row.PartitionKey), SendPoll.VersionOf(head.Poll, time.GetUtcNow()), cancellationToken);
        return await posting.UpdateCardsAsync(head, showsVotesLater: _ => false, cancellationToken);
    }
}
