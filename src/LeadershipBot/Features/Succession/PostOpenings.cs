using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>Posts as things that can be applied for: each round of a post is an opening of its own, so that a post can be applied for again years later.</summary>
internal sealed class PostOpenings(PostShelf shelf, IRecordStore store, CardLibrary library, TimeProvider time) : IOpenings
{
    public const string PostsKind = "posts";

    private const int NextMax = 5;

    public string Kind => PostsKind;

    public async Task<Opening?> FindAsync(string key, CancellationToken cancellationToken)
        => PostRows.Read(key) is { Round: { } round } && await shelf.FindAsync(key, cancellationToken) is { Post.IsPublished: true } head && head.Post.Rounds.FirstOrDefault(one => one.Number == round) is { } found
            ? OpeningOf(head, found)
            : null;

    public async Task<Refusal?> WhyNotAsync(Opening opening, Actor actor, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(opening.Key, cancellationToken) is not { } head)
            return new Refusal(PostRefusals.Unknown);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var organisation = head.Post.Organisation.Id;
        foreach (var id in head.Post.Content.Conflicts)
        {
            var row = await store.FindAsync(PostIndexRows.Table, organisation, PostIndexRows.LineRow(PostRows.KeyOf(organisation, id)), cancellationToken);
            if (row is not null && PostIndexRows.ToLine(row) is var other && Holds(other.Tenures, actor, today) is not null)
                return new Refusal("posts.refused.conflict", ("other", other.Title));
        }

        // Whoever conflicts with this post may have said so on their own post only.
        return await ConflictOfTheirsAsync(head, actor, today, cancellationToken);
    }

    public async Task<IReadOnlyList<Opening>> NextRungsAsync(string organisationId, Rung below, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lower = (await shelf.ListAsync(organisationId, cancellationToken)).Where(post => post.Rung < below && post.IsOpenAt(now)).OrderByDescending(post => post.Rung).ThenBy(post => post.Title, StringComparer.OrdinalIgnoreCase).Take(NextMax);
        var heads = await Task.WhenAll(lower.Select(post => shelf.FindAsync(post.Key, cancellationToken)));
        return [.. heads.OfType<PostHead>().Where(head => head.Post.IsOpenAt(now)).Select(head => OpeningOf(head, head.Post.Round!))];
    }

    public async Task AppointedAsync(string key, Person person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (PostRows.Read(key) is not { Round: { } round } named)
            return;
        var tenure = PostTenures.IdOf(named.Key, idempotencyKey);
        await shelf.ChangeAsync(named.Key, head => head.Post.Appoint(tenure, person, round, at), head => Audit.ByProgram(head.Key, "posts.appointed", at, new Changed(person.Id.ObjectId, "", tenure)), by: null, cancellationToken);
    }

    private Opening OpeningOf(PostHead head, Round round)
    {
        var (post, content) = (head.Post, head.Post.Content);
        return new Opening(
            PostsKind,
            PostRows.OpeningOf(head.Key, round.Number),
            post.Organisation,
            content.Title,
            content.Rung,
            round.OpensAt,
            round.ClosesAt,
            round.Places,
            content.Eligibility,
            content.Panel,
            content.RunBy ?? PostTenures.Nobody(library.Text),
            PostWords.Terms(library.Text, content),
            round.InterviewOn)
        {
            Set = post.WithdrawnBecause is not null ? OpeningState.Withdrawn : round.FilledAt is not null ? OpeningState.Filled : OpeningState.Open,
            Specification = content.Specification,
            TalkTo = content.TalkTo,
        };
    }

    private async Task<Refusal?> ConflictOfTheirsAsync(PostHead head, Actor actor, DateOnly today, CancellationToken cancellationToken)
    {
        await foreach (var note in store.ListAsync(PostIndexRows.Table, PostIndexRows.NotesOf(head.Post.Organisation.Id, actor.MemberId), RowRange.All, cancellationToken))
        {
            if (note.GetString("Key") is not { } key || await shelf.FindAsync(key, cancellationToken) is not { } own || Holds(own.Post.Tenures, actor, today) is not { } held)
                continue;
            if (own.Key == head.Key && !(held.Until <= today.AddMonths(SeatRisk.SoonMonths)))
                return new Refusal("posts.refused.holdsAlready");
            if (own.Key != head.Key && own.Post.Content.Conflicts.Contains(head.Post.Id))
                return new Refusal("posts.refused.conflict", ("other", own.Post.Content.Title));
        }

        return null;
    }

    private static Tenure? Holds(IEnumerable<Tenure> tenures, Actor actor, DateOnly today)
        => tenures.FirstOrDefault(tenure => tenure.Holder?.Id.ToString() == actor.MemberId.ToString() && !(tenure.Until < today));
}

/// <summary>How tenures are named.</summary>
internal static class PostTenures
{
    private const int IdLetters = 12;

    /// <summary>Stands for whoever ran a post and was forgotten.</summary>
    public static Person Nobody(TextFile text) => new(new MemberId("nobody", "nobody"), text.Plain("posts.runBy.nobody").Words);

    /// <summary>The same for the same recording.</summary>
    public static string IdOf(string key, string of) => Keys.Hash("tenure", key, of)[..IdLetters];
}
