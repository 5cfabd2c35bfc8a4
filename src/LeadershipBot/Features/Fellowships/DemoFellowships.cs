using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Fellowships;

/// <summary>
/// Puts the invented fellowship of <c>Demo/demo-fellowships.json</c> beside the invented posts, where <c>Demo:Posts</c> says so, which
/// is for Development only: a newcomer finds one that is open, with three places. Where there is any fellowship, nothing is done.
/// </summary>
internal sealed class DemoFellowships(DemoOpenings demo, FellowshipShelf shelf, Outbox outbox, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await demo.ReadAsync<DemoFellowship>("demo-fellowships.json", cancellationToken) is not var (organisation, fellowships) || (await shelf.ListAsync(organisation.Id, cancellationToken)).Count > 0)
            return;
        var people = await demo.KnowAsync(organisation.Id, cancellationToken);
        foreach (var one in fellowships)
            await AddAsync(FellowshipOf(one, organisation, people, time.GetUtcNow()), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AddAsync(Fellowship fellowship, CancellationToken cancellationToken)
    {
        var key = FellowshipRows.KeyOf(fellowship);
        await shelf.NoteAsync(fellowship, by: null, noted: null, cancellationToken);
        Change[] changes = [new Change.Insert(FellowshipRows.Of(fellowship)), .. shelf.Orders(key, fellowship), Audit.ByProgram(key, "fellowships.seeded", time.GetUtcNow())];
        await outbox.CommitAsync(FellowshipRows.Table, key, changes, cancellationToken); // a conflict: it is there already
    }

    private static Fellowship FellowshipOf(DemoFellowship demo, OrganisationName organisation, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
    {
        var (today, runBy) = (DateOnly.FromDateTime(now.UtcDateTime), people.GetValueOrDefault(demo.RunBy));
        var starts = today.AddDays(demo.StartsInDays);
        var content = new FellowshipContent
        {
            Title = demo.Title,
            About = demo.About,
            Outcome = demo.Outcome,
            Sessions = demo.Sessions,
            Places = demo.Places,
            Locality = demo.Locality,
            Funding = demo.Funding,
            FundedBy = demo.FundedBy,
            Backfill = demo.Backfill,
            Mentor = demo.Mentor,
            Skills = demo.Skills,
            Specification = demo.Specification,
            TalkTo = demo.TalkTo,
            RunBy = runBy,
            Panel = [.. demo.Panel.Select(people.GetValueOrDefault).OfType<Person>()],
            ClosesAt = now.AddDays(demo.ClosesInDays),
            InterviewOn = today.AddDays(demo.InterviewInDays),
            Starts = starts,
            Ends = starts.AddMonths(demo.Months).AddDays(-1),
        };
        return new Fellowship(demo.Id, organisation, content) { WrittenBy = runBy, ApprovedBy = people.GetValueOrDefault(demo.ApprovedBy), ApprovedAt = now, Revision = 2 };
    }

    private sealed record DemoFellowship(string Id, string Title, string About, string Outcome, decimal Sessions, int Places, string Locality, Funding Funding, string FundedBy, string Backfill, string Mentor, List<string> Skills)
    {
        public string Specification { get; init; } = "";

        public string TalkTo { get; init; } = "";

        public string RunBy { get; init; } = "";

        public string ApprovedBy { get; init; } = "";

        public List<string> Panel { get; init; } = [];

        public int ClosesInDays { get; init; }

        public int InterviewInDays { get; init; }

        public int StartsInDays { get; init; }

        public int Months { get; init; } = 6;
    }
}
