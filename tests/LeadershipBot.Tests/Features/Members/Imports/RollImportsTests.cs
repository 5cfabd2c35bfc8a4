using System.Diagnostics;
using System.Text;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.SetUp;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.Imports;

public sealed class RollImportsTests : WholeApp
{
    private const string PracticeHeader = "practice_code,practice_name,town,postcode,ccg_code,open_date\n";
    private const string Two = PracticeHeader + "A81001,THE DENSHAM SURGERY,STOCKTON,TS18 1HU,00K,\nA81002,QUEENS PARK,STOCKTON,TS18 2AW,00K,\n";
    private const string Ann = "11111111-2222-4333-8444-555555555551";
    private const string Ben = "11111111-2222-4333-8444-555555555552";
    private const string People = $"object_id,name,role,practice\n{Ann},Ann Abel,organiser,A81001\n{Ben},Ben Bell,,A81002\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_practices_of_one_CCG_become_an_organisation_and_are_imported_twice()
    {
        var bot = await StartAsync();
        await using (var sample = File.OpenRead(Needs.SharedData("ods/practices_sample.csv")))
            Assert.Equal(428, (await bot.Services.GetRequiredService<ImportPractices>().RunAsync(sample, dryRun: false, Token)).Added);
        var id = await MakeAsync(bot, "NHS Hartlepool and Stockton-on-Tees CCG", "00K");
        var ours = File.ReadLines(Needs.SharedData("ods/practices_sample.csv")).Where(line => line.Split(',') is [.., "00K", _]).Select(line => line.Split(',')[0]).ToList();
        Assert.NotEmpty(ours);
        Assert.Equal(ours.Order(), (await NowAsync(bot, id)).Practices.Keys.Order());

        var localities = "practice_code,locality\n" + string.Concat(ours.Select((code, at) => $"{code},{(at % 2 == 0 ? "Hartlepool" : "Stockton")}\n"));
        var people = "email,name,practice\n" + string.Concat(ours.Select((code, at) => $"lead{at}@example.nhs.uk,Lead {at},{code}\n"));
        foreach (var (table, first) in new[] { (localities, (0, ours.Count)), (people, (ours.Count, 0)) })
        {
            var report = await ImportAsync(bot, id, table);
            Assert.Equal((first.Item1, first.Item2, 0, 0), (report.Added, report.Changed, report.Left, report.Rejected));
            var version = (await NowAsync(bot, id)).Roll;
            var again = await ImportAsync(bot, id, table);
            Assert.Equal((0, 0, 0, ours.Count, 0), (again.Added, again.Changed, again.Left, again.Unchanged, again.Rejected));
            Assert.Equal(version, (await NowAsync(bot, id)).Roll);
        }

        // The same bodies' practices as a table of its own: those of the other CCGs are passed over.
        var list = await ImportAsync(bot, id, await File.ReadAllTextAsync(Needs.SharedData("ods/practices_sample.csv"), Token));
        Assert.Equal((0, 0, 0, ours.Count, 428 - ours.Count), (list.Added, list.Changed, list.Left, list.Unchanged, list.Ignored));
    }

    [Fact]
    public async Task A_dry_run_and_a_staged_import_change_nothing_until_they_are_confirmed()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var plan = await RollImportsOf(bot).PlanAsync(id, ImportText.Pasted(People), expected: null, Token);
        Assert.False(plan.IsRefused(out _, out var dry));
        Assert.Equal((true, 2), (dry!.IsDryRun, dry.Added));

        var staged = await StageAsync(bot, id, People);
        Assert.Equal(2, staged.Report.Added);
        Assert.Empty(await MembersAsync(bot, id));

