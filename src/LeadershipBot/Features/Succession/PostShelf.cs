using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>Finds posts, and changes them: load, decide, one commit with everything that follows from it.</summary>
internal sealed class PostShelf(IRecordStore store, Outbox outbox, Contention contention, TimeProvider time)
{
    private static readonly RowRange HeadRows = RowRange.Prefix(PostRows.Head);

    /// <summary>One read: a post by its key, or by that of one of its rounds; null if there is none. The key may have come from outside.</summary>
    public async Task<PostHead?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (PostRows.Read(key) is not { } named)
            return null;
        var rows = new List<Record>(8);
        await foreach (var row in store.ListAsync(PostRows.Table, named.Key, HeadRows, cancellationToken))
            rows.Add(row);
        return PostRows.ToHead(rows);
    }

    /// <summary>The post that a turn names by its <c>post</c>, for somebody of the organisation; or why not. Drafts are for those who manage posts.</summary>
    public async Task<Ruling<PostHead>> FindAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.Check(turn) is { } refusal)
            return refusal;
        var head = await FindAsync(turn.Data.Text("post"), cancellationToken);
        return head is not null && head.Post.Organisation.Id == turn.Actor.Organisation.Id && (head.Post.IsPublished || head.Post.MayBeManagedBy(turn.Actor)) ? head : new Refusal(PostRefusals.Unknown);
    }

    /// <summary>The same, for somebody who manages it.</summary>
    public async Task<Ruling<PostHead>> FindManagedAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await FindAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return refusal;
        return head.Post.MayBeManagedBy(turn.Actor) ? head : new Refusal(PostRefusals.Role);
    }

    /// <summary>The lines of all posts of an organisation: one partition.</summary>
    public async Task<List<PostLine>> ListAsync(string organisationId, CancellationToken cancellationToken)
    {
        var lines = new List<PostLine>();
        await foreach (var row in store.ListAsync(PostIndexRows.Table, organisationId, RowRange.Prefix(PostIndexRows.Line), cancellationToken))
            lines.Add(PostIndexRows.ToLine(row));
        return lines;
    }

    /// <summary>Somebody changes a post in a turn, which is audited.</summary>
    /// <param name="turn">Who, and when.</param>
    /// <param name="head">The post as it was read; it is read again where it moved meanwhile.</param>
    /// <param name="decide">The post after it, or why not; the same where nothing changes.</param>
    /// <param name="entry">The entry of the audit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Ruling<Post>> ChangeAsync(Turn turn, PostHead head, Func<Post, Ruling<Post>> decide, Change entry, CancellationToken cancellationToken)
        => ChangeAsync(head.Key, now => decide(now.Post), _ => entry, turn.Actor.MemberId, cancellationToken);

    /// <summary>Changes a post, with an entry of the audit where there is one.</summary>
    public Task<Ruling<Post>> ChangeAsync(string key, Func<PostHead, Ruling<Post>> decide, Func<PostHead, Change?> audit, MemberId? by, CancellationToken cancellationToken)
        => contention.ChangeAsync(stop => FindAsync(key, stop), new Refusal(PostRefusals.Unknown), decide, (head, after, stop) => CommitAsync(head, after, audit(head), by, stop), cancellationToken);

    private async Task<bool> CommitAsync(PostHead head, Post after, Change? entry, MemberId? by, CancellationToken cancellationToken)
    {
        if (after == head.Post)
            return true;
        await NoteAsync(after, by, cancellationToken); // first: a note of nothing is harmless
        List<Change> changes = [.. ChangesOf(head, after)];
        if (entry is not null)
            changes.Add(entry);
        return await outbox.CommitAsync(PostRows.Table, head.Key, changes, cancellationToken) is CommitResult.Committed;
    }

    /// <summary>Notes in which posts somebody stands, by which these are found from the person.</summary>
    public async Task NoteAsync(Post post, MemberId? by, CancellationToken cancellationToken)
    {
        var people = post.Tenures.Select(tenure => tenure.Holder?.Id).Concat(post.Content.Panel.Concat(post.Content.Deputies).Append(post.Content.RunBy).Select(one => one?.Id)).Append(by);
        foreach (var person in people.OfType<MemberId>().DistinctBy(one => one.ToString()))
        {
            var row = PostIndexRows.OfNote(post.Organisation.Id, PostRows.KeyOf(post), person);
            if (await store.FindAsync(PostIndexRows.Table, row.PartitionKey, row.RowKey, cancellationToken) is null)
                await store.CommitAsync(PostIndexRows.Table, row.PartitionKey, [new Change.Upsert(row)], cancellationToken);
        }
    }

    /// <summary>The post after a change, with what follows from it.</summary>
    public IEnumerable<Change> ChangesOf(PostHead head, Post after)
    {
        var key = head.Key;
        yield return new Change.Replace(PostRows.OfPost(after, head.ETag));
        foreach (var tenure in after.Tenures.Where(tenure => !head.Post.Tenures.Contains(tenure)))
            yield return new Change.Upsert(PostRows.OfTenure(key, tenure));
        foreach (var gone in head.Post.Tenures.Where(tenure => after.Tenures.All(one => one.Id != tenure.Id)))
            yield return new Change.Delete(PostRows.Tenure + gone.Id, null);
        foreach (var round in after.Rounds.Where(round => !head.Post.Rounds.Contains(round)))
            yield return new Change.Upsert(PostRows.OfRound(key, round));
        if (after.Round is { InvitedAt: not null } invited && head.Post.Round?.InvitedAt is null)
            yield return new Change.Upsert(OutboxRow.New(key, SendInvitations.Kind, "", invited.InvitedAt.Value));
        if (head.Post.WithdrawnBecause is null && TellWithdrawn.Concerns(after))
            yield return new Change.Upsert(OutboxRow.New(key, TellWithdrawn.Kind, "", time.GetUtcNow()));
        foreach (var order in TellInterview.Orders(key, head.Post, after, time.GetUtcNow()))
            yield return order;
        foreach (var order in Orders(key, after))
            yield return order;
    }

    /// <summary>Its line is brought up to date, and it is looked at when something is due.</summary>
    public IEnumerable<Change> Orders(string key, Post post)
    {
        var now = time.GetUtcNow();
        yield return new Change.Upsert(OutboxRow.New(key, ListPost.Kind, "", now));
        if (PostClock.NextDue(post, now) is { } due)
            yield return new Change.Upsert(OutboxRow.New(key, WatchPost.Kind, "", due > now ? due : now));
    }
}
