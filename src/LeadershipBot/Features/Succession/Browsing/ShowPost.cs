using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Browsing;

/// <summary>A member reads one post.</summary>
internal sealed class ShowPost(PostShelf shelf, PostCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : new Answer.Card(await cards.OfAsync(turn, head, note: null, cancellationToken));
}

/// <summary>Teams, or somebody, asks for a shared post as it is now. Whoever sees its card may read it, as it was shown to them.</summary>
internal sealed class RefreshPost(PostShelf shelf, PostCards cards) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => await shelf.FindAsync(turn.Data.Text("post"), cancellationToken) is { Post.IsPublished: true } head
            ? new Answer.Card(await cards.OfAsync(head, turn.At, turn.TimeZone, isManaged: false, note: null, cancellationToken))
            : new Answer.Unusable(new Refusal(PostRefusals.Unknown));
}
