using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>The life of a meeting arranged by hand: called, answered in one tap, an interest in an item, the register, and what everybody reads of it.</summary>
[Collection(AnswerTests.Name)]
public sealed class MeetingLifeTests(RunningPage page) : IDisposable
{
    private const string Title = "Extraordinary governing body";
    private const string Manage = "Manage: " + Title;

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_meeting_is_called_answered_in_a_tap_and_its_register_says_whether_it_was_quorate()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, new("dark", 380, 1000));
        await window.MoveClockToMondayAsync();
        await ArrangeAsync(window);

        await window.IsAtTheBotAsync(Demo.Priya);
        await window.PressAsync(Title, "I'm coming");
        await Expect(window.Card(Title)).ToContainTextAsync("Recorded: you come.");
        await Axe.FindsNothingAsync(window.Page, "the card of a meeting");
        await window.PressUnderMoreAsync(Title, "Declare an interest");
        await window.Dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("The merger of the hubs") }).CheckAsync();
        await window.PressInDialogAsync("Record");
        await Expect(window.Page.GetByText("Recorded: you leave for 1 item.").First).ToBeVisibleAsync();
        await window.IsAtTheBotAsync(Demo.Tomasz);
        await window.PressAsync(Title, "Apologies");
        await Expect(window.Card(Title)).ToContainTextAsync("Recorded: you sent apologies.");
        await window.IsAtTheBotAsync(Demo.Chair);
        await window.PressAsync(Title, "I'm coming");
        await Expect(window.Card(Title)).ToContainTextAsync("Recorded: you come.");

        await window.LetPassAsync(TimeSpan.FromHours(28));
        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.WriteAsync("meetings");
        await window.Card("Meetings to come").GetByTitle(Manage).ClickAsync();
        await window.PressAsync(Title, "Register");
        await Expect(window.Dialog.GetByRole(AriaRole.Checkbox, new() { NameRegex = new(Demo.Priya) })).ToBeCheckedAsync();
        await window.PressInDialogAsync("Save and close the register");
        await Expect(window.Dialog).ToHaveCountAsync(0);

        await window.IsAtTheBotAsync(Demo.Yusuf);
        await window.WriteAsync("meetings");
        await window.PressAsync("Meetings to come", "Past meetings");
        await window.PressAsync("Meetings that were", "Open");
        await Expect(window.Card(Title)).ToContainTextAsync("Quorate: 2 of 2 people needed.");
        await Expect(window.Card(Title)).ToContainTextAsync("Item 2 (The merger of the hubs): not quorate, 1 of 2 people needed; 1 person out of the room for an interest.");
        await window.ExpectNothingOfAsync(Demo.Priya);
    }

    private static async Task ArrangeAsync(TeamsWindow window)
    {
        var tomorrow = (await window.NowAsync()).AddDays(1);
        await window.WriteAsync("meetings");
        await window.PressAsync("Meetings to come", "Arrange a meeting");
        await window.Dialog.GetByLabel("What is it called?").FillAsync(Title);
        await window.Dialog.GetByLabel("Day").FillAsync(tomorrow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await window.Dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^From") }).FillAsync("12:30");
        await window.Dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Until") }).FillAsync("13:30");
        await window.Dialog.GetByLabel("Agenda: one item on each line, at most 20").FillAsync("Minutes of last time\nThe merger of the hubs");
        await window.Dialog.GetByLabel("At least so many people").FillAsync("2");
        await window.PressInDialogAsync("Next");
        await window.Dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("^Call \\d+ people$") }).ClickAsync();
        await Expect(window.Page.GetByText($"{Title} is arranged.").First).ToBeVisibleAsync();
    }
}
