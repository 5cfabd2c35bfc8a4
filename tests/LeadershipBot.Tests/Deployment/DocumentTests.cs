using System.Text.RegularExpressions;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

public sealed partial class DocumentTests
{
    private static readonly string Docs = Path.Combine(Needs.Root, "docs");

    [Fact]
    public void The_approval_tables_can_be_read()
    {
        Assert.All(ApprovalTables.DataHeld(), column => Assert.Matches("^[A-Z][A-Za-z0-9]*_?$", column.Column));
        Assert.Contains(ApprovalTables.Permissions(), permission => !permission.IsOptional);
        Assert.Contains("Tenants:Allowed", ApprovalTables.Settings());
    }

    [Fact]
    public void The_operators_table_explains_each_setting_that_the_bot_knows_and_three_of_the_platform()
    {
        string[] platform = ["OTEL_EXPORTER_OTLP_ENDPOINT", "Urls", "DOTNET_ENVIRONMENT"];

        Assert.Equal(KnownSettings.Keys.Concat(platform).Order(StringComparer.Ordinal), ApprovalTables.Settings().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_column_that_the_bot_writes_stands_in_the_table_of_data_held()
    {
        var written = Directory.EnumerateFiles(Path.Combine(Needs.Root, "src", "LeadershipBot"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(Needs.Root, path).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"))
            .SelectMany(path => Column().Matches(File.ReadAllText(path))).Select(column => column.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(["AskedByName", "Choice", "PrescribingSetting", "Who"], StringComparer.Ordinal), written);
        Assert.Subset(ApprovalTables.DataHeld().Select(column => column.Column).ToHashSet(StringComparer.Ordinal), written);
    }

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        foreach (var path in Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories))
            foreach (var target in Link().Matches(File.ReadAllText(path)).Select(link => link.Groups["target"].Value))
            {
                var place = Path.Combine(Path.GetDirectoryName(path)!, target);
                Assert.True(File.Exists(place) || Directory.Exists(place), $"{Path.GetRelativePath(Docs, path)} points to {target}");
            }
    }

    [Fact]
    public void Every_decision_says_what_was_given_up_and_how_we_would_notice_that_it_was_wrong()
    {
        string[] parts = ["**Situation.**", "**Decision.**", "**Given up.**", "**We would notice that it was wrong**"];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Docs, "decisions"), "*.md"))
        {
            var text = File.ReadAllText(path);
            Assert.All(parts, part => Assert.True(text.Contains(part, StringComparison.Ordinal), $"{Path.GetFileName(path)}: {part}"));
            Assert.True(text.Split(' ').Length < 600, $"{Path.GetFileName(path)} is longer than a page.");
        }
    }

    [GeneratedRegex(@"\[""(?<name>[A-Z][A-Za-z0-9]*)""\] = ", RegexOptions.ExplicitCapture)]
    private static partial Regex Column();

    [GeneratedRegex(@"\]\((?<target>(?!https?:)[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
