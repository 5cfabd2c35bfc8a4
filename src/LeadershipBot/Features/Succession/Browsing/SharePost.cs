using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Succession.Browsing;

/// <summary>A member looks for a post in the compose box, to put its card into a conversation.</summary>
internal sealed class FindPosts(PostShelf shelf, PostCards cards, IAudience audience, CardLibrary library) : ISlice
{
    private const int ResultsMax = 8;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.Check(turn) is not null)
            return new Answer.Found([]);
        var words = turn.Data.Text("words", 80);
        var localities = await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var found = (await shelf.ListAsync(turn.Actor.Organisation.Id, cancellationToken))
            .Where(post => post is { IsPublished: true, IsWithdrawn: false } && WordSearch.Finds(words, post.Title, localities.GetValueOrDefault(post.Locality, "")))
            .OrderByDescending(post => post.IsOpenAt(turn.At)).ThenBy(post => post.Title, StringComparer.OrdinalIgnoreCase)
            .Take(ResultsMax);
        return new Answer.Found([.. (await Task.WhenAll(found.Select(line => ResultAsync(line, turn.At, localities, cancellationToken)))).OfType<SearchResult>()]);
    }

    private async Task<SearchResult?> ResultAsync(PostLine line, DateTimeOffset now, IReadOnlyDictionary<string, string> localities, CancellationToken cancellationToken)
        => await shelf.FindAsync(line.Key, cancellationToken) is { Post.IsPublished: true } head
            ? new SearchResult(PlainText.FromPerson(line.Title), PlainText.FromPerson(PostWords.InShort(library.Text, line, localities)), await cards.SharedAsync(head, now, cancellationToken))
            : null;
}

/// <summary>A member chooses the channel in which a post is to stand.</summary>
internal sealed class OpenShare(PostShelf shelf, ChannelShare share, CardLibrary library) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
        => (await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head)
            ? new Answer.Refused(refusal)
            : await share.AskAsync(turn, "posts/share", library.Text.Plain("posts.share.title"), "post", head.Key, cancellationToken);
}

/// <summary>A member has a post put into a channel of a team in which they are. The same press twice puts it there once.</summary>
internal sealed class SharePost(PostShelf shelf, ChannelShare share) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        return head.Post.IsPublished
            ? await share.OrderAsync<SharedPosts>(turn, head.Key, cancellationToken)
            : new Answer.Refused(new Refusal("posts.refused.draft"));
    }
}

/// <summary>Posts where they are shared: renewed after a change, and when a round opens or closes.</summary>
internal sealed class SharedPosts(PostShelf shelf, PostCards cards) : IShareable
{
    public const string PutKind = "posts.channel";
    public const string RenewKind = "posts.shared";

    static string IShareable.Table => PostRows.Table;

    static string IShareable.PutKind => PutKind;

    static string IShareable.RenewKind => RenewKind;

    public async Task<SharedThing?> FindAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, cancellationToken) is { Post.IsPublished: true } head
            ? new SharedThing(await cards.SharedAsync(head, now, cancellationToken), IsOffered: head.Post.WithdrawnBecause is null, head.Post.Round?.NextChangeAfter(now))
            : null;
}
