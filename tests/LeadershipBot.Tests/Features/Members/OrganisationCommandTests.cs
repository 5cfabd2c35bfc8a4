using System.CommandLine;
using LeadershipBot.CommandLine;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members;

public sealed class OrganisationCommandTests
{
    private const string Home = "7d1e0000-0000-4000-9000-000000000001";
    private const string Second = "7d1e0000-0000-4000-9000-00000000000b";
    private const string Third = "7d1e0000-0000-4000-9000-00000000000c";
    private const string Strange = "7d1e0000-0000-4000-9000-0000000000ff";

    private const string Ann = "11111111-2222-4333-8444-555555555551";
    private const string Ben = "11111111-2222-4333-8444-555555555552";
    private const string Cat = "11111111-2222-4333-8444-555555555553";

    private readonly MemoryRecordStore _store = new();
    private readonly HashSet<string> _allowed = new(StringComparer.OrdinalIgnoreCase);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organisation_is_made_over_several_tenants_and_found_in_each()
    {
        var id = await MakeAsync("--tenant", Home, "--tenant", Second.ToUpperInvariant());

        Assert.Equal([Home, Second], await TenantsAsync(id));
        Assert.Equal(id, await OnlyOfTenantAsync(Second));
        Assert.Equal(id, await MakeAsync("--tenant", Home, "--tenant", Second, "--tenant", Third));
        Assert.Equal([Home, Second, Third], await TenantsAsync(id));
        Assert.Equal([Second, Third], await AuditedTenantsAsync(id));
    }

    [Fact]
    public async Task A_tenant_is_added_once_and_audited_as_by_the_program()
    {
        var id = await MakeAsync("--tenant", Home);

        var added = await RunAsync("tenant", "add", "--organisation", id, "--tenant", Second);
        var again = await RunAsync("tenant", "add", "--organisation", id, "--tenant", Second.ToUpperInvariant());
        var first = await RunAsync("tenant", "add", "--organisation", id, "--tenant", Home);

        Assert.Equal((0, $"Two Towns ICB now lists people of the tenant {Second}."), (added.Code, added.Output.Trim()));
        Assert.Equal((0, $"Two Towns ICB listed already people of the tenant {Second.ToUpperInvariant()}."), (again.Code, again.Output.Trim()));
        Assert.StartsWith("Two Towns ICB listed already", first.Output, StringComparison.Ordinal);
        Assert.Equal([Home, Second], await TenantsAsync(id));
        Assert.Equal(id, await OnlyOfTenantAsync(Second));
        Assert.Equal([Second], await AuditedTenantsAsync(id));
    }

