using System.CommandLine;
using LeadershipBot.CommandLine;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Imports;

public sealed class ImportCommandTests : IDisposable
{
    private const string Practices = "practice_code,practice_name,town,postcode,ccg_code,open_date\nA81001,THE SURGERY,YARM,,00K,\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;
    private readonly MemoryRecordStore _store = new();
    private int _opened;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_is_imported_and_the_report_printed()
    {
        var (code, output, error) = await RunAsync("practices", Write(Practices));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal("Read as short list, UTF-8. 1 added, 0 changed, 0 left, 0 unchanged, 0 rejected.", output.TrimEnd());
        Assert.Equal("THE SURGERY", Assert.Single(await _store.PracticesAsync()).Value.Name);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var (code, output, _) = await RunAsync("practices", Write(Practices), "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("1 to add", output, StringComparison.Ordinal);
        Assert.Empty(await _store.PracticesAsync());
    }

    [Fact]
    public async Task Rejected_lines_end_with_three()
    {
        var (code, output, _) = await RunAsync("practices", Write(Practices + "?,X,,,,\n"));
        Assert.Equal(3, code);
        Assert.Contains("  Line 3, practice_code: '?' is no ODS code.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_none_ends_with_one_and_a_sentence()
    {
        var (code, output, error) = await RunAsync("practices", Write(""));
        Assert.Equal((1, "", "The file is empty."), (code, output, error.TrimEnd()));
    }

    [Theory]
    [InlineData("missing.csv", "there is no such file.")]
    [InlineData("missing/missing.csv", "there is no such folder.")]
    [InlineData("", "it is a folder.")]
    public async Task A_path_that_can_not_be_read_is_named_and_no_store_is_opened(string name, string reason)
    {
        var path = Path.Combine(_folder, name);
        var (code, _, error) = await RunAsync("practices", path);
        Assert.Equal((1, $"'{path}' can't be read: {reason} Nothing was changed."), (code, error.TrimEnd()));
        Assert.Equal(0, _opened);
    }

    [Fact]
    public async Task A_file_over_the_size_given_is_refused()
    {
        var (code, _, error) = await RunAsync("practices", Write(Practices + new string('x', 1024 * 1024)), "--megabytes-max", "1");
        Assert.Equal(1, code);
        Assert.StartsWith("The file is larger than 1 MB,", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_is_told_with_what_to_do()
    {
        // A folder where the file should be: SQLite can't open it.
        var import = ImportCommand.Create(() => new SqliteRecordStore(_folder));
        using var error = new StringWriter();
        var code = await import.Parse(["practices", Write(Practices)])
            .InvokeAsync(new InvocationConfiguration { Error = error }, TestContext.Current.CancellationToken);
        Assert.Equal(1, code);
        Assert.StartsWith("It was cut short, and nothing is half done:", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Run the same command again", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_is_made_and_filled_from_the_shell_and_the_second_time_nothing_changes()
    {
        await RunAsync("practices", Write(Practices));
        const string Tenant = "7d1e0000-0000-4000-9000-000000000001";
        var (made, said) = await OrganisationAsync("create", "--name", "Hartlepool CCG", "--kind", "CCG", "--commissioner", "00K", "--tenant", Tenant);
        Assert.Equal(0, made);
        Assert.Matches(@"^Hartlepool CCG: hartlepool-ccg-[a-z2-7]{5}, 1 practice\.\s*$", said);
        var id = said.Split(": ")[1].Split(',')[0];
        Assert.StartsWith($"{id}  Hartlepool CCG", (await OrganisationAsync("list")).Output, StringComparison.Ordinal);

        const string People = "object_id,name,practice\n11111111-2222-4333-8444-555555555551,Ann,A81001\n";
        Assert.Contains("1 to add", (await RunAsync("people", Write(People), "--organisation", id, "--dry-run")).Output, StringComparison.Ordinal);
        Assert.Contains(" 1 added", (await RunAsync("people", Write(People), "--organisation", id)).Output, StringComparison.Ordinal);
        Assert.Contains(" 0 added, 0 changed, 0 left, 1 unchanged", (await RunAsync("people", Write(People), "--organisation", id)).Output, StringComparison.Ordinal);
        Assert.Contains(" 1 changed", (await RunAsync("localities", Write("practice_code,locality\nA81001,North\n"), "--organisation", id)).Output, StringComparison.Ordinal);
        Assert.Contains(" 1 changed", (await RunAsync("list-sizes", Write("practice_code,list_size\nA81001,7300\n"), "--organisation", id)).Output, StringComparison.Ordinal);
        Assert.Contains(" 1 added", (await RunAsync("bodies", Write("ccg_code,ccg_name\n00K,NHS Hartlepool CCG\n"))).Output, StringComparison.Ordinal);
        Assert.Equal((3, 1), ((await RunAsync("people", Write(People + "?,X,\n"), "--organisation", id)).Code, (await RunAsync("people", Write(Practices), "--organisation", id)).Code));
        Assert.StartsWith("This organisation has not been set up.", (await RunAsync("people", Write(People), "--organisation", "nowhere")).Error, StringComparison.Ordinal);
        Assert.Equal(1, (await OrganisationAsync("create", "--name", "X", "--commissioner", "99X", "--tenant", Tenant)).Code);
    }

    [Theory]
    [InlineData("create", "--name", "X")]
    [InlineData("create", "--name", "X", "--tenant", "contoso")]
    public void An_organisation_without_a_tenant_is_an_error_of_usage(params string[] arguments)
        => Assert.NotEmpty(OrganisationCommand.Create(() => _store, () => new HashSet<string>()).Parse(arguments).Errors);

    [Theory]
    [InlineData]
    [InlineData("practices")]
    [InlineData("practices", "a.csv", "b.csv")]
    [InlineData("practices", " ")]
    [InlineData("practices", "a.csv", "--megabytes-max", "0")]
    [InlineData("practises", "a.csv")]
    [InlineData("people", "a.csv")]
    [InlineData("localities", "--organisation", "larkford")]
    public void A_wrong_command_line_is_an_error_of_usage(params string[] arguments)
        => Assert.NotEmpty(Command().Parse(arguments).Errors);

    private Command Command() => ImportCommand.Create(() =>
    {
        _opened++;
        return _store;
    });

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = Command().Parse(arguments);
        Assert.Empty(parsed.Errors);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private async Task<(int Code, string Output)> OrganisationAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await OrganisationCommand.Create(() => _store, () => new HashSet<string>()).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "practices.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
