using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>What people do on the page with a fellowship until its places are offered.</summary>
internal static class FellowshipSteps
{
    public const string Title = "Frailty in care homes";

    /// <summary>The organiser writes one in their window, and the chair approves it in another; its first and its last day.</summary>
    /// <param name="organiser">The organiser's window.</param>
    /// <param name="chair">The chair's.</param>
    /// <param name="places">How many fellows it takes.</param>
    /// <param name="panel">Who scores those who apply; nobody where none is named.</param>
    public static async Task<(DateOnly Starts, DateOnly Ends)> IsOfferedAsync(TeamsWindow organiser, TeamsWindow chair, int places, params string[] panel)
    {
        await organiser.MoveClockToMondayAsync();
        var days = await organiser.WritesFellowshipAsync(places, panel);
        await chair.Page.ReloadAsync();
        await chair.IsAtTheBotAsync(Demo.Chair);
        await chair.PressAsync($"Please approve: {Title}", "Approve");
        await Expect(chair.Card(Title)).ToContainTextAsync("Approved. Members see it and can apply.");
        return days;
    }

    /// <summary>Whoever is at the bot opens it from the list.</summary>
    public static async Task ReadsItAsync(this TeamsWindow window)
    {
        await window.WriteAsync("fellowships");
        await window.Card("Fellowships").GetByTitle($"Read: {Title}").ClickAsync();
    }

    /// <summary>Somebody applies.</summary>
    public static async Task AppliesAsync(this TeamsWindow window, string applicant)
    {
        await window.IsAtTheBotAsync(applicant);
        await window.ReadsItAsync();
        await window.PressAsync(Title, "Apply");
        await window.Dialog.GetByRole(AriaRole.Textbox).First.FillAsync("I led a change with others.");
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("Now:") }).CheckAsync();
        await window.PressInDialogAsync("Send");
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Card(Title)).ToContainTextAsync("I led a change with others.");
    }

    /// <summary>The organiser shortlists all who applied.</summary>
    public static async Task ShortlistsAsync(this TeamsWindow window, int applicants)
    {
        await window.ListsAsync(Demo.Organiser);
        await window.PressAsync($"Who applied: {Title}", "Move on together");
        await Expect(window.Dialog.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(applicants);
        foreach (var box in await window.Dialog.GetByRole(AriaRole.Checkbox).AllAsync())
            await box.CheckAsync();
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new(@"(^|\? )shortlisted$") }).CheckAsync();
        await window.PressInDialogAsync("Move on, and tell them");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Opens the dialog in which an applicant is moved on, from the list of who applied.</summary>
    public static async Task OpensMoveAsync(this TeamsWindow window, string person, string applicant)
    {
        await window.ListsAsync(person);
        var application = window.Page.Locator($"[data-message-id='{await window.Card($"Who applied: {Title}").GetAttributeAsync("data-message-id")}']");
        await application.GetByTitle($"Read the application of {applicant}").ClickAsync(); // the list becomes the application
        await application.GetByRole(AriaRole.Button, new() { Name = "Move on", Exact = true }).ClickAsync();
        await Expect(window.Dialog).ToContainTextAsync("working days to say yes");
    }

    /// <summary>In the open dialog the applicant is moved to a stage, which is named as the dialog does.</summary>
    public static async Task MovesOnAsync(this TeamsWindow window, string stage)
    {
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new($"{Regex.Escape(stage)}$") }).CheckAsync();
        await window.PressInDialogAsync("Move on, and tell them");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Writes it, and answers its first and its last day as the form proposes them.</summary>
    private static async Task<(DateOnly Starts, DateOnly Ends)> WritesFellowshipAsync(this TeamsWindow window, int places, string[] panel)
    {
        await window.WriteAsync("fellowships");
        await window.PressAsync("Fellowships", "New fellowship");
        await window.Dialog.GetByLabel("What it is called").FillAsync(Title);
        await window.Dialog.GetByLabel("How many fellows").FillAsync(places.ToString(CultureInfo.InvariantCulture));
        await window.Dialog.GetByLabel("Who pays, and how much").FillAsync("the ICB pays £300 a session");
        await window.Dialog.GetByLabel("Who covers at the practice, and who pays for that").FillAsync("the federation sends a locum and pays");
        await window.PressInDialogAsync("Next");
        await Expect(window.Dialog.GetByLabel("Whom you look for")).ToBeVisibleAsync();
        foreach (var one in panel)
            await window.Dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new($"{Regex.Escape(one)}$") }).CheckAsync();
        await window.PressInDialogAsync("Next");
        await Expect(window.Dialog).ToContainTextAsync(panel.Length == 0 ? $"No panel: {Demo.Organiser} decides alone." : $"Panel: {string.Join(", ", panel)}.");
        var days = new List<DateOnly>();
        foreach (var label in new[] { "First day", "Last day" })
            days.Add(DateOnly.Parse(await window.Dialog.GetByLabel(label).InputValueAsync(), CultureInfo.InvariantCulture));
        await window.PressInDialogAsync("Ask for approval");
        await Expect(window.Card(Title)).ToContainTextAsync("waits for approval");
        return (days[0], days[1]);
    }

    /// <summary>Lets time pass until the first Monday from this day on, in the morning, when this person has a card of this title.</summary>
    public static async Task LetPassUntilAsync(this TeamsWindow window, DateOnly day, string person, string title)
    {
        while (day.DayOfWeek is not DayOfWeek.Monday)
            day = day.AddDays(1);
        await window.LetPassAsync(new DateTimeOffset(day, new(9, 30), TimeSpan.Zero) - await window.NowAsync());
        await window.IsAtTheBotAsync(person);
        await Expect(window.Card(title)).ToBeVisibleAsync();
    }

    /// <summary>Opens the list of who applied, as somebody who runs fellowships.</summary>
    public static async Task ListsAsync(this TeamsWindow window, string person)
    {
        await window.IsAtTheBotAsync(person);
        await window.ReadsItAsync();
        await window.PressUnderMoreAsync(Title, "Applications");
        await Expect(window.Card($"Who applied: {Title}")).ToBeVisibleAsync();
    }
}
