using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Succession;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Succession;

/// <summary>
/// Puts the invented posts of <c>Demo/demo-posts.json</c> beside the invented organisation, where <c>Demo:Posts</c> says so, which is for
/// Development only: a newcomer finds one that is open, one whose term ends soon, and one that is held. What is there already is left alone.
/// </summary>
internal sealed class DemoPosts(DemoOpenings demo, PostShelf shelf, IRoleHolders roles, Outbox outbox, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await demo.ReadAsync<DemoPost>("demo-posts.json", cancellationToken) is not var (organisation, posts) || (await shelf.ListAsync(organisation.Id, cancellationToken)).Count > 0)
            return;
        var people = await demo.KnowAsync(organisation.Id, cancellationToken);
        var runBy = (await roles.ListAsync(organisation.Id, Roles.Organiser, cancellationToken)).Select(one => new Person(one.Person, one.Name)).FirstOrDefault();
        foreach (var post in posts)
            await AddAsync(PostOf(post, organisation, people, runBy, time.GetUtcNow()), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AddAsync(Post post, CancellationToken cancellationToken)
    {
        var key = PostRows.KeyOf(post);
        await shelf.NoteAsync(post, by: null, cancellationToken);
        Change[] changes =
        [
            new Change.Insert(PostRows.OfPost(post)),
            .. post.Tenures.Select(tenure => new Change.Upsert(PostRows.OfTenure(key, tenure))),
            .. post.Rounds.Select(round => new Change.Upsert(PostRows.OfRound(key, round))),
            .. shelf.Orders(key, post),
            Audit.ByProgram(key, "posts.seeded", time.GetUtcNow()),
        ];
        await outbox.CommitAsync(PostRows.Table, key, changes, cancellationToken); // a conflict: it is there already
    }

    private static Post PostOf(DemoPost demo, OrganisationName organisation, IReadOnlyDictionary<string, Person> people, Person? runBy, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var content = new PostContent
        {
            Title = demo.Title,
            Rung = demo.Rung,
            Locality = demo.Locality,
            Sessions = demo.Sessions,
            TenureMonths = demo.TenureMonths,
            Pay = demo.Pay,
            Backfill = demo.Backfill,
            ProtectedTime = demo.ProtectedTime,
            Specification = demo.Specification,
            Why = demo.Why,
            Costs = demo.Costs,
            TalkTo = demo.TalkTo,
            OnlyLinkTo = demo.OnlyLinkTo,
            Eligibility = new Eligibility { Professions = demo.Professions },
            Panel = [.. (demo.Panel ?? []).Select(people.GetValueOrDefault).OfType<Person>()],
            RunBy = runBy,
        };
        var post = new Post(demo.Id, organisation, content) { IsPublished = true };
        if (demo.Holder is { } name && people.TryGetValue(name, out var holder) && today.AddMonths(-demo.HeldSinceMonths) is var from)
            post = post with { Tenures = [new Tenure(PostTenures.IdOf(PostRows.KeyOf(post), name), holder, from, post.EndOf(from))] };
        if (demo.ClosesInDays is not { } closes)
            return post;
        var round = new Round(1, now.AddDays(demo.OpensInDays), now.AddDays(closes), 1) { InterviewOn = demo.InterviewInDays is { } interview ? today.AddDays(interview) : null };
        return post with { Rounds = [round] };
    }

    private sealed record DemoPost(string Id, string Title, Rung Rung, string Locality, decimal Sessions, int TenureMonths, string Pay, string Backfill, string ProtectedTime, string Specification, string Why, string Costs, string TalkTo, List<Profession> Professions)
    {
        public string OnlyLinkTo { get; init; } = "";

        public List<string>? Panel { get; init; }

        public string? Holder { get; init; }

        public int HeldSinceMonths { get; init; }

        public int OpensInDays { get; init; }

        public int? ClosesInDays { get; init; }

        public int? InterviewInDays { get; init; }
    }
}
