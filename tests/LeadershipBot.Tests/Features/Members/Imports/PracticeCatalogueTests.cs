using System.Diagnostics;
using System.Text;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Imports;

public sealed class PracticeCatalogueTests : WholeApp
{
    private const string Header = "practice_code,practice_name,town,postcode,ccg_code,open_date\n";

    /// <summary>Code, name, town and postcode are looked at, word by word, and the best are sorted out; to fold each anew would cost far more.</summary>
    private const double SearchCostsMax = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_practice_of_England_and_Wales_is_searched_at_little_more_than_the_cost_of_looking_at_each_name_once()
    {
        var bot = await StartAsync();
        await using var file = File.OpenRead(Needs.SharedData("ods/epraccur.csv"));
        await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token);
        await using var bodies = File.OpenRead(Needs.SharedData("ods/ccgs_2019.csv"));
        Assert.Equal(191, (await bot.Services.GetRequiredService<ImportBodies>().RunAsync(bodies, dryRun: false, Token)).Added);
        var list = await bot.Services.GetRequiredService<PracticeCatalogue>().NowAsync(Token);
        Assert.InRange(list.Count, 6_000, 9_000);
        Assert.Equal("A81001", list.Search("stockton densham", 5)[0].Code.ToString());

        string[] typed = ["s", "surgery", "medical centre", "stockton densham", "ts18", "the health centre leeds", "a81001", "qqq"];
        var names = list.Commissioners.SelectMany(body => list.OfCommissioner(body.Code)).Select(practice => practice.Name).ToList();
        var (quickest, least) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 20; round++)
        {
            // One after the other in each round, so that whatever else the machine does holds up both.
            least = Min(least, Timed(() => typed.Sum(words => names.Count(name => name.Contains(words, StringComparison.OrdinalIgnoreCase)))));
            quickest = Min(quickest, Timed(() => typed.Sum(words => list.Search(words, 15).Count)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Searches: {quickest.TotalMilliseconds / typed.Length:0.00} ms each; names looked at once: {least.TotalMilliseconds / typed.Length:0.00} ms.");
        Assert.True(quickest < SearchCostsMax * least, $"A search cost {quickest / least:0.0} times as much as looking at each name once.");
        Assert.Contains(list.Commissioners, one => one is { Code: "00K", ActivePractices: > 10 } && one.Name.Contains("Hartlepool", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_new_version_is_seen_within_half_a_minute_and_a_store_that_is_down_leaves_the_old_list()
    {
        var bot = await StartAsync();
        var catalogue = bot.Services.GetRequiredService<PracticeCatalogue>();
        Assert.Equal(0, (await catalogue.NowAsync(Token)).Count);
        await ImportAsync(bot, Header + "A81001,THE DENSHAM SURGERY,STOCKTON,,00K,\n");
        await bot.PassAsync(PracticeCatalogue.LookedForEvery, PracticeCatalogue.LookedForEvery);
        Assert.Equal(1, (await catalogue.NowAsync(Token)).Count);

        var reads = bot.Store.Reads;
        Assert.Equal("A81001", (await catalogue.NowAsync(Token)).Search("dens", 5)[0].Code.ToString());
        Assert.Equal(reads, bot.Store.Reads);

        bot.Store.Fails(StoreFault.Unavailable, "Practices");
        await bot.PassAsync(PracticeCatalogue.LookedForEvery, PracticeCatalogue.LookedForEvery);
        Assert.Equal(1, (await catalogue.NowAsync(Token)).Count);
        bot.Store.Recovers();
    }

    [Fact]
    public async Task A_dialog_opens_while_the_list_is_still_being_read_and_whoever_gives_up_waiting_does_not_break_the_reading_off()
    {
        var bot = await StartAsync();
        await ImportAsync(bot, Header + "A81001,THE DENSHAM SURGERY,STOCKTON,,00K,\n");
        var gate = new TaskCompletionSource();
        var reads = bot.Store.ReadsOf(OdsRows.Table);
        bot.Store.BeforeRead = table => table == OdsRows.Table ? gate.Task : Task.CompletedTask;
        var stranger = bot.Joins("Dr Nobody Knows");
        await stranger.Hears("hello");

        var dialog = await stranger.OpensDialog("Tell us your practice"); // the list can't have been read
        using var impatient = new CancellationTokenSource();
        var waiting = bot.Services.GetRequiredService<PracticeCatalogue>().NowAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        gate.SetResult();

        Assert.Equal("The Densham Surgery, Stockton (A81001)", Assert.Single(await stranger.TypesAhead(dialog, "practice", "dens")).Title);
        Assert.Equal(3, bot.Store.ReadsOf(OdsRows.Table) - reads); // two heads and the practices, once: what was begun is what was waited for
    }

    [Fact]
    public async Task An_organisation_is_made_once_for_each_name_and_tenant_with_the_practices_of_its_commissioner()
    {
        var bot = await StartAsync();
        await ImportAsync(bot, Header + "A81001,THE DENSHAM SURGERY,STOCKTON,,00K,\nA81002,QUEENS PARK,STOCKTON,,00K,\nA83001,ELSEWHERE,DURHAM,,00D,\n");
        var tenant = bot.Teams.World.Tenants[0].Id;
        var first = await MakeAsync(bot, new OrganisationRequest(" Hartlepool CCG ", "CCG", "00k", tenant));
        var again = await MakeAsync(bot, new OrganisationRequest("Hartlepool CCG", "CCG", "00K", tenant));
        var other = await MakeAsync(bot, new OrganisationRequest("Hartlepool CCG", "CCG", "", "7d1e0000-0000-4000-9000-0000000000ff"));
        Assert.Equal((2, false), (first!.Practices, first.WasThere));
        Assert.Equal((first.Name, 2, true), (again!.Name, again.Practices, again.WasThere));
        Assert.NotEqual(first.Name.Id, other!.Name.Id);
        Assert.Equal(0, other.Practices);
        foreach (var (name, commissioner, key) in new[] { ("", "00K", "noName"), ("=1+1", "", "name"), (new string('x', 101), "", "longName"), ("X", "99X", "commissioner") })
        {
            var ruling = await RunAsync(bot, new OrganisationRequest(name, "", commissioner, tenant));
            Assert.True(ruling.IsRefused(out var why, out _));
            Assert.Equal("organisations.refused." + key, why!.TextKey);
        }
    }

    private static TimeSpan Timed(Func<int> work)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.True(work() > 0);
        return Stopwatch.GetElapsedTime(started);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task ImportAsync(BotUnderTest bot, string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token);
    }

    private static async Task<MadeOrganisation?> MakeAsync(BotUnderTest bot, OrganisationRequest request)
        => (await RunAsync(bot, request)).IsRefused(out _, out var made) ? null : made;

    private static Task<LeadershipBot.Domain.Ruling<MadeOrganisation>> RunAsync(BotUnderTest bot, OrganisationRequest request)
        => bot.Services.GetRequiredService<MakeOrganisation>().RunAsync(request, (id, what) => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
}
