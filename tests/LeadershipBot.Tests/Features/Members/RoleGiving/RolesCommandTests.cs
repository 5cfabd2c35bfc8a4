using System.CommandLine;
using LeadershipBot.CommandLine;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Shell;
using LeadershipBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.Members.RoleGiving;

public sealed class RolesCommandTests
{
    private const string Tenant = "7d1e0000-0000-4000-9000-000000000001";
    private const string Ann = "7d1e0000-0000-4000-8000-0000000000a1";

    private readonly MemoryRecordStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_is_given_listed_taken_and_audited_as_by_the_program()
    {
        await ListAnnAsync();

        var given = await RunAsync("give", "--organisation", "enfield", "--tenant", Tenant, "--object-id", Ann, "--role", "administrator");
        var again = await RunAsync("give", "--organisation", "enfield", "--tenant", Tenant, "--object-id", Ann, "--role", "Administrator");
        var listed = await RunAsync("list", "--organisation", "enfield");
        var taken = await RunAsync("take", "--organisation", "enfield", "--tenant", Tenant, "--object-id", Ann, "--role", "administrator");

        Assert.Equal((0, "Dr Ann Lee is now: administrator; before: member."), (given.Code, given.Output.Trim()));
        Assert.Equal("Dr Ann Lee is now: administrator; nothing was changed.", again.Output.Trim());
        Assert.Equal($"{Ann}  Dr Ann Lee: administrator", listed.Output.Trim());
        Assert.Equal("Dr Ann Lee is now: member; before: administrator.", taken.Output.Trim());
        var audited = new List<LeadershipBot.Storage.Record>();
        await foreach (var row in _store.ListAsync(OrganisationRows.Table, "enfield", RowRange.Prefix(Audit.Prefix), Token))
            audited.Add(row);
        Assert.All(audited.Where(row => row.GetString("What") == "members.rolesChanged"), row => Assert.Equal("program", row.GetString("Who")));
        Assert.Contains(audited, row => row.GetString("After") == "Administrator" && row.GetString("Whom") == $"{Tenant}.{Ann}");
    }

    [Fact]
    public async Task Whom_nobody_lists_gets_no_role_and_a_wrong_command_line_says_what_is_wrong()
    {
        await ListAnnAsync();

        var nobody = await RunAsync("give", "--organisation", "enfield", "--tenant", Tenant, "--object-id", Tenant, "--role", "chair");
        var noRole = await RunAsync("give", "--organisation", "enfield", "--tenant", Tenant, "--object-id", Ann, "--role", "queen");
        var nowhere = await RunAsync("list", "--organisation", "nowhere");

        Assert.Equal(1, nobody.Code);
        Assert.StartsWith("This organisation lists no such person", nobody.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, noRole.Code);
        Assert.Contains("--role is one of", noRole.Error, StringComparison.Ordinal);
        Assert.Equal(1, nowhere.Code);
        Assert.StartsWith("There is no organisation 'nowhere'.", nowhere.Error, StringComparison.Ordinal);
    }

    private async Task ListAnnAsync()
    {
        await using var parts = CommandParts.Of(_store);
        await parts.GetRequiredService<OrganisationShelf>().CreateAsync(new Organisation(new OrganisationName("enfield", "NHS Enfield CCG"), "CCG"), [Tenant], [], Token);
        var id = new MemberId(Tenant, Ann);
        await parts.GetRequiredService<RollShelf>().ChangeAsync(
            "enfield", id, (_, _) => new Member(id, "Dr Ann Lee", Roles.Member) { IsImported = true }, Audit.ByProgram("enfield", "members.listed", DateTimeOffset.UnixEpoch), Token);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await RolesCommand.Create(() => _store).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, Token);
        return (code, output.ToString(), error.ToString());
    }
}
