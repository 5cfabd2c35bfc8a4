using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Succession.Watching;

/// <summary>Who applied for posts, by the newest round of each; from every feature that keeps applications.</summary>
internal sealed class Bench(IEnumerable<IApplicants> applicants)
{
    private const int OpeningsMax = 20;

    /// <summary>How many applied in one round. One read.</summary>
    public async Task<ApplicantCounts> CountAsync(string organisationId, string opening, CancellationToken cancellationToken)
    {
        var counts = ApplicantCounts.None;
        foreach (var one in applicants)
            counts = Sum(counts, await one.CountAsync(organisationId, PostOpenings.PostsKind, opening, cancellationToken));
        return counts;
    }

    /// <summary>
    /// How many applied in the newest round of each post, by the post's key, with those of the rounds before who stay on the bench;
    /// posts for which nobody did are missing. One list.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, ApplicantCounts>> CountAllAsync(string organisationId, IReadOnlyCollection<PostLine> posts, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, ApplicantCounts>(StringComparer.Ordinal);
        foreach (var one in applicants)
        {
            var all = await one.CountAllAsync(organisationId, PostOpenings.PostsKind, cancellationToken);
            foreach (var post in posts)
            {
                if (Of(post, all) is var counted && counted != ApplicantCounts.None)
                    counts[post.Key] = Sum(counts.GetValueOrDefault(post.Key, ApplicantCounts.None), counted);
            }
        }

        return counts;
    }

    /// <summary>Who expressed an interest in a post, or in one on a lower rung, and doesn't stand in its newest round already: for invitations, and shown to nobody.</summary>
    public async Task<IReadOnlyList<Person>> ListInterestedAsync(PostHead head, IEnumerable<PostLine> posts, CancellationToken cancellationToken)
    {
        var organisationId = head.Post.Organisation.Id;
        var openings = head.Post.Rounds.Reverse().Select(round => PostRows.OpeningOf(head.Key, round.Number))
            .Concat(posts.Where(post => post.Key != head.Key && post.Rung < head.Post.Content.Rung && post.Round is not null).OrderByDescending(post => post.Round!.OpensAt).Select(post => PostRows.OpeningOf(post.Key, post.Round!.Number)))
            .Take(OpeningsMax);
        var found = await Task.WhenAll(openings.SelectMany(opening => applicants.Select(one => one.ListInterestedAsync(organisationId, PostOpenings.PostsKind, opening, cancellationToken))));
        var stand = head.Post.Round is { } newest ? await ListStandingAsync(organisationId, PostRows.OpeningOf(head.Key, newest.Number), cancellationToken) : [];
        return [.. found.SelectMany(people => people).DistinctBy(person => person.Id.ToString()).ExceptBy(stand.Select(person => person.Id.ToString()), person => person.Id.ToString())];
    }

    /// <summary>Who waits for an outcome of one round, or for an answer to exploring it.</summary>
    public async Task<IReadOnlyList<Person>> ListWaitingAsync(string organisationId, string opening, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(applicants.Select(one => one.ListWaitingAsync(organisationId, PostOpenings.PostsKind, opening, cancellationToken)));
        return [.. found.SelectMany(people => people).DistinctBy(person => person.Id.ToString())];
    }

    /// <summary>How many people are in more than one of the rounds that are open now; of so many as are read at once.</summary>
    public async Task<int> CountPulledAsync(string organisationId, IEnumerable<PostLine> posts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = posts.Where(post => post.IsOpenAt(now)).OrderBy(post => post.Round!.ClosesAt).Take(OpeningsMax).Select(post => PostRows.OpeningOf(post.Key, post.Round!.Number));
        var found = await Task.WhenAll(open.SelectMany(opening => applicants.Select(one => one.ListInterestedAsync(organisationId, PostOpenings.PostsKind, opening, cancellationToken))));
        return found.SelectMany(people => people.DistinctBy(person => person.Id.ToString())).GroupBy(person => person.Id.ToString()).Count(person => person.Count() > 1);
    }

    private async Task<IEnumerable<Person>> ListStandingAsync(string organisationId, string opening, CancellationToken cancellationToken)
        => (await Task.WhenAll(applicants.Select(one => one.ListStandingAsync(organisationId, PostOpenings.PostsKind, opening, cancellationToken)))).SelectMany(people => people);

    /// <summary>Whoever would be ready in one to two years stays on the bench after a round. Who says so in several is most likely the same person, and counted once.</summary>
    private static ApplicantCounts Of(PostLine post, IReadOnlyDictionary<string, ApplicantCounts> all)
    {
        var rounds = Enumerable.Range(1, post.Round?.Number ?? 0).Select(number => all.GetValueOrDefault(PostRows.OpeningOf(post.Key, number), ApplicantCounts.None)).ToList();
        return rounds is [.., var newest] ? newest with { OneToTwoYears = rounds.Max(one => one.OneToTwoYears) } : ApplicantCounts.None;
    }

    private static ApplicantCounts Sum(ApplicantCounts one, ApplicantCounts other) => new(
        one.Received + other.Received,
        one.Shortlisted + other.Shortlisted,
        one.Interview + other.Interview,
        one.Appointed + other.Appointed,
        one.Reserve + other.Reserve,
        one.NotSelected + other.NotSelected,
        one.Withdrawn + other.Withdrawn)
    {
        ReadyNow = one.ReadyNow + other.ReadyNow,
        OneToTwoYears = one.OneToTwoYears + other.OneToTwoYears,
        Exploring = one.Exploring + other.Exploring,
    };
}
