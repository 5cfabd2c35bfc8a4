using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>Brings a post's line in its organisation's list up to date; done again, it writes the same.</summary>
internal sealed class ListPost(PostShelf shelf, IRecordStore store) : IDelivery
{
    public const string Kind = "posts.line";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { } head)
            await store.CommitAsync(PostIndexRows.Table, head.Post.Organisation.Id, [new Change.Upsert(PostIndexRows.OfLine(head))], cancellationToken);
        return new Delivered.Done();
    }
}
