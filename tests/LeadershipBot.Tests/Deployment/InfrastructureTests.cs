using System.Text.RegularExpressions;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

public sealed partial class InfrastructureTests
{
    private static readonly string Folder = Path.Combine(Needs.Root, "infra");

    private static readonly string[] Functions =
        ["concat", "empty", "for", "guid", "in", "max", "resourceGroup", "string", "subscription", "subscriptionResourceId", "take", "uniqueString", "null"];

    // Set for App Service and for the Azure SDK; the bot itself doesn't read them.
    private static readonly string[] PlatformSettings = ["AZURE_CLIENT_ID", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_LOAD_CERTIFICATES"];

    public static TheoryData<string> Files => [.. All().Select(file => Path.GetRelativePath(Folder, file.Path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_module_that_is_used_exists_and_every_one_that_exists_is_used()
        => Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Folder, "modules")).Select(path => "modules/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
            MainFile().Modules.Select(module => module.Target).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_parameter_is_described_and_used(string path)
    {
        var file = BicepFile.Read(Path.Combine(Folder, path));

        Assert.All(file.Parameters, parameter => Assert.True(parameter.IsDescribed, parameter.Name));
        var used = file.Expressions.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        Assert.All(file.Parameters.Select(parameter => parameter.Name).Concat(file.Variables.Keys), name => Assert.Contains(name, used));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_name_in_an_expression_is_declared(string path) => Assert.Empty(Undeclared(BicepFile.Read(Path.Combine(Folder, path))));

    [Fact]
    public void Every_module_is_given_all_parameters_that_it_needs_and_no_other()
    {
        foreach (var module in MainFile().Modules)
        {
            var file = BicepFile.Read(Path.Combine(Folder, module.Target));
            var given = module.Body["params"]!.AsObject().Select(parameter => parameter.Key).ToList();
            Assert.Subset(file.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal), given.ToHashSet(StringComparer.Ordinal));
            Assert.All(file.Parameters.Where(parameter => !parameter.HasDefault), parameter => Assert.Contains(parameter.Name, given));
        }
    }

    [Fact]
    public void Every_output_that_is_read_is_given_by_its_module()
    {
        var main = MainFile();
        var read = main.Expressions.SelectMany(expression => OutputOfModule().Matches(expression)).ToList();

        Assert.NotEmpty(read);
        foreach (var match in read)
        {
            var module = Assert.Single(main.Modules, module => module.Symbol == match.Groups["module"].Value);
            Assert.Contains(match.Groups["output"].Value, BicepFile.Read(Path.Combine(Folder, module.Target)).Outputs);
        }
    }

    [Theory]
    [InlineData("main.bicepparam")]
    [InlineData("nhsmail.bicepparam")]
    public void A_sample_gives_only_parameters_that_exist_and_all_that_are_needed(string sample)
    {
        var parameters = MainFile().Parameters;
        var given = BicepFile.Read(Path.Combine(Folder, sample)).Given.Keys;

        Assert.Subset(parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal), given.ToHashSet(StringComparer.Ordinal));
        Assert.All(parameters.Where(parameter => !parameter.HasDefault), parameter => Assert.Contains(parameter.Name, given));
    }

    [Fact]
    public void Every_setting_of_the_web_app_stands_in_the_operators_table()
    {
        var documented = ApprovalTables.Settings();
        var settings = SettingName().Matches(File.ReadAllText(Path.Combine(Folder, "modules", "web.bicep")))
            .Select(match => IndexOfList().Replace(match.Groups["name"].Value, "").Replace("__", ":", StringComparison.Ordinal)).ToList();

        Assert.Contains("Storage:AccountUri", settings);
        Assert.All(settings.Except(PlatformSettings, StringComparer.Ordinal), name => Assert.Contains(name, documented));
    }

    [Fact]
    public void Every_table_that_holds_data_is_made_with_the_account()
    {
        var storage = BicepFile.Read(Path.Combine(Folder, "modules", "storage.bicep"));
        var made = storage.Variables["tableNames"]!.AsArray().Select(name => name!.GetValue<string>());

        Assert.Equal(ApprovalTables.DataHeld().Select(column => column.Table).Distinct().Append("Readiness").Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
        Assert.Equal("[tableName]", Assert.Single(storage.Resources, resource => resource.Symbol == "tables").Body["name"]!.GetValue<string>());
    }

    [Fact]
    public void However_many_servers_there_are_the_pace_is_the_same()
    {
        var web = Assert.Single(MainFile().Modules, module => module.Symbol == "web");

        Assert.Equal("[requestsPerSecond]", web.Body["params"]!["requestsPerSecond"]!.GetValue<string>());
    }

    [Fact]
    public void A_name_that_nobody_declared_is_found()
    {
        var path = Path.Combine(Path.GetTempPath(), $"canary-{Environment.ProcessId}.bicep");
        File.WriteAllText(path, "param name string\nvar greeting = 'Hello ${nam}'\noutput all string = toUpper(greeting)\n");
        try
        {
            Assert.Equal(["nam", "toUpper"], Undeclared(BicepFile.Read(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static BicepFile MainFile() => BicepFile.Read(Path.Combine(Folder, "main.bicep"));

    private static IEnumerable<BicepFile> All() => Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Select(BicepFile.Read);

    private static List<string> Undeclared(BicepFile file)
    {
        var declared = file.Parameters.Select(parameter => parameter.Name)
            .Concat(file.Variables.Keys)
            .Concat(file.Resources.Concat(file.Modules).Select(block => block.Symbol))
            .Concat(Functions)
            .Concat(file.Expressions.SelectMany(expression => LoopNames().Matches(expression)).SelectMany(match => match.Groups["name"].Captures).Select(capture => capture.Value));
        return file.Expressions.SelectMany(Names).Except(declared, StringComparer.Ordinal).ToList();
    }

    // A name that isn't a property of something, a key, or inside a text; interpolations in texts inside expressions count.
    private static IEnumerable<string> Names(string expression)
        => Name().Matches(Literal().Replace(expression, text => string.Concat(Hole().Matches(text.Value).Select(hole => $" {hole.Groups["expression"].Value} "))))
            .Select(match => match.Value);

    [GeneratedRegex(@"(?<![\w.])[a-z]\w*(?!\w|\s*:\s)|(?<=\bin )\w+")]
    private static partial Regex Name();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\$\{(?<expression>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Hole();

    [GeneratedRegex(@"for (\((?<name>\w+), (?<name>\w+)\)|(?<name>\w+)) in", RegexOptions.ExplicitCapture)]
    private static partial Regex LoopNames();

    [GeneratedRegex(@"\b(?<module>\w+)\.outputs\.(?<output>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex OutputOfModule();

    [GeneratedRegex(@"\n    name: '(?<name>\w+(__[^']+)?)'|\n  name: '(?<name>\w+__[^']+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"__\$\{i\}$")]
    private static partial Regex IndexOfList();
}
