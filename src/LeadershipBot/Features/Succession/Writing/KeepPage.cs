using LeadershipBot.Domain;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.Succession.Browsing;
using LeadershipBot.Features.Succession.Watching;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Writing;

/// <summary>An organiser or a chair begins a post, or goes on with one.</summary>
internal sealed class OpenWriting(PostShelf shelf, WritingCards cards, Chance chance) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if (!turn.Data.TryText("post", out _))
            return await cards.FactsAsync(turn, null, chance.NewId(), PostContent.Empty, problem: null, cancellationToken);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        return head.Post.WithdrawnBecause is null
            ? await cards.FactsAsync(turn, head, chance.NewId(), head.Written, problem: null, cancellationToken)
            : new Answer.Refused(new Refusal(PostRefusals.Withdrawn));
    }
}

/// <summary>
/// An organiser or a chair sends a page of a post: it is kept, and the next page comes, or the one before. What can't be taken
/// comes back with what was typed still in it, but for patient data, of which nothing stays.
/// </summary>
internal sealed class KeepPage(PostWriting writing, WritingCards cards, IAudience audience, IRoleHolders people) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        var isPeople = turn.Data.TryNumber("page", out var page) && page == 2;
        var known = isPeople ? await writing.KnowAsync(turn, cancellationToken) : null;
        var localities = known?.Localities ?? await audience.NameLocalitiesAsync(turn.Actor.Organisation.Id, cancellationToken);
        var kept = await writing.KeepAsync(turn, before => known is null ? PostForm.ReadFacts(turn.Data, before, localities) : PostForm.ReadPeople(turn.Data, before, known), cancellationToken);
        if (kept.Refused is { } refused)
            return await ComesBackAsync(turn, kept, isPeople, refused, cancellationToken);
        var (head, content) = (kept.Head!, kept.Content);
        if (isPeople && turn.Data.Text("go") == "back")
            return await cards.FactsAsync(turn, head, turn.DialogNonce, content, problem: null, cancellationToken);
        if (PostDraft.CheckFacts(content, turn.Today) is { } missing)
            return await cards.FactsAsync(turn, head, turn.DialogNonce, content, missing, cancellationToken);
        if (!isPeople && OpeningForm.WhyNotLocality(turn.Data, content.Locality, localities) is { } elsewhere)
            return await cards.FactsAsync(turn, head, turn.DialogNonce, content, elsewhere, cancellationToken);
        if (!isPeople)
            return await cards.PeopleAsync(turn, head, content, problem: null, cancellationToken);
        var isRefused = PostDraft.Check(content, turn.Today).IsRefused(out var problem, out _);
        problem = isRefused ? problem : await PanelRoles.WhyNotAsync(people, head.Post.Organisation.Id, content.Panel, cancellationToken);
        return problem is not null
            ? await cards.PeopleAsync(turn, head, content, problem, cancellationToken)
            : await cards.PreviewAsync(turn, head, problem: null, cancellationToken);
    }

    private async Task<Answer> ComesBackAsync(Turn turn, Kept kept, bool isPeople, Refusal refused, CancellationToken cancellationToken)
    {
        if (refused.TextKey is PostRefusals.Unknown or PostRefusals.Withdrawn)
            return new Answer.Refused(refused);
        var content = refused.TextKey is "shell.refused.patientData" ? kept.Head?.Written ?? PostContent.Empty : kept.Content;
        return isPeople && kept.Head is { } head
            ? await cards.PeopleAsync(turn, head, content, refused, cancellationToken)
            : await cards.FactsAsync(turn, kept.Head, turn.DialogNonce, content, refused, cancellationToken);
    }
}

/// <summary>An organiser or a chair saves a post, so that members see it, or opens it for applications at the same time; or goes back to the page before.</summary>
internal sealed class PublishPost(PostShelf shelf, PostWriting writing, WritingCards cards, PostCards posts, Bench bench, CardLibrary library) : ISlice
{
    private const int RoundsMax = 20;

    private static readonly TimeOnly OpensIn = new(9, 0);

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (PostGate.CheckMaking(turn) is { } refusal)
            return new Answer.Refused(refusal);
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var unknown, out var head))
            return new Answer.Refused(unknown);
        if (head.Post.WithdrawnBecause is not null)
            return new Answer.Refused(new Refusal(PostRefusals.Withdrawn));
        switch (turn.Data.Text("go"))
        {
            case "back":
                return await cards.PeopleAsync(turn, head, head.Written, problem: null, cancellationToken);
            case "preview":
                return PostDraft.Check(head.Written, turn.Today).IsRefused(out var missing, out _) ? await cards.PeopleAsync(turn, head, head.Written, missing, cancellationToken) : await cards.PreviewAsync(turn, head, problem: null, cancellationToken);
            case "open":
                if (await HasUndecidedAsync(head, turn.At, cancellationToken))
                    return await cards.PreviewAsync(turn, head, new Refusal("posts.refused.undecided"), cancellationToken);
                var opened = Audit.Entry(head.Key, turn, "posts.opened");
                return await SaveAsync(turn, head, Open(turn), opened, "posts.opened.done", cancellationToken);
            default:
                var saved = Audit.Entry(head.Key, turn, "posts.saved");
                return await SaveAsync(turn, head, post => post, saved, "posts.saved.done", cancellationToken);
        }
    }

    /// <summary>Whether people of a round before still wait for an outcome, be it in reserve of one that was filled: two rounds at once would give one seat twice.</summary>
    private async Task<bool> HasUndecidedAsync(PostHead head, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var over = head.Post.Rounds.Where(round => round.IsOverAt(now)).TakeLast(RoundsMax);
        var counted = await Task.WhenAll(over.Select(round => bench.CountAsync(head.Post.Organisation.Id, PostRows.OpeningOf(head.Key, round.Number), cancellationToken)));
        return counted.Any(counts => counts.Live > counts.Appointed);
    }

    private async Task<Answer> SaveAsync(Turn turn, PostHead head, Func<Post, Ruling<Post>> then, Change entry, string saidKey, CancellationToken cancellationToken)
    {
        if ((await writing.SaveAsync(turn, head, then, entry, cancellationToken)).IsRefused(out var problem, out var after))
            return await cards.PreviewAsync(turn, head, problem, cancellationToken);
        var said = library.Text.Plain(saidKey, ("title", after.Content.Title));
        return new Answer.Say(said) { Renewed = await shelf.FindAsync(head.Key, cancellationToken) is { } now ? await posts.OfAsync(turn, now, CardText.FromPerson(said.Words), cancellationToken) : null };
    }

    /// <summary>Sent twice, the round that it opened is there already.</summary>
    private static Func<Post, Ruling<Post>> Open(Turn turn) => post =>
    {
        var (zone, now) = (turn.TimeZone, turn.At);
        var opens = Columns.Day(turn.Data.Text("opens")) is { } from && from > turn.Today ? LocalTime.MomentOf(from, OpensIn, zone) : now;
        var closes = OpeningForm.ClosingOn(turn.Data.Text("closes"), zone) ?? default;
        var places = turn.Data.TryNumber("appoint", out var typed) ? typed : 0;
        if (post.Round is { } last && !last.IsOverAt(now) && last.ClosesAt == closes && last.Places == places)
            return post;
        return post.Open(opens, closes, places, Columns.Day(turn.Data.Text("interview")), now);
    };
}
