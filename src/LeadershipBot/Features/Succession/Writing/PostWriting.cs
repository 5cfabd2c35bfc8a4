using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Writing;

/// <summary>
/// Keeps what is being written, page by page: a new post, which is a draft until it is saved, or changes of one that members see,
/// of which they see nothing before. Every organiser and chair may go on with it.
/// </summary>
internal sealed class PostWriting(PostShelf shelf, IAudience audience, Outbox outbox, Contention contention)
{
    private static readonly string[] PeopleInputs = ["runBy", "panel", "deputies", "deputies2"];

    /// <summary>Puts what was filled in over what is there, and keeps it; refused where it can't be written any more, or holds what may not be kept.</summary>
    public Task<Kept> KeepAsync(Turn turn, Func<PostContent, PostContent> change, CancellationToken cancellationToken)
        => contention.RunAsync(stop => OnceAsync(turn, change, stop), cancellationToken);

    /// <summary>Makes what was written the post, as members see it from now on.</summary>
    public Task<Ruling<Post>> SaveAsync(Turn turn, PostHead head, Func<Post, Ruling<Post>> then, Change entry, CancellationToken cancellationToken)
    {
        return contention.ChangeAsync(stop => shelf.FindAsync(head.Key, stop), new Refusal(PostRefusals.Unknown), Decide, CommitAsync, cancellationToken);

        Ruling<Post> Decide(PostHead now)
        {
            if (PostDraft.Check(now.Written, turn.Today).IsRefused(out var missing, out var content))
                return missing;
            return now.Post.WhyNotHandedOn(content, turn.Actor) is { } handedOn ? handedOn : then(now.Post.Rewritten(content, turn.At));
        }

        async Task<bool> CommitAsync(PostHead now, Post after, CancellationToken stop)
        {
            await shelf.NoteAsync(after, turn.Actor.MemberId, stop);
            List<Change> changes = [.. shelf.ChangesOf(now, after), entry];
            if (now.WritingETag is { } written)
                changes.Add(new Change.Delete(PostRows.WritingRow, written));
            return await outbox.CommitAsync(PostRows.Table, now.Key, changes, stop) is CommitResult.Committed;
        }
    }

    /// <summary>Whom a page may name: those whom it says, as far as the organisation lists them.</summary>
    public async Task<KnownPeople> KnowAsync(Turn turn, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation.Id;
        var people = await audience.KnowAsync(turn, PeopleInputs, PostLimits.PanelMax * 3, cancellationToken);
        var posts = (await shelf.ListAsync(organisation, cancellationToken)).Select(line => line.Key.Split('.')[1]).ToHashSet(StringComparer.Ordinal);
        return new KnownPeople(people, await audience.NameLocalitiesAsync(organisation, cancellationToken), posts);
    }

    private async Task<Kept?> OnceAsync(Turn turn, Func<PostContent, PostContent> change, CancellationToken cancellationToken)
    {
        var isNew = !turn.Data.TryText("post", out var key);
        var made = new Post(Keys.Hash("post", turn.DialogNonce, turn.Actor.Id), turn.Actor.Organisation, PostContent.Empty);
        var head = await shelf.FindAsync(isNew ? PostRows.KeyOf(made) : key!, cancellationToken);
        if (head?.Post.Organisation.Id != turn.Actor.Organisation.Id && !(isNew && head is null))
            return new Kept(null, PostContent.Empty, new Refusal(PostRefusals.Unknown));
        var content = change(head?.Written ?? PostContent.Empty with { RunBy = new Person(turn.Actor.MemberId, turn.Actor.Name) });
        if (head?.Post.WithdrawnBecause is not null)
            return new Kept(head, content, new Refusal(PostRefusals.Withdrawn));
        if (PostDraft.WhyNotKept(content, turn.Today) is { } refusal)
            return new Kept(head, content, refusal);
        if (head is null)
        {
            var draft = made with { Content = content };
            await shelf.NoteAsync(draft, turn.Actor.MemberId, cancellationToken);
            Change[] first = [new Change.Insert(PostRows.OfPost(draft)), .. shelf.Orders(PostRows.KeyOf(draft), draft), Audit.Entry(PostRows.KeyOf(draft), turn, "posts.drafted")];
            return await outbox.CommitAsync(PostRows.Table, PostRows.KeyOf(draft), first, cancellationToken) is CommitResult.Committed && await shelf.FindAsync(PostRows.KeyOf(draft), cancellationToken) is { } kept ? new Kept(kept, content, null) : null;
        }

        if (content == head.Written)
            return new Kept(head, content, null);
        await shelf.NoteAsync(head.Post with { Content = content }, turn.Actor.MemberId, cancellationToken);
        Change[] changes = head.Post.IsPublished
            ? [new Change.Replace(PostRows.OfPost(head.Post, head.ETag)), Written(head, content)]
            : [new Change.Replace(PostRows.OfPost(head.Post with { Content = content }, head.ETag)), .. shelf.Orders(head.Key, head.Post)];
        return await outbox.CommitAsync(PostRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed && await shelf.FindAsync(head.Key, cancellationToken) is { } after ? new Kept(after, content, null) : null;
    }

    private static Change Written(PostHead head, PostContent content)
    {
        var row = PostRows.OfWriting(head.Key, content, head.WritingETag);
        return head.WritingETag is null ? new Change.Insert(row) : new Change.Replace(row);
    }
}

/// <summary>What became of a page.</summary>
/// <param name="Head">The post as it is kept; null where there is none.</param>
/// <param name="Content">What was filled in, kept or not.</param>
/// <param name="Refused">Why it isn't kept; null if it is.</param>
internal sealed record Kept(PostHead? Head, PostContent Content, Refusal? Refused);
