using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>A decision's whole life among eight people: written, sent, read, disagreed with, commented, corrected and counted.</summary>
[Collection(LifeTests.Name)]
public sealed class DecisionLifeTests(RunningPage page) : IDisposable
{
    private const string Decision = "The two hubs merge in April";

    private static readonly string[] Members = [Demo.Tomasz, Demo.Priya, Demo.Yusuf, Demo.Callum, Demo.Sian, Demo.Organiser, Demo.Administrator];

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Members_read_why_say_what_they_think_and_the_chair_learns_totals_and_never_who()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("light", 375, 900));
        await window.MoveClockToMondayAsync();
        await WriteAsync(window);
        await window.PressInDialogAsync("Send to 10 people");
        await Expect(window.Card($"Decision: {Decision}")).ToContainTextAsync("Sent to 10 of 10.");

        foreach (var (member, i) in Members.Select((member, i) => (member, i)))
        {
            await window.IsAtTheBotAsync(member);
            await Expect(window.Card(Decision)).ToContainTextAsync("Both stand half empty on weekdays.");
            await window.PressAsync(Decision, i < 5 ? "Noted" : "I disagree");
            await Expect(window.Card(Decision)).ToContainTextAsync(i < 5 ? "You noted it." : "You disagree.");
        }

        await window.PressAsync(Decision, "Comment");
        await window.Dialog.GetByLabel("Your comment").FillAsync("The bus from Vale takes an hour.");
        await Axe.FindsNothingAsync(window.Page, "the comment on a decision");
        await window.PressInDialogAsync("Send");
        await Expect(window.Card(Decision)).ToContainTextAsync("You wrote: The bus from Vale takes an hour.");

        await OpensAsync(window, "7 people have said something to it.");
        await Expect(window.Dialog).Not.ToContainTextAsync("%");
        await CorrectAsync(window);
        await window.IsAtTheBotAsync(Demo.Tomasz);
        await Expect(window.Card("The two hubs merge in May")).ToContainTextAsync("Please read it again.");
        await Expect(window.Card("The two hubs merge in May")).ToContainTextAsync("You noted it.");

        await window.MoveClockAsync("week");
        await window.MoveClockAsync("week");
        await OpensAsync(window, "5 · 71%");
        await Expect(window.Dialog).ToContainTextAsync("3 who have it said nothing.");
        await Expect(window.Dialog).Not.ToContainTextAsync("The bus from Vale"); // fewer than ten wrote
        foreach (var member in Members)
            await Expect(window.Dialog).Not.ToContainTextAsync(member);
    }

    private static async Task WriteAsync(TeamsWindow window)
    {
        await window.WriteAsync("decision");
        await window.PressAsync("Tell members what was decided", "Write a decision");
        await window.Dialog.GetByLabel("What was decided").FillAsync(Decision);
        await window.Dialog.GetByLabel("Why").FillAsync("Both stand half empty on weekdays.");
        await window.Dialog.GetByLabel("Who decided").FillAsync("Governing body, 8 to 2");
        await window.PressInDialogAsync("Next");
        await window.Dialog.GetByLabel("To be looked at again on").FillAsync(await DayAsync(window, 60));
        await window.Dialog.GetByLabel("Risk").SelectOptionAsync("High: it needs a plan B");
        await window.PressInDialogAsync("Preview");
        await Expect(window.Dialog).ToContainTextAsync("A decision of high risk needs a whole plan B before it can be sent.");

        await window.Dialog.GetByLabel("What is done instead").FillAsync("Both open again");
        await window.Dialog.GetByLabel("What shows that it went wrong").FillAsync("Waits above ten days");
        await window.Dialog.GetByLabel("Who watches for it").SelectOptionAsync(Demo.Organiser);
        await window.Dialog.GetByLabel("They look at it on").FillAsync(await DayAsync(window, 30));
        await window.PressInDialogAsync("Preview");
        await Expect(window.Dialog).ToContainTextAsync("It goes to 10 people, each in their own chat.");
    }

    private static async Task CorrectAsync(TeamsWindow window)
    {
        await window.PressInDialogAsync("Correct it");
        await window.Dialog.GetByLabel("What was decided").FillAsync("The two hubs merge in May");
        await window.PressInDialogAsync("Next");
        await window.PressInDialogAsync("Preview");
        await window.PressInDialogAsync("Correct every card");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>The chair opens the decision from the list.</summary>
    private static async Task OpensAsync(TeamsWindow window, string reads)
    {
        await window.IsAtTheBotAsync(Demo.Chair);
        await window.WriteAsync("decision");
        await window.PressAsync("Tell members what was decided", "Open");
        await Expect(window.Dialog).ToContainTextAsync(reads);
    }

    private static async Task<string> DayAsync(TeamsWindow window, int days)
        => (await window.NowAsync()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
