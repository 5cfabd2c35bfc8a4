using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>The axe rules for accessible pages, run in the page itself.</summary>
internal static class Axe
{
    // Off is only the experimental rule that a name must hold all that is visible: a row shows a bar and a ring as well,
    // which are no words, and its name has the words in the order in which they are best heard.
    private const string Rules = """{ "resultTypes": ["violations"], "rules": { "label-content-name-mismatch": { "enabled": false } } }""";

    private static readonly Lazy<string> Script = new(new BundledAxeScriptProvider().GetScript);

    /// <summary>Fails with what axe finds on the page as it is now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">What it shows, for whoever reads the failure.</param>
    public static async Task FindsNothingAsync(IPage page, string state)
    {
        // Not by the package's own call, which opens a page more at each look, for frames that there are none of.
        await page.EvaluateAsync(Script.Value);
        var found = await page.EvaluateAsync<string>(
            "async rules => JSON.stringify((await axe.run(document, JSON.parse(rules))).violations.map(one => [one.id, one.help, ...one.nodes.map(node => node.html)]))",
            Rules);
        Assert.True(found == "[]", $"{state}: {found}");
    }
}
