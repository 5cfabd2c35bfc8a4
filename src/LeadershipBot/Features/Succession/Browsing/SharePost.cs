using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

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
            .Where(post => post is { IsPublished: true, IsWithdrawn: false } && PostFilter.Has($"{post.Title} {localities.GetValueOrDefault(post.Locality, "")}", words))
            .OrderByDescending(post => post.IsOpenAt(turn.At)).ThenBy(post => post.Title, StringComparer.OrdinalIgnoreCase)
            .Take(ResultsMax);
        var results = new List<SearchResult>();
        foreach (var line in found)
        {
            if (await shelf.FindAsync(line.Key, cancellationToken) is { Post.IsPublished: true } head)
                results.Add(new SearchResult(PlainText.FromPerson(line.Title), PlainText.FromPerson(PostWords.InShort(library.Text, line, localities)), await cards.SharedAsync(head, turn.At, cancellationToken)));
        }

        return new Answer.Found(results);
    }
}

/// <summary>A member chooses the channel in which a post is to stand.</summary>
internal sealed class OpenShare(PostShelf shelf, IChannels channels, CardLibrary library, Chance chance) : ISlice
{
    private const int ChannelsMax = 40;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        var (text, known) = (library.Text, await channels.ListAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken));
        var title = text.Plain("posts.share.title");
        var data = new CardData()
            .SetId("organisationId", turn.Actor.Organisation.Id)
            .SetId("post", head.Key)
            .SetId("nonce", chance.NewId())
            .Set("hasChannels", known.Count > 0)
            .Set("channels", known.Take(ChannelsMax).Select(one => new CardData().SetId("value", one.Id).Set("title", PlainText.FromPerson(NameOf(text, one)))))
            .Set("summary", title)
            .Set("spoken", text.AsSpoken(title));
        return new Answer.Dialog(title, new CardView("posts/share", data, title));
    }

    private static string NameOf(TextFile text, KnownChannel channel)
    {
        var name = channel.Name.Length > 0 ? channel.Name : text.Plain("posts.share.general").Words;
        return channel.Team.Length > 0 ? $"{channel.Team} › {name}" : name;
    }
}

/// <summary>A member has a post put into a channel of a team in which they are. The same press twice puts it there once.</summary>
internal sealed class SharePost(PostShelf shelf, IChannels channels, Outbox outbox, CardLibrary library) : ISlice
{
    private const int NonceCharactersMax = 64;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (!head.Post.IsPublished)
            return new Answer.Refused(new Refusal("posts.refused.draft"));
        if (await channels.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, turn.Data.Text("channel"), cancellationToken) is not { } channel)
            return new Answer.Refused(new Refusal("posts.refused.channel"));
        var nonce = turn.Data.TryText("nonce", out var given) && given.Length <= NonceCharactersMax && given.All(char.IsAsciiLetterOrDigit) ? given : turn.Intent.Key;
        var row = OutboxRow.New(head.Key, PostInChannel.Kind, Keys.Hash(nonce, turn.Actor.Id, channel.Id), turn.At);
        PlaceColumns.Write(row, channel.Place);
        await outbox.CommitAsync(PostRows.Table, head.Key, [new Change.Upsert(row)], cancellationToken);
        return new Answer.Say(library.Text.Plain("posts.share.done"));
    }
}

/// <summary>Puts a post into a channel, as it stands then.</summary>
internal sealed class PostInChannel(PostShelf shelf, PostCards cards, Sender sender, TimeProvider time) : IDelivery
{
    public const string Kind = "posts.channel";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(row.PartitionKey, cancellationToken) is not { Post: { IsPublished: true, WithdrawnBecause: null } } head)
            return new Delivered.Done();
        return await sender.SendAsync(PlaceColumns.Read(row), await cards.SharedAsync(head, time.GetUtcNow(), cancellationToken), cancellationToken) is Sent.NotNow notNow
            ? notNow.ToLater()
            : new Delivered.Done();
    }
}