    [Fact]
    public async Task An_unknown_organisation_gets_no_tenant()
    {
        var (code, _, error) = await RunAsync("tenant", "add", "--organisation", "nowhere", "--tenant", Home);

        Assert.Equal(1, code);
        Assert.StartsWith("There is no organisation 'nowhere'.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_the_settings_do_not_allow_is_refused_and_nothing_is_written()
    {
        _allowed.UnionWith([Home, Second]);
        var id = await MakeAsync("--tenant", Home);

        var added = await RunAsync("tenant", "add", "--organisation", id, "--tenant", Strange);
        var made = await RunAsync("create", "--name", "Another ICB", "--tenant", Home, "--tenant", Strange);

        Assert.All([added, made], run => Assert.NotEqual(0, run.Code));
        Assert.All([added, made], run => Assert.Contains($"{Strange} is not in Tenants:Allowed", run.Error, StringComparison.Ordinal));
        Assert.Equal([Home], await TenantsAsync(id));
        Assert.Single((await RunAsync("list")).Output.Trim().Split('\n'));
        Assert.Equal(0, (await RunAsync("tenant", "add", "--organisation", id, "--tenant", Second.ToUpperInvariant())).Code);
    }

    [Fact]
    public async Task People_of_the_added_tenant_can_be_listed()
    {
        var id = await MakeAsync("--tenant", Home);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"object_id,name,tenant\n11111111-2222-4333-8444-555555555551,Ann,{Second}\n", Token);

        var before = await ImportAsync(file, id);
        await RunAsync("tenant", "add", "--organisation", id, "--tenant", Second);
        var after = await ImportAsync(file, id);
        File.Delete(file);

        Assert.NotEqual(0, before);
        Assert.Equal(0, after);
    }

    [Fact]
    public async Task A_tenant_is_taken_away_after_a_second_word_and_its_people_leave_with_their_roles()
    {
        var id = await MakeAsync("--tenant", Home, "--tenant", Second);
        var (ann, ben, cat) = (new MemberId(Second, Ann), new MemberId(Home, Ben), new MemberId(Second, Cat));
        await ChangesAsync(id, new Member(ann, "Ann", Roles.Organiser) { IsImported = true, Practices = PracticeCodes.Parse("A81001"), LeadOf = PracticeCodes.Parse("A81001") });
        await ChangesAsync(id, new Member(ben, "Ben", Roles.Chair));
        await ChangesAsync(id, new Member(cat, "Cat", Roles.Member) { LeftAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        var asked = await RunAsync("tenant", "take", "--organisation", id, "--tenant", Second.ToUpperInvariant());
        Assert.Equal(1, asked.Code);
        Assert.StartsWith("Nothing was changed yet. People of this tenant who would leave, and stay in the history: 1; of them with a role: 1.", asked.Error, StringComparison.Ordinal);
        Assert.Equal([Home, Second], await TenantsAsync(id));
        Assert.Equal(Roles.Organiser, (await MemberAsync(id, ann)).Roles);

        var taken = await RunAsync("tenant", "take", "--organisation", id, "--tenant", Second, "--yes");
        var again = await RunAsync("tenant", "take", "--organisation", id, "--tenant", Second, "--yes");
        Assert.Equal((0, $"Two Towns ICB lists no people of the tenant {Second} any more. Left: 1; teams and chats given back: 0."), (taken.Code, taken.Output.Trim()));
        Assert.Equal((0, $"Two Towns ICB listed no people of the tenant {Second}."), (again.Code, again.Output.Trim()));

        var gone = await MemberAsync(id, ann);
        Assert.Equal((Roles.Member, PracticeCodes.None, "A81001", true), (gone.Roles, gone.LeadOf, gone.Practices.ToString(), gone.LeftAt > new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal((Roles.Chair, null), ((await MemberAsync(id, ben)).Roles, (await MemberAsync(id, ben)).LeftAt));
        Assert.Equal(2020, (await MemberAsync(id, cat)).LeftAt!.Value.Year);
        await using var parts = CommandParts.Of(_store);
        Assert.Empty(await parts.GetRequiredService<OrganisationShelf>().ListOfTenantAsync(Second, Token));
        Assert.Single(await AuditAsync(id, "organisation.tenantTaken"));
    }

    [Fact]
    public async Task The_last_tenant_and_the_one_of_all_administrators_stay()
    {
        var id = await MakeAsync("--tenant", Home, "--tenant", Second);
        await ChangesAsync(id, new Member(new MemberId(Second, Ann), "Ann", Roles.Administrator));

        var administrators = await RunAsync("tenant", "take", "--organisation", id, "--tenant", Second, "--yes");
        Assert.Equal(0, (await RunAsync("tenant", "take", "--organisation", id, "--tenant", Home)).Code);
        var last = await RunAsync("tenant", "take", "--organisation", id, "--tenant", Second, "--yes");

        Assert.StartsWith("All administrators of the organisation are in that tenant", administrators.Error, StringComparison.Ordinal);
        Assert.StartsWith("That is the only tenant of Two Towns ICB", last.Error, StringComparison.Ordinal);
        Assert.Equal([Second], await TenantsAsync(id));
        Assert.Equal(Roles.Administrator, (await MemberAsync(id, new MemberId(Second, Ann))).Roles);
    }

    private async Task ChangesAsync(string id, Member member)
    {
        await using var parts = CommandParts.Of(_store);
        await parts.GetRequiredService<RollShelf>().ChangeAsync(id, member.Id, (_, _) => member, Audit.ByProgram(id, "members.listed", DateTimeOffset.UnixEpoch), Token);
    }

    private async Task<Member> MemberAsync(string id, MemberId member)
    {
        await using var parts = CommandParts.Of(_store);
        return (await parts.GetRequiredService<RollShelf>().FindAsync((await parts.GetRequiredService<OrganisationShelf>().ReadAsync(id, Token))!, member, Token))!;
    }

    private async Task<List<LeadershipBot.Storage.Record>> AuditAsync(string id, string what)
    {
        var rows = new List<LeadershipBot.Storage.Record>();
        await foreach (var row in _store.ListAsync(OrganisationRows.Table, id, RowRange.Prefix(Audit.Prefix), Token))
        {
            if (row.GetString("What") == what)
                rows.Add(row);
        }

        return rows;
    }

    private async Task<string> MakeAsync(params string[] tenants)
    {
        var (code, output, error) = await RunAsync(["create", "--name", "Two Towns ICB", "--kind", "ICB", .. tenants]);
        Assert.Equal((0, ""), (code, error));
        return output.Split(": ")[1].Split(',')[0];
    }

    private async Task<IReadOnlyList<string>> TenantsAsync(string id)
    {
        await using var parts = CommandParts.Of(_store);
        return await parts.GetRequiredService<OrganisationShelf>().TenantsOfAsync(id, Token);
    }

    private async Task<string> OnlyOfTenantAsync(string tenant)
    {
        await using var parts = CommandParts.Of(_store);
        return Assert.Single(await parts.GetRequiredService<OrganisationShelf>().ListOfTenantAsync(tenant, Token)).Id;
    }

    private async Task<List<string?>> AuditedTenantsAsync(string id)
    {
        var audited = new List<string?>();
        await foreach (var row in _store.ListAsync(OrganisationRows.Table, id, RowRange.Prefix(Audit.Prefix), Token))
        {
            if (row.GetString("What") == "organisation.tenantAdded" && row.GetString("Who") == "program")
                audited.Add(row.GetString("Whom"));
        }

        return [.. audited.Order(StringComparer.Ordinal)];
    }

    private async Task<int> ImportAsync(string file, string id)
    {
        using var output = new StringWriter();
        return await ImportCommand.Create(() => _store).Parse(["people", file, "--organisation", id]).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }, Token);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var command = OrganisationCommand.Create(() => _store, () => _allowed);
        var code = await command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, Token);
        return (code, output.ToString(), error.ToString());
    }
}
