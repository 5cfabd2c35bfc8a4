using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Has those told who applied for a post that the interviews are on another day.</summary>
internal sealed class TellInterview(PostShelf shelf, IApplicants applicants) : IDelivery
{
    public const string Kind = "posts.interviewMoved";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is { Post: { WithdrawnBecause: null, Round: { FilledAt: null } round } post } head)
            await applicants.TellChangedAsync(post.Organisation.Id, PostOpenings.PostsKind, PostRows.OpeningOf(head.Key, round.Number), OpeningChange.Interview, cancellationToken);
        return new Delivered.Done();
    }
}
