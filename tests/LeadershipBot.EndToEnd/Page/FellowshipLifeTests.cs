using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// A cycle of three places and five applicants on two servers: written and approved, applied for, two offers for the last place
/// pressed at once, a no that goes on to who waits, and on to what came of it, what it was worth, and the next cycle.
/// </summary>
[Collection(YearTests.Name)]
public sealed class FellowshipLifeTests(RunningPage page) : IDisposable
{
    private const string Title = FellowshipSteps.Title;

    private static readonly string[] Applicants = [Demo.Priya, Demo.Tomasz, Demo.Yusuf, Demo.Callum, Demo.Sian];

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Three_places_are_offered_to_five_on_two_servers_never_more_are_taken_and_a_fellow_has_something_to_show()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token, "--servers=2"); // each press goes to the other one
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, new("light", 380, 1000));
        await using var other = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("light", 380, 1000));
        var (starts, ends) = await FellowshipSteps.IsOfferedAsync(window, other, places: 3);

        await window.IsAtTheBotAsync(Demo.Priya);
        await window.WriteAsync("fellowships");
        await window.PressAsync("Fellowships", "Read");
        await window.PressAsync(Title, "Save");
        await Expect(window.Card(Title)).ToContainTextAsync("Saved. If you haven't applied three days before it closes, you are reminded.");
        await Axe.FindsNothingAsync(window.Page, "the card of a fellowship");
        foreach (var applicant in Applicants)
            await window.AppliesAsync(applicant);

        await window.LetPassAsync(TimeSpan.FromDays(29));
        await window.ShortlistsAsync(Applicants.Length);
        await window.OpensMoveAsync(Demo.Organiser, Demo.Priya);
        await window.MovesOnAsync("offered a place");
        await window.OpensMoveAsync(Demo.Organiser, Demo.Tomasz);
        await window.MovesOnAsync("offered a place");
        await window.OpensMoveAsync(Demo.Organiser, Demo.Sian);
        await window.MovesOnAsync("in reserve");

        await window.OpensMoveAsync(Demo.Organiser, Demo.Yusuf);
        await other.OpensMoveAsync(Demo.Chair, Demo.Callum);
        foreach (var each in new[] { window, other })
            await each.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("offered a place$") }).CheckAsync();
        await Task.WhenAll(window.PressInDialogAsync("Move on, and tell them"), other.PressInDialogAsync("Move on, and tell them"));
        var late = await Task.WhenAll(IsLateAsync(window), IsLateAsync(other));
        Assert.Single(late, one => one);

        await window.IsAtTheBotAsync(Demo.Priya);
        await window.PressAsync(Title, "Yes, I take it");
        await Expect(window.Card(Title)).ToContainTextAsync("You took the place. It is yours.");
        await window.IsAtTheBotAsync(Demo.Tomasz);
        await window.PressAsync(Title, "No, thank you");
        await window.Dialog.GetByRole(AriaRole.Textbox).FillAsync("My partner is off sick");
        await window.PressInDialogAsync("Say no");
        await Expect(window.Card(Title)).ToContainTextAsync("You said no, and the place goes on.");
        await window.IsAtTheBotAsync(Demo.Sian);
        await Expect(window.Card(Title)).ToContainTextAsync("You are offered a place.");

        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.WriteAsync("fellowships");
        await window.PressAsync("Fellowships", "Read");
        await window.PressAsync(Title, "Manage");
        await Expect(window.Dialog).ToContainTextAsync("saved by 1, 5 applied, 4 offered, 1 took a place");
        await FinishAsync(window, starts, ends);
    }

    /// <summary>Whether it is refused because all places are given; else the dialog closes.</summary>
    private static async Task<bool> IsLateAsync(TeamsWindow window)
    {
        var refused = window.Dialog.GetByText("All places are given.");
        await Expect(window.Page.Locator("body:not(:has([data-testid='dialog']))").Or(refused).First).ToBeVisibleAsync();
        return await refused.CountAsync() > 0;
    }

    /// <summary>Priya's year: the first day, halfway, the last day, what came of it, and what she can show.</summary>
    private static async Task FinishAsync(TeamsWindow window, DateOnly starts, DateOnly ends)
    {
        await window.LetPassUntilAsync(starts, Demo.Priya, $"It starts: {Title}");
        await window.LetPassUntilAsync(starts.AddDays(((ends.DayNumber - starts.DayNumber) / 2) + 1), Demo.Priya, $"Halfway: {Title}");
        await window.PressAsync($"Halfway: {Title}", "Well");
        await Expect(window.Card($"Halfway: {Title}")).ToContainTextAsync("Recorded:");

        await window.LetPassUntilAsync(ends.AddDays(1), Demo.Organiser, $"It has ended: {Title}");
        await window.PressAsync($"It has ended: {Title}", "Manage");
        await window.Dialog.GetByTitle($"Cover, completion and end of the place of {Demo.Priya}").ClickAsync();
        await window.Dialog.GetByLabel("What came of it, or why it ended").FillAsync("A rota that two homes still keep");
        await window.PressInDialogAsync("Confirm completion");
        await Expect(window.Dialog).ToContainTextAsync($"{Demo.Priya} has completed it, and is told.");

        await window.IsAtTheBotAsync(Demo.Priya);
        await window.PressAsync($"You completed it: {Title}", "Open my place");
        await Expect(window.Dialog.GetByLabel("For your portfolio or appraisal: copy it")).ToHaveValueAsync(new Regex("A rota that two homes still keep"));
        await window.Dialog.GetByRole(AriaRole.Radio, new() { Name = "5: very much" }).CheckAsync();
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new(@"(^|\? )Yes$") }).CheckAsync();
        await window.PressInDialogAsync("Send");
        await Expect(window.Dialog).ToHaveCountAsync(0); // it is kept, and the dialog closes

        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.PressAsync($"It has ended: {Title}", "Manage");
        await window.PressInDialogAsync("Next cycle");
        await Expect(window.Dialog.GetByLabel("What it is called")).ToHaveValueAsync(Title);
    }
}
