using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Has those told who applied for a post that the interviews are on another day.</summary>
internal sealed class TellInterview(PostShelf shelf, IApplicants applicants) : IDelivery
{
    public const string Kind = "posts.interviewMoved";

    /// <summary>What those who applied in the newest round are to be told, by what changed; nothing, where that was filled.</summary>
    public static IEnumerable<Change> Orders(string key, Post before, Post after, DateTimeOffset now)
    {
        if (after is not { IsPublished: true, WithdrawnBecause: null, Round: { FilledAt: null } round })
            yield break;
        if (before.Round is { } last && last.Number == round.Number && last.InterviewOn != round.InterviewOn)
            yield return new Change.Upsert(OutboxRow.New(key, Kind, "", now));
        if (before.IsPublished && !IsDecidedAlike(before.Content, after.Content))
            yield return new Change.Upsert(OutboxRow.New(key, TellDeciders.Kind, "", now));
        if (before.IsPublished && TermsOf(before.Content) != TermsOf(after.Content))
            yield return new Change.Upsert(OutboxRow.New(key, TellTerms.Kind, "", now));
    }

    /// <summary>What a practice is asked to agree to, as <see cref="PostWords.Terms"/> says it.</summary>
    private static (decimal Sessions, int Months, string Pay, string Backfill, string Time) TermsOf(PostContent content)
        => (content.Sessions, content.TenureMonths, content.Pay, content.Backfill, content.ProtectedTime);

    public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken) => TellAsync(shelf, applicants, row.PartitionKey, OpeningChange.Interview, cancellationToken);

    /// <summary>Has all told whom it concerns; nothing, where the round was filled by then.</summary>
    public static async Task<Delivered> TellAsync(PostShelf shelf, IApplicants applicants, string key, OpeningChange what, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, cancellationToken) is { Post: { WithdrawnBecause: null, Round: { FilledAt: null } round } post } head)
            await applicants.TellChangedAsync(post.Organisation.Id, PostOpenings.PostsKind, PostRows.OpeningOf(head.Key, round.Number), what, cancellationToken);
        return new Delivered.Done();
    }

    private static bool IsDecidedAlike(PostContent one, PostContent other)
        => one.RunBy?.Id == other.RunBy?.Id && one.Panel.Select(person => person.Id).ToHashSet().SetEquals(other.Panel.Select(person => person.Id));
}

/// <summary>Has those told who asked their practice about a post, and the practice, that it was about other terms than those of now.</summary>
internal sealed class TellTerms(PostShelf shelf, IApplicants applicants) : IDelivery
{
    public const string Kind = "posts.terms";

    public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken) => TellInterview.TellAsync(shelf, applicants, row.PartitionKey, OpeningChange.Terms, cancellationToken);
}

/// <summary>Has those told who applied for a post that somebody else runs it or sits on its panel, and with that who reads what they wrote.</summary>
internal sealed class TellDeciders(PostShelf shelf, IApplicants applicants) : IDelivery
{
    public const string Kind = "posts.deciders";

    public Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken) => TellInterview.TellAsync(shelf, applicants, row.PartitionKey, OpeningChange.Deciders, cancellationToken);
}
