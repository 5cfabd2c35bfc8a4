using System.Text.RegularExpressions;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

public sealed partial class DocumentTests
{
    private static readonly string Docs = Path.Combine(Needs.Root, "docs");

    [Fact]
    public void The_approval_tables_can_be_read()
    {
        Assert.All(ApprovalTables.DataHeld(), column => Assert.Matches("^[A-Z][A-Za-z0-9]*$", column.Column));
        Assert.Contains(ApprovalTables.Permissions(), permission => !permission.IsOptional);
        Assert.Contains("Tenants:Allowed", ApprovalTables.Settings());
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

    [GeneratedRegex(@"\]\((?<target>(?!https?:)[^)#]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
