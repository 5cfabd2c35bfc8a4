using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>The page and its cards for everyone: by keyboard, on a small phone, in every theme, read aloud.</summary>
[Collection(PageTests.Name)]
public sealed class ReachTests(RunningPage page)
{
    private const int TabsMax = 120;
    private const double PressableHeightMin = 40;

    [Fact]
    public async Task A_vote_needs_no_mouse_and_leaves_the_focus_on_the_card()
    {
        const string question = "Can you reach every answer?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.GoverningBody);
        await window.AskAsync(question);
        await window.BeAsync(Demo.Callum);
        await window.IsOwnAsync(question);
        await window.Part("conversation-title").FocusAsync();
        await TabToAsync(window, window.Choice(question, "No"));
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Poll(question)).ToContainTextAsync("Recorded: No.");
        await Expect(window.Choice(question, "No")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task On_a_narrow_phone_nothing_goes_sideways_and_rows_can_be_pressed()
    {
        const string question = "Should practices share one home-visiting team across the whole locality at weekends?";
        await using var window = await page.OpenAsync(Demo.Priya, Demo.General, Look.Phone);
        await window.AskAsync(question, "Yes, Only in winter when demand is highest, No");
        await window.IsOwnAsync(question);
        Assert.Equal(0, await window.SidewaysAsync());
        var row = window.Choice(question, "Only in winter when demand is highest");
        var box = await TeamsWindow.BoxOfAsync(row);
        Assert.True(box.Height >= PressableHeightMin && box.X >= 0 && box.X + box.Width <= Look.Phone.Width, $"The row is at {box.X}, {box.Width} × {box.Height}.");
        await row.TapAsync();
        await Expect(window.Poll(question)).ToContainTextAsync("Recorded: Only in winter");
        Assert.Equal(0, await window.SidewaysAsync());

        await window.OpenFormAsync();
        Assert.Equal(0, await window.SidewaysAsync());
        var dialog = await TeamsWindow.BoxOfAsync(window.Dialog);
        Assert.True(dialog.X >= 0 && dialog.X + dialog.Width <= Look.Phone.Width, $"The dialog is at {dialog.X}, {dialog.Width} wide.");
        await window.Part("dialog-close").ClickAsync();
        await window.Part("back").ClickAsync();
        Assert.Equal(0, await window.SidewaysAsync());
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("light", 320)]
    [InlineData("dark", 1280)]
    [InlineData("contrast", 1280)]
    public async Task Axe_finds_nothing_on_the_main_states(string theme, int width)
    {
        var question = $"Is everything legible, {theme} at {width}?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.GoverningBody, new(theme, width, 800));
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
        await window.AskAsync(question);
        await window.AnswerAsync(question, "Yes");
        await Axe.FindsNothingAsync(window.Page, "the answered poll");

        await window.PressAsync(question, "Who answered");
        await Expect(window.Dialog).ToContainTextAsync(Demo.Chair);
        await Axe.FindsNothingAsync(window.Page, "who answered");
        await window.Part("dialog-close").ClickAsync();

        await window.PressUnderMoreAsync(question, "Close poll");
        await Expect(window.Poll(question)).ToContainTextAsync("Yes came first");
        await Axe.FindsNothingAsync(window.Page, "the closed poll");

        await window.OpenFormAsync();
        await window.FillFormAsync(question, "Yes");
        await Expect(window.Dialog).ToContainTextAsync("A poll has 2 to 10 answers");
        await Axe.FindsNothingAsync(window.Page, "the form with a mistake");
        await window.Part("dialog-close").ClickAsync();

        await window.GoToAsync(Demo.Bot);
        await window.WriteAsync("help");
        await Expect(window.Card("What you can do here")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(window.Page, "help");
    }

    [Fact]
    public async Task The_theme_is_chosen_from_a_menu_and_cards_follow_it()
    {
        await using var window = await page.OpenAsync(Demo.Yusuf, Demo.Bot);
        var card = window.Card("Hello " + Demo.Yusuf).Locator(".ac-adaptiveCard");
        await Expect(card).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await window.Part("theme").ClickAsync();
        await window.Part("theme-dark").ClickAsync();
        await Expect(card).Not.ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await window.Part("theme").ClickAsync();
        await window.Part("theme-contrast").ClickAsync();
        await Expect(card).ToHaveCSSAsync("background-color", "rgb(0, 0, 0)");
    }

    private static async Task TabToAsync(TeamsWindow window, ILocator wanted)
    {
        for (var tab = 0; tab < TabsMax; tab++)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"{TabsMax} presses of Tab never came to the row.");
    }
}
