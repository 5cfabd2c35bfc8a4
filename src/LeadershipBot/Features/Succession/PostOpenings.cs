using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Features.Succession.Ladders;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Succession;

/// <summary>Posts as things that can be applied for: each round of a post is an opening of its own, so that a post can be applied for again years later.</summary>
internal sealed class PostOpenings(PostShelf shelf, AppointedSteps steps, NotRecorded notRecorded, CardLibrary library, TimeProvider time) : IOpenings
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
        if (Holds(head.Post.Tenures, actor, today) is { } held && !(held.Until <= today.AddMonths(SeatRisk.SoonMonths)))
            return new Refusal("posts.refused.holdsAlready");
        var conflicting = (await shelf.ListAsync(head.Post.Organisation.Id, cancellationToken)).Find(other => other.Key != head.Key && IsEither(head, other) && Holds(other.Tenures, actor, today) is not null);
        return conflicting is null ? null : new Refusal("posts.refused.conflict", ("other", conflicting.Title));
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
        var ruling = await shelf.ChangeAsync(named.Key, head => head.Post.Appoint(tenure, person, round, at), head => Audit.ByProgram(head.Key, "posts.appointed", at, new Changed(person.Id.ObjectId, "", tenure)), by: null, cancellationToken);
        if (!ruling.IsRefused(out _, out var after))
            await steps.NoteAsync(after, tenure, at, cancellationToken);
        else if (await shelf.FindAsync(named.Key, cancellationToken) is { } head)
            await notRecorded.OrderAsync(head, tenure, cancellationToken); // said again it would be refused again: somebody has to look
    }

    public async Task TakenBackAsync(string key, DateTimeOffset at, string words, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (PostRows.Read(key) is not { Round: not null } named || await shelf.FindAsync(named.Key, cancellationToken) is not { } head)
            return;
        var tenure = PostTenures.IdOf(named.Key, idempotencyKey);
        var whom = head.Post.Tenures.FirstOrDefault(one => one.Id == tenure)?.Holder;
        if (whom is not null)
            await steps.DropAsync(head.Post.Organisation.Id, whom.Id, tenure, cancellationToken);
        await shelf.ChangeAsync(named.Key, now => now.Post.TakeBack(tenure, DateOnly.FromDateTime(at.UtcDateTime)), now => Audit.ByProgram(now.Key, "posts.takenBack", at, new Changed(whom?.Id.ObjectId ?? "", tenure, "")), by: null, cancellationToken);
    }

    public async Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => [.. (await shelf.ListAsync(organisationId, cancellationToken)).Where(post => post is { IsPublished: true, Round: not null } && post.Panel.Contains(person)).Select(post => PostRows.OpeningOf(post.Key, post.Round!.Number))];

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
            RunBySince = post.RunBySince,
        };
    }

    /// <summary>Whether nobody may hold both: it may be said on either of them only.</summary>
    private static bool IsEither(PostHead head, PostLine other)
        => other.Conflicts.Contains(head.Post.Id) || head.Post.Content.Conflicts.Any(id => PostRows.KeyOf(head.Post.Organisation.Id, id) == other.Key);

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
