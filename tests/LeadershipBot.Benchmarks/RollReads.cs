using System.Diagnostics;
using System.Globalization;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Benchmarks;

/// <summary>
/// Who holds a role in an organisation of 20,000, who leads one of its practices, and whom something goes to that goes to a role: read
/// from the index beside the roll, by reading the whole roll for it, turn by turn in one process. The last in a small one as well.
/// </summary>
internal static class RollReads
{
    private const string Organisation = "benchmark";
    private const string Tenant = "7d1e0000-0000-4000-8000-00000000beef";
    private const int People = 20_000;
    private const int Practices = 1_000;
    private const int EachHolder = 500; // one of so many holds a role: 40
    private const string Small = "small";
    private const int SmallPeople = 160;
    private const int SmallEachHolder = 8; // 20
    private const int WarmUps = 3;
    private const int Rounds = 15;
    private const double Wanted = 20;
    private const Roles Makers = Roles.Organiser | Roles.Chair;

    /// <param name="onAzurite">Whether the store is Microsoft's emulator of table storage; else a SQLite file.</param>
    public static async Task<int> RunAsync(bool onAzurite)
    {
        await using var kept = onAzurite ? await KeptStore.AzuriteAsync() : KeptStore.Sqlite();
        await using var parts = App.Build(["--environment=Development", "--DangerouslyAllowUnauthenticatedRequests=true", "--urls=http://127.0.0.1:0", $"--MicrosoftAppId={Votes.AppId}"], builder => builder.Services.AddSingleton(kept.Open()));
        var (organisations, rolls, index) = (parts.Services.GetRequiredService<OrganisationShelf>(), parts.Services.GetRequiredService<RollShelf>(), parts.Services.GetRequiredService<RollIndex>());
        var organisation = await ListAsync(organisations, rolls, Organisation, People, EachHolder);
        await ListAsync(organisations, rolls, Small, SmallPeople, SmallEachHolder);
        var audience = parts.Services.GetRequiredService<IAudience>();
        var one = PracticeCodes.Parse(CodeOf(Practices / 2));

        var holders = await CompareAsync(
            async () => (await index.ListHoldersAsync(organisation, Makers, CancellationToken.None)).Count,
            async () => await rolls.ListAsync(organisation, CancellationToken.None).CountAsync(member => member.LeftAt is null && (member.Roles & Makers) != Roles.Member));
        var leads = await CompareAsync(
            async () => (await index.ListLeadsAsync(organisation, one, CancellationToken.None)).Count,
            async () => await rolls.ListAsync(organisation, CancellationToken.None).CountAsync(member => member.LeftAt is null && member.LeadOf.Among(one).All.Count > 0));
        var (chosen, ofSmall) = (await ChosenAsync(audience, Organisation), await ChosenAsync(audience, Small));
        Say("who holds a role", People, holders);
        Say("who leads a practice", People, leads);
        Say("whom something to a role goes to", People, chosen);
        Say("whom something to a role goes to", SmallPeople, ofSmall);
        return holders.Ratio >= Wanted && leads.Ratio >= Wanted ? 0 : 1;
    }

    private static Task<Compared> ChosenAsync(IAudience audience, string organisation)
        => CompareAsync(
            async () => await audience.ListAsync(organisation, new Audience { Roles = Makers }, CancellationToken.None).CountAsync(),
            async () => await audience.ListAsync(organisation, CancellationToken.None).CountAsync(member => (member.Roles & Makers) != Roles.Member));

    private static async Task<OrganisationNow> ListAsync(OrganisationShelf organisations, RollShelf rolls, string id, int people, int eachHolder)
    {
        await organisations.CreateAsync(new Organisation(new OrganisationName(id, "Benchmark"), "CCG"), [Tenant], [], CancellationToken.None);
        var practices = Enumerable.Range(0, Practices).Select(n => new MemberPractice(CodeOf(n), $"Practice {n}", "", null)).ToDictionary(practice => practice.Code);
        var members = Enumerable.Range(0, people).Select(n => MemberOf(n, eachHolder)).ToDictionary(member => member.Id);
        var before = (await organisations.ReadAsync(id, CancellationToken.None))!;
        var version = await rolls.StageAsync(id, Roll.Empty with { Members = members, Practices = practices }, [], CancellationToken.None);
        if (!await rolls.MakeCurrentAsync(before, version, Audit.ByProgram(id, "members.imported", TimeProvider.System.GetUtcNow()), CancellationToken.None))
            throw new InvalidOperationException("The people could not be listed.");
        return (await organisations.ReadAsync(id, CancellationToken.None))!;
    }

    private static Member MemberOf(int n, int eachHolder)
    {
        var practice = PracticeCodes.Parse(CodeOf(n % Practices));
        var id = string.Create(CultureInfo.InvariantCulture, $"7d1e0000-0000-4000-b000-{n:000000000000}");
        return new Member(new MemberId(Tenant, id), $"Dr Benchmark Member {n}", n % eachHolder == 0 ? Roles.Organiser : Roles.Member)
        {
            Practices = practice,
            LeadOf = n < Practices ? practice : PracticeCodes.None,
            Profession = Profession.Gp,
            IsImported = true,
        };
    }

    private static string CodeOf(int n) => string.Create(CultureInfo.InvariantCulture, $"A{80_000 + n}");

    private static async Task<Compared> CompareAsync(Func<Task<int>> ours, Func<Task<int>> whole)
    {
        var (index, roll) = (new List<double>(), new List<double>());
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var (found, quick) = await TimedAsync(ours);
            var (same, slow) = await TimedAsync(whole);
            if (found != same || found == 0)
                throw new InvalidOperationException($"The index names {found}, the roll {same}.");
            if (round < 0)
                continue;
            index.Add(quick);
            roll.Add(slow);
        }

        return new Compared(VoteTurns.Median(index), VoteTurns.Median(roll));
    }

    private static async Task<(int Found, double Milliseconds)> TimedAsync(Func<Task<int>> read)
    {
        var started = Stopwatch.GetTimestamp();
        return (await read(), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static void Say(string what, int people, Compared compared)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, of {people:N0}: index {compared.Index:F2} ms, whole roll {compared.Roll:F2} ms, {compared.Ratio:F1} times as quick"));

    /// <summary>Medians, in milliseconds.</summary>
    private sealed record Compared(double Index, double Roll)
    {
        public double Ratio => Roll / Index;
    }
}
