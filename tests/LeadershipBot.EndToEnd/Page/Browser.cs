using LeadershipBot.Tests.Support;
using Microsoft.Playwright;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>Debian's Chromium, opened at first use: only a test can be skipped where there is none.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const float PatienceMs = 20_000;

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens the page as this person, in this chat or channel.</summary>
    /// <param name="address">The Simulator's.</param>
    /// <param name="person">The person's name.</param>
    /// <param name="conversation">The name of the chat or channel.</param>
    /// <param name="look">How the window looks.</param>
    public async Task<TeamsWindow> OpenAsync(Uri address, string person, string conversation, Look look)
    {
        var chromium = Needs.Chromium();
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Switches });
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = "en-GB",
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            HasTouch = look.Width < 640,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(PatienceMs);
        return await TeamsWindow.OpenAsync(context, person, conversation, look.Theme);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>How a window looks: a theme of the page, and its size in CSS pixels.</summary>
internal sealed record Look(string Theme, int Width, int Height)
{
    public static Look Desk { get; } = new("light", 1280, 800);

    public static Look Phone { get; } = new("light", 320, 640);
}
