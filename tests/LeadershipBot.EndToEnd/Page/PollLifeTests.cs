using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>Whole lives of polls in people's own chats: asked of everybody, answered by several, closed, and what came of it told.</summary>
[Collection(AnswerTests.Name)]
public sealed class PollLifeTests(RunningPage page) : IDisposable
{
    private static readonly Look Phone = new("dark", 375, 900);

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_confidential_poll_goes_to_everybody_is_answered_in_a_tap_and_all_hear_what_came_of_it()
    {
        const string question = "Should the hub open on Saturdays?";
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, Phone);
        await window.MoveClockToMondayAsync();
        await AskEverybodyAsync(window, question);

        foreach (var (gp, choice) in new[] { (Demo.Tomasz, "Yes"), (Demo.Priya, "No"), (Demo.Yusuf, "Yes"), (Demo.Callum, "Only in winter"), (Demo.Sian, "Yes"), (Demo.Chair, "Yes") })
        {
            await window.IsAtTheBotAsync(gp);
            await window.AnswerAsync(question, choice);
        }

        await window.PressAsync(question, "Add a reason");
        await window.Dialog.GetByLabel("Your reason, if you like").FillAsync("Buses run until six.");
        await window.PressInDialogAsync("Send my answer");
        await Expect(window.Poll(question)).ToContainTextAsync("Recorded: Yes, with your reason.");
        await window.IsAtTheBotAsync(Demo.Organiser);
        await Expect(window.Poll(question)).ToContainTextAsync("6 people have answered.");
        await Expect(window.Choice(question, "Yes")).Not.ToContainTextAsync("%");

        await window.MoveClockAsync("week");
        await Expect(window.Poll(question)).ToContainTextAsync("It has closed. What came of it?");
        await Expect(window.Poll(question)).ToContainTextAsync("Yes came first with 4 of 6 answers (67%).");
        await Expect(window.Poll(question)).ToContainTextAsync("Fewer than 10 people wrote a comment, so nobody reads them: they are deleted.");
        await window.PressAsync(question, "Say what came of it");
        await window.Dialog.GetByLabel("Will be acted on").CheckAsync();
        await window.Dialog.GetByLabel("What exactly, or why not").FillAsync("It opens from 9 January, for three months.");
        await Axe.FindsNothingAsync(window.Page, "the form for what came of it");
        await window.PressInDialogAsync("Tell them");

        foreach (var reader in new[] { Demo.Priya, Demo.Administrator })
        {
            await window.IsAtTheBotAsync(reader);
            await Expect(window.Poll(question)).ToContainTextAsync("What came of it: Will be acted on");
            await Expect(window.Poll(question)).ToContainTextAsync("It opens from 9 January, for three months.");
        }
    }

    [Fact]
    public async Task An_anonymous_poll_gives_a_receipt_once_writes_nothing_into_the_chat_and_shows_its_result_after_closing()
    {
        const string question = "Do you trust the governing body?";
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, Phone);
        await window.MoveClockToMondayAsync();
        await AskEverybodyAsync(window, question, "Anonymous: nobody can find out, and answers are final");

        var receipt = "";
        foreach (var gp in new[] { Demo.Tomasz, Demo.Priya, Demo.Yusuf, Demo.Callum, Demo.Sian })
        {
            await window.IsAtTheBotAsync(gp);
            await window.PressAsync(question, "Answer");
            await window.Dialog.GetByLabel("Yes").CheckAsync();
            await window.PressInDialogAsync("Send my answer");
            await Expect(window.Dialog).ToContainTextAsync("Recorded for good. Nobody can tell any more that it is yours, not even you.");
            receipt = Regex.Match(await window.Dialog.InnerTextAsync(), "Your receipt: ([A-Z0-9-]+)").Groups[1].Value;
            await window.Part("dialog-close").ClickAsync();
            await Expect(window.Poll(question)).Not.ToContainTextAsync("Edited");
        }

        await window.IsAtTheBotAsync(Demo.Tomasz);
        await Expect(window.Poll(question)).ToContainTextAsync("You have answered. What you answered can't be found any more.");
        await Expect(window.Poll(question)).ToContainTextAsync("5 people have answered.");

        await window.MoveClockAsync("week");
        await Expect(window.Poll(question)).ToContainTextAsync("Yes came first with 5 of 5 answers (100%).");
        await window.PressUnderMoreAsync(question, "Check my receipt");
        await window.Dialog.GetByRole(AriaRole.Textbox).FillAsync(receipt.ToLowerInvariant().Replace('-', ' '));
        await window.PressInDialogAsync("Check");
        await Expect(window.Dialog).ToContainTextAsync("The answer with this receipt is among the 5 that were counted.");
    }

    private static async Task AskEverybodyAsync(TeamsWindow window, string question, string voice = "Confidential: readers never see who answered what")
    {
        await window.WriteAsync("poll");
        await window.PressAsync("Ask a poll", "Ask a poll");
        await window.Dialog.GetByLabel("Your question").FillAsync(question);
        await window.Dialog.GetByLabel("Answers to choose from").FillAsync("Yes\nNo\nOnly in winter");
        await window.Dialog.GetByLabel("each in their own chat").CheckAsync();
        await window.Dialog.GetByLabel(voice).CheckAsync();
        await window.Dialog.GetByLabel("It closes").SelectOptionAsync("In 7 days");
        await window.PressInDialogAsync("Reasons and results");
        await window.Dialog.GetByLabel("A reason with the answer").SelectOptionAsync("Who wants to gives one");
        await window.PressInDialogAsync("Preview");
        await Expect(window.Dialog).ToContainTextAsync("10 people in Larkford and Vale CCG are asked, each in their own chat.");
        await window.AskPreviewedAsync();
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Poll($"Poll: {question}")).ToContainTextAsync("Reached 10 of 10");
    }
}
