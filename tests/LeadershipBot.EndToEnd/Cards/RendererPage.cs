using System.Text.Json;
using LeadershipBot.EndToEnd.Page;
using LeadershipBot.Tests.Support;
using Microsoft.Playwright;

namespace LeadershipBot.EndToEnd.Cards;

/// <summary>A browser page, as wide as a phone, with the official renderer and a Markdown processor; opened at first use.</summary>
public sealed class RendererPage(Browser browser) : IAsyncLifetime
{
    private IPage? _page;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
            await _page.Context.DisposeAsync();
    }

    /// <summary>Shows a card and tells what is to be seen and what the renderer complained of.</summary>
    internal async Task<ShownCard> ShowAsync(string card, string hostConfig, bool linkify, bool html)
    {
        _page ??= await OpenAsync();
        var answer = await _page.EvaluateAsync<string>(
            "([card, looks, linkify, html]) => JSON.stringify(judge(JSON.parse(card), JSON.parse(looks), { linkify, html }))",
            new object[] { card, hostConfig, linkify, html });
        return JsonSerializer.Deserialize<ShownCard>(answer, JsonSerializerOptions.Web)!;
    }

    // Not in InitializeAsync, since only a test can be skipped.
    private async Task<IPage> OpenAsync()
    {
        var packages = Path.Combine(await NodeTools.JudgesAsync(), "node_modules");
        var context = await browser.ContextAsync(new() { ViewportSize = new() { Width = 320, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<!doctype html><html lang=en-GB><body style='margin:0;font-family:sans-serif'></body></html>");
        await page.AddStyleTagAsync(new() { Path = Path.Combine(packages, "adaptivecards", "dist", "adaptivecards.css") });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(packages, "adaptivecards", "dist", "adaptivecards.js") });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(packages, "markdown-it", "dist", "markdown-it.js") });
        await page.AddScriptTagAsync(new() { Path = Path.Combine(packages, "..", "cards-renderer.mjs") });
        return page;
    }
}

/// <param name="Events">Parse and validation events.</param>
/// <param name="Text">All that is to be read.</param>
/// <param name="Lines">The text of each TextBlock.</param>
/// <param name="Markup">Names of HTML elements that Markdown or HTML in text would make.</param>
/// <param name="Unnamed">Controls that a screen reader can't name.</param>
/// <param name="Overflow">Whether it is wider than the page, or words in it are wider than their place.</param>
internal sealed record ShownCard(string[] Events, string Text, string[] Lines, string[] Markup, string[] Unnamed, bool Overflow);
