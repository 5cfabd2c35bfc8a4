using LeadershipBot.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(LeadershipBot.EndToEnd.Page.Browser))]

namespace LeadershipBot.EndToEnd.Page;

/// <summary>Debian's Chromium, one for all tests, opened at first use: only a test can be skipped where there is none.</summary>
public sealed class Browser : IAsyncDisposable
{
    private const float PatienceMs = 20_000;

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _opened = new(LaunchAsync);

    /// <summary>Opens the page as this person, in this chat or channel.</summary>
    /// <param name="address">The Simulator's.</param>
    /// <param name="person">The person's name.</param>
    /// <param name="conversation">The name of the chat or channel.</param>
    /// <param name="look">How the window looks.</param>
    internal async Task<TeamsWindow> OpenAsync(Uri address, string person, string conversation, Look look)
    {
        var context = await ContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            HasTouch = look.Width < 640,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await TeamsWindow.OpenAsync(context, person, conversation, look.Theme);
    }

    /// <summary>A profile of its own, with nothing in it.</summary>
    internal async Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options)
    {
        var (_, browser) = await _opened.Value;
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_opened.IsValueCreated || !_opened.Value.IsCompletedSuccessfully)
            return;
        var (playwright, browser) = await _opened.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        var chromium = Needs.Chromium();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Switches }));
    }
}

/// <summary>How a window looks: a theme of the page, and its size in CSS pixels.</summary>
internal sealed record Look(string Theme, int Width, int Height)
{
    public static Look Desk { get; } = new("light", 1280, 800);

    public static Look Phone { get; } = new("light", 320, 640);
}
