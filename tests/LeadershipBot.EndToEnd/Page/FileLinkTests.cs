using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>Where OneDrive is blocked, a file comes by a link, in a browser, after a sign-in; here at the Simulator's own page.</summary>
[Collection(AnswerTests.Name)]
public sealed class FileLinkTests(RunningPage page) : IDisposable
{
    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 375)]
    public async Task Somebody_else_is_turned_away_and_the_right_person_gets_the_file_once(string theme, int width)
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token, "--Files:Consent=false");
        await using var window = await page.OpenAsync(simulator.Address, Demo.Priya, Demo.Bot, new(theme, width, 800));
        await window.WriteAsync("what do you hold about me");
        var card = window.Messages.Filter(new() { HasText = "download this one instead" }).Last;
        await card.GetByRole(AriaRole.Button, new() { Name = "Get a link" }).ClickAsync();
        var ready = window.Messages.Filter(new() { HasText = "The link works once" }).Last;
        await Expect(ready).ToContainTextAsync("only for you");
        var browser = await window.Page.RunAndWaitForPopupAsync(() => ready.GetByText("Open download").ClickAsync());
        var link = browser.Url;
        await browser.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await Expect(Title(browser)).ToHaveTextAsync("A file for you");
        await Axe.FindsNothingAsync(browser, "the page of the link");

        await PressAsync(browser, "Sign in and download");
        await Expect(Title(browser)).ToHaveTextAsync("Sign in");
        await Axe.FindsNothingAsync(browser, "the Simulator's sign-in");
        await SignInAsync(browser, Demo.Yusuf);
        await Expect(Title(browser)).ToHaveTextAsync("This file is for somebody else");
        await Axe.FindsNothingAsync(browser, "the page for somebody else");

        await PressAsync(browser, "Use another account");
        await browser.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Title(browser)).ToHaveTextAsync("You are not signed in");
        await PressAsync(browser, "Sign in again");
        var download = await browser.RunAndWaitForDownloadAsync(() => SignInAsync(browser, Demo.Priya));
        await Expect(Title(browser)).ToHaveTextAsync("Your file is on its way");
        await Axe.FindsNothingAsync(browser, "the page of the download");
        Assert.Equal("what-leadershipbot-holds-about-you.json", download.SuggestedFilename);
        await using var file = await download.CreateReadStreamAsync();
        Assert.Equal(Demo.PriyaId, (await JsonNode.ParseAsync(file, cancellationToken: Token))!["objectId"]!.GetValue<string>());

        Assert.Equal(410, (await browser.GotoAsync(link))!.Status);
        await Expect(Title(browser)).ToHaveTextAsync("This link has ended");
        await Axe.FindsNothingAsync(browser, "the page of a link that has ended");
    }

    private static ILocator Title(IPage browser) => browser.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private static Task PressAsync(IPage browser, string button) => browser.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync();

    private static Task SignInAsync(IPage browser, string person) => browser.GetByRole(AriaRole.Button, new() { Name = person }).ClickAsync();
}
