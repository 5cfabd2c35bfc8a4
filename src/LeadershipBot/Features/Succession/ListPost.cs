using LeadershipBot.Features.Succession.Browsing;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>Brings a post's line in its organisation's list up to date, and its cards in channels, and says that it was closed, where it was; done again, it writes the same.</summary>
internal sealed class ListPost(PostShelf shelf, IApplicants applicants, SharedCards shared, IRecordStore store, TimeProvider time) : IDelivery
{
    public const string Kind = "posts.line";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { } head)
            return new Delivered.Done();
        var organisation = head.Post.Organisation.Id;
        await store.CommitAsync(PostIndexRows.Table, organisation, [new Change.Upsert(PostIndexRows.OfLine(head))], cancellationToken);
        if (head.Post.IsPublished)
            await shared.OrderUpdateAsync(table, head.Key, SharedPosts.RenewKind, cancellationToken);
        if (head.Post.Round is { } round && round.IsOverAt(time.GetUtcNow()))
            await applicants.ClosedAsync(organisation, PostOpenings.PostsKind, PostRows.OpeningOf(head.Key, round.Number), cancellationToken);
        return new Delivered.Done();
    }
}
