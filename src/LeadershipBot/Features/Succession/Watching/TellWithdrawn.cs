using LeadershipBot.Domain.Asks;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Has everybody told who waits for an outcome that a post isn't offered any more; where the round was filled before, that is whoever is in reserve.</summary>
internal sealed class TellWithdrawn(PostShelf shelf, Bench bench, IApplicants applicants, AskBook book) : IDelivery
{
    public const string Kind = "posts.gone";

    /// <summary>Whether somebody may wait for an outcome.</summary>
    public static bool Concerns(Post post) => post is { WithdrawnBecause: not null, Round: not null };

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Post: { Round: { } round } post } head || !Concerns(post))
            return new Delivered.Done();
        var opening = PostRows.OpeningOf(head.Key, round.Number);
        foreach (var person in await bench.ListWaitingAsync(post.Organisation.Id, opening, cancellationToken))
            await book.OrderAsync(new AskOrder(person.Id, post.Organisation.Id, WithdrawnNews.AskKind, opening, new Ask(AskWeight.Notice, 0, null)), cancellationToken);
        await applicants.TellChangedAsync(post.Organisation.Id, PostOpenings.PostsKind, opening, OpeningChange.Withdrawn, cancellationToken); // last: by it the reserve ends, and who stood there is in the list before
        return new Delivered.Done();
    }
}

/// <summary>Tells somebody who applied that the post isn't offered any more, and why.</summary>
internal sealed class WithdrawnNews(PostShelf shelf, CardLibrary library) : IAskSource
{
    public const string AskKind = "posts.gone.news";

    private readonly TextFile _text = library.Text;

    public string Kind => AskKind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(wish.Key, cancellationToken) is not { Post: { WithdrawnBecause: { } because } post })
            return null;
        var title = _text.Plain("posts.gone.title", ("title", post.Content.Title));
        CardText[] lines = [_text.Format("posts.gone.why", ("reason", because)), _text.Format("posts.gone.next")];
        return new AskCard(title, NoticeCard.Of(_text, title, null, lines, _text.Format("posts.gone.kind", ("organisation", _text.NameOf(post.Organisation)))));
    }
}