        Assert.Equal((false, 2), ((await ConfirmAsync(bot, id, staged.Token!)).IsDryRun, (await MembersAsync(bot, id)).Count));
        Assert.Equal(2, (await ConfirmAsync(bot, id, staged.Token!)).Added); // pressed twice: the same answer
        Assert.Contains(await bot.RowsAsync("Organisations", id, "audit."), row => row.GetString("What") == "people.imported");
        Assert.Null((await StageAsync(bot, id, People)).Token); // nothing to confirm
    }

    [Fact]
    public async Task A_list_that_nobody_imports_leaves_nothing_behind_of_the_people_on_it_and_gives_them_nothing()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var stranger = bot.Joins("Dr Never Pressed");
        await bot.ListsAsync(bot.Priya, id, Roles.Member);
        var staged = await StageAsync(bot, id, $"object_id,name,role\n{stranger.ObjectId},Dr Never Pressed,organiser\n{Ann},Ann Abel,\n{bot.Priya.ObjectId},Priya,chair\n");
        Assert.True((await stranger.Hears("set up")).Says("This is for: organiser, chair, administrator."));
        Assert.Single(await bot.RowsAsync(PersonRows.Table, KeyOf(bot, Ann), PersonRows.Hat)); // so that they are told, if they ask what is held

        await bot.PassAsync(SweepRoll.After + TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));

        Assert.Empty(await bot.RowsAsync("Organisations", id, RollRows.Prefix(staged.Token!)));
        Assert.Empty(await bot.RowsAsync(PersonRows.Table, KeyOf(bot, Ann)));
        Assert.Empty(await bot.RowsAsync(PersonRows.Table, KeyOf(bot, stranger.ObjectId), PersonRows.Hat));
        Assert.Single(await bot.RowsAsync(PersonRows.Table, KeyOf(bot, bot.Priya.ObjectId), PersonRows.Hat + id)); // the roll that counts names them

        // A second list with the same people, imported while the first is swept, finds them all.
        await StageAsync(bot, id, People);
        await bot.PassAsync(SweepRoll.After - TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
        await ConfirmAsync(bot, id, (await StageAsync(bot, id, People)).Token!);
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(1));
        Assert.Single(await bot.RowsAsync(PersonRows.Table, KeyOf(bot, Ann), PersonRows.Hat + id));

        static string KeyOf(BotUnderTest bot, string objectId) => new MemberId(bot.Teams.World.Tenants[0].Id, objectId).ToString();
    }

    [Fact]
    public async Task A_practice_that_closes_leaves_the_organisation_once_and_counts_for_nobody_there()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var both = PracticeCodes.Parse("A81001,A81002");
        await bot.ListsAsync(bot.Priya, id, Roles.Member, member => member with { Practices = both, LeadOf = both });
        const string Closed = "A81002,QUEENS PARK,Y54,QHM,,,,,,TS18 2AW,19740401,,A,B,00K,20130401,,,,,,0,,,,4,\nA81001,THE DENSHAM SURGERY,Y54,QHM,,,,,,TS18 1HU,19740401,20260101,C,B,00K,20130401,,,,,,0,,,,4,\n";

        for (var times = 0; times < 2; times++)
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(Closed));
            Assert.Equal(0, (await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token)).Rejected);
        }

        var now = await NowAsync(bot, id);
        Assert.NotNull(now.Practices["A81001"].LeftAt);
        Assert.Null(now.Practices["A81002"].LeftAt);
        Assert.Equal("A81002", now.StillIn(both).ToString());
        Assert.Single(await bot.RowsAsync("Organisations", id, "audit."), row => row.GetString("What") == "practices.closed");
        var hat = (await PersonAsync(bot, bot.Priya, id)).Actor.Hat;
        Assert.Equal(("A81002", "A81002"), (Assert.Single(hat.Practices).Code, hat.LeadOf.ToString()));
    }

    [Fact]
    public async Task A_list_can_not_leave_an_organisation_without_administrators_and_the_audit_says_whose_roles_it_changed()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        await ConfirmAsync(bot, id, (await StageAsync(bot, id, $"object_id,name,role\n{Ann},Ann Abel,administrator\n{Ben},Ben Bell,\n")).Token!);

        var alone = await RollImportsOf(bot).StageAsync(id, ImportText.Pasted($"object_id,name,role\n{Ben},Ben Bell,chair\n"), expected: null, Token);
        Assert.True(alone.IsRefused(out var refusal, out _));
        Assert.Equal("imports.refused.lastAdministrator", refusal.TextKey);

        await ConfirmAsync(bot, id, (await StageAsync(bot, id, $"object_id,name,role\n{Ben},Ben Bell,administrator\n")).Token!);
        await bot.DrainAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var audit = (await bot.RowsAsync("Organisations", id, "audit.")).Where(row => row.GetString("What") == "members.rolesChanged")
            .Select(row => (row.GetString("Whom")!.Split('.')[^1], row.GetString("Before"), row.GetString("After")));
        Assert.Equal([(Ann, "Administrator", "Member"), (Ann, "Member", "Administrator"), (Ben, "Member", "Administrator")], audit.Order());
    }

    [Fact]
    public async Task A_role_of_an_import_counts_at_once_on_this_server()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        await bot.Priya.Hears("hello");
        var file = $"object_id,name,role\n{bot.Priya.ObjectId},Priya,administrator\n";
        await ConfirmAsync(bot, id, (await StageAsync(bot, id, file)).Token!);
        var member = (await MembersAsync(bot, id)).Single();
        Assert.Equal((bot.Priya.ObjectId, Roles.Administrator), (member.Id.ObjectId, member.Roles));
    }

    [Fact]
    public async Task A_staged_import_is_refused_kindly_when_the_roll_was_changed_or_it_waited_too_long()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var staged = await StageAsync(bot, id, People);
        await bot.ListsAsync(bot.Priya, id, Roles.Chair);
        Assert.Equal("imports.refused.changed", await RefusalAsync(bot, id, staged.Token!));

        var late = await StageAsync(bot, id, People);
        await bot.PassAsync(TimeSpan.FromMinutes(51), TimeSpan.FromMinutes(51));
        Assert.Equal("imports.refused.swept", await RefusalAsync(bot, id, late.Token!));
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        Assert.Equal("imports.refused.swept", await RefusalAsync(bot, id, late.Token!));
        Assert.Equal("imports.refused.swept", await RefusalAsync(bot, id, "../x"));
        Assert.Empty(await bot.RowsAsync("Organisations", id, RollRows.Prefix(late.Token!)));
        Assert.Equal(bot.Priya.ObjectId, Assert.Single(await MembersAsync(bot, id)).Id.ObjectId);
        Assert.Equal("members.refused.noOrganisation", await RefusalAsync(bot, "nowhere", late.Token!));
    }

    [Fact]
    public async Task A_store_that_fails_while_staging_leaves_the_old_roll_and_a_repeat_succeeds()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var many = "object_id,name\n" + string.Concat(Enumerable.Range(0, 900).Select(n => $"{Person(n)},Person {n}\n"));
        var batches = 0;
        bot.Store.BeforeCommit = (_, _, changes) =>
        {
            if (changes.Any(change => change.RowKey.Contains(".member.", StringComparison.Ordinal)) && Interlocked.Increment(ref batches) == 4)
                bot.Store.Fails(StoreFault.Unavailable, "Organisations");
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ImportAsync(bot, id, many));
        bot.Store.BeforeCommit = null;
        bot.Store.Recovers();
        Assert.Empty(await MembersAsync(bot, id));
        Assert.Equal(2, (await NowAsync(bot, id)).Practices.Count);

        Assert.Equal(900, (await ImportAsync(bot, id, many)).Added);
        Assert.Equal(900, (await MembersAsync(bot, id)).Count);
    }

    [Fact]
    public async Task A_change_in_the_middle_is_kept_and_the_import_plans_again()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var isChanged = 0;
        bot.Store.BeforeCommit = async (_, _, changes) =>
        {
            if (changes.Any(change => change.RowKey.Contains(".member.", StringComparison.Ordinal)) && Interlocked.Exchange(ref isChanged, 1) == 0)
                await bot.ListsAsync(bot.Priya, id, Roles.Chair);
        };
        Assert.Equal(2, (await ImportAsync(bot, id, People)).Added);
        bot.Store.BeforeCommit = null;
        Assert.Equal(3, (await MembersAsync(bot, id)).Count);
    }

    [Theory]
    [InlineData("object_id\tname\trole\r\n{0}\tAnn Abel\torganiser\r\n", "people, pasted text")]
    [InlineData("\uFEFFobject_id;name;role\n{0};\"Abel; Ann\";organiser\n", "people, pasted text")]
    [InlineData("practice_code;locality\nA81001;North\n", "localities, pasted text")]
    [InlineData("practice code\tlist size\nA81001\t7300\n", "list sizes, pasted text")]
    public async Task What_is_pasted_is_recognised_by_its_header(string table, string recognised)
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var staged = await StageAsync(bot, id, table.Replace("{0}", Ann, StringComparison.Ordinal));
        Assert.Equal((recognised, 1, 0), (staged.Report.Recognised!.Words(), staged.Report.Added + staged.Report.Changed, staged.Report.Rejected));
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("hello everybody", "I don't know this table by its header. I read: people (object_id or email, and name);")]
    [InlineData("name,role\nAnn,chair\n", "I don't know this table by its header.")]
    [InlineData("object_id,name\n?,Ann\n", "No line of the file could be used, so nothing was changed. Line 2, object_id: '?' is no object id.")]
    public async Task What_is_no_list_is_refused_with_a_sentence(string text, string sentence)
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var staged = await StageAsync(bot, id, text);
        Assert.StartsWith(sentence, staged.Report.UnreadableWords(), StringComparison.Ordinal);
        Assert.Null(staged.Token);
    }

    [Fact]
    public async Task Files_of_100_000_lines_end_soon_with_a_sentence()
    {
        var (bot, id) = await StartWithTwoPracticesAsync();
        var started = Stopwatch.GetTimestamp();
        var people = "object_id,name\n" + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"{Person(n)},Person {n}\n"));
        Assert.Contains("more than 20,000 people", (await StageAsync(bot, id, people)).Report.UnreadableWords(), StringComparison.Ordinal);

        var broken = "object_id,name\n" + $"{Ann},Ann\n" + string.Concat(Enumerable.Repeat("?,X\n", 100_000));
        Assert.Contains("more than", (await StageAsync(bot, id, broken)).Report.UnreadableWords(), StringComparison.Ordinal);

        var localities = "practice_code,locality\nA81001,North\n" + string.Concat(Enumerable.Range(0, 100_000).Select(n => $"B{n % 99_999:00000},=1+{n}\n"));
        var report = (await StageAsync(bot, id, localities)).Report;
        Assert.Equal((1, 100_000, Rejections.KeptMax), (report.Changed, report.Rejected, report.RejectedLines.Count));
        Assert.Equal("  and 99,980 more.", report.Lines()[^1]);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"It took {Stopwatch.GetElapsedTime(started)}.");
    }

    [Fact]
    public async Task Windows_1252_is_read_and_UTF_16_is_refused()
    {
        var (read, _) = ImportText.Decode([.. Encoding.ASCII.GetBytes($"object_id,name\n{Ann},Ren"), 0xE9, .. "\n"u8]);
        Assert.Equal("Windows-1252", read!.Encoding);
        var (bot, id) = await StartWithTwoPracticesAsync();
        var ruling = await RollImportsOf(bot).RunAsync(id, read, RollFileKind.People, what => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out _, out _));
        Assert.Equal("René", Assert.Single(await MembersAsync(bot, id)).Name);

        using var wide = new MemoryStream([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(People)]);
        Assert.StartsWith("The file is in UTF-16.", (await ImportText.ReadAsync(wide, RollFile.SizeMax, Token)).Unreadable!.Words(), StringComparison.Ordinal);
    }

    private static string Person(int n) => $"11111111-2222-4333-8444-{n:000000000000}";

    private static RollImports RollImportsOf(BotUnderTest bot) => bot.Services.GetRequiredService<RollImports>();

    private async Task<(BotUnderTest Bot, string Id)> StartWithTwoPracticesAsync()
    {
        var bot = await StartAsync();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Two));
        await bot.Services.GetRequiredService<ImportPractices>().RunAsync(file, dryRun: false, Token);
        return (bot, await MakeAsync(bot, "Test CCG", "00K"));
    }

    private static async Task<string> MakeAsync(BotUnderTest bot, string name, string commissioner)
    {
        var request = new OrganisationRequest(name, "CCG", commissioner, bot.Teams.World.Tenants[0].Id);
        var ruling = await bot.Services.GetRequiredService<MakeOrganisation>().RunAsync(request, (id, what) => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out var made), why?.TextKey);
        return made!.Name.Id;
    }

    private static async Task<ImportReport> ImportAsync(BotUnderTest bot, string id, string table)
    {
        var staged = await StageAsync(bot, id, table);
        if (staged.Token is null)
            return staged.Report;
        var kind = staged.Report.Recognised!.Layout is FileLayout.People ? RollFileKind.People : RollFileKind.Localities;
        var ruling = await RollImportsOf(bot).RunAsync(id, ImportText.Pasted(table), kind, what => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out var report), why?.TextKey);
        return report!;
    }

    private static async Task<StagedImport> StageAsync(BotUnderTest bot, string id, string table)
    {
        var ruling = await RollImportsOf(bot).StageAsync(id, ImportText.Pasted(table), expected: null, Token);
        Assert.False(ruling.IsRefused(out var why, out var staged), why?.TextKey);
        return staged!;
    }

    private static async Task<ImportReport> ConfirmAsync(BotUnderTest bot, string id, string token)
    {
        var ruling = await RollImportsOf(bot).ConfirmAsync(id, token, LeadershipBot.Domain.People.RoleGiving.MayGive(Roles.Administrator), "", what => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.False(ruling.IsRefused(out var why, out var report), why?.TextKey);
        return report!;
    }

    private static async Task<string> RefusalAsync(BotUnderTest bot, string id, string token)
    {
        var ruling = await RollImportsOf(bot).ConfirmAsync(id, token, LeadershipBot.Domain.People.RoleGiving.MayGive(Roles.Administrator), "", what => Audit.ByProgram(id, what, bot.Clock.GetUtcNow()), Token);
        Assert.True(ruling.IsRefused(out var why, out _));
        return why!.TextKey;
    }

    private static async Task<OrganisationNow> NowAsync(BotUnderTest bot, string id) => (await bot.Services.GetRequiredService<OrganisationShelf>().ReadAsync(id, Token))!;

    private static async Task<List<Member>> MembersAsync(BotUnderTest bot, string id)
        => await bot.Services.GetRequiredService<RollShelf>().ListAsync(await NowAsync(bot, id), Token).ToListAsync(Token);

    private static async Task<KnownPerson> PersonAsync(BotUnderTest bot, Colleague who, string organisation)
        => await bot.Services.GetRequiredService<IDirectory>().FindAsync(
            new Account(who.ObjectId, who.Person.TenantId, who.Name, ""), new Place(Scope.GroupChat, who.Person.TenantId, bot.Teams.ConnectorUrl, "19:nowhere@thread.v2", null), organisation, Token);
}
