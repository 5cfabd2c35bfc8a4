using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>Two members are matched, talk and note what they will try; one thanks another, who lets everybody read it.</summary>
[Collection(AnswerTests.Name)]
public sealed class RecognitionLifeTests(RunningPage page) : IDisposable
{
    private const string Words = "covering the Friday clinic at short notice";
    private const string Difference = "Nobody had to be rebooked";
    private const string Passed = $"Your thanks went to {Demo.Sian}.";
    private const string Month = "Thanks of the month";
    private const string Thanked = $"{Demo.Tomasz} thanks you";
    private const string Conversations = "Peer conversations";
    private const string Note = "We both call people back within a day; one of us does it by text.";
    private const string WillTry = "Texts at the Tannery for six weeks";

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Two_are_matched_meet_and_keep_a_joint_note_and_thanks_are_public_once_both_agree()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("light", 380, 1000));
        await window.MoveClockToMondayAsync();
        await MatchAsync(window);
        await window.LetPassAsync(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await TalkAsync(window);

        await window.LetPassAsync(TimeSpan.FromDays(42) + TimeSpan.FromMinutes(1));
        await window.IsAtTheBotAsync(Demo.Priya);
        await window.PressAsync($"You and {Demo.Callum}: how did it go?", "We tried it, and it helped");
        await Expect(window.Card($"You and {Demo.Callum}: how did it go?")).ToContainTextAsync("We tried it, and it helped (chosen)");

        await ThankAsync(window);
        await LetPassUntilDigestAsync(window);
        await window.IsAtTheBotAsync(Demo.Yusuf);
        await Expect(window.Card(Month)).ToContainTextAsync($"{Demo.Tomasz} thanks {Demo.Sian}");
        await window.IsAtTheBotAsync(Demo.Sian);
        await Expect(window.Messages.Filter(new() { HasText = "Others in your organisation can read this." })).ToHaveCountAsync(2); // also on the card that was there before it was so
        await Expect(window.Messages.Filter(new() { HasText = "Only you two are shown this" })).ToHaveCountAsync(0);
    }

    /// <summary>Lets time pass until everybody gets last month's thanks: on the first Thursday of the next month, after noon.</summary>
    private static async Task LetPassUntilDigestAsync(TeamsWindow window)
    {
        var now = await window.NowAsync();
        var day = new DateOnly(now.Year, now.Month, 1).AddMonths(1);
        while (day.DayOfWeek is not DayOfWeek.Thursday)
            day = day.AddDays(1);
        await window.LetPassAsync(new DateTimeOffset(day, new(12, 31), TimeSpan.Zero) - now);
    }

    /// <summary>The chair says how often, and two take part.</summary>
    private static async Task MatchAsync(TeamsWindow window)
    {
        await window.WriteAsync("conversations");
        await Expect(window.Card(Conversations)).ToContainTextAsync("No date is set.");
        await window.PressAsync(Conversations, "How often");
        await window.Dialog.GetByRole(AriaRole.Combobox).SelectOptionAsync("every 2 weeks");
        await window.PressInDialogAsync("Set");
        await Expect(window.Card(Conversations)).ToContainTextAsync("Set. The next are matched on");
        foreach (var member in new[] { Demo.Callum, Demo.Priya })
        {
            await window.IsAtTheBotAsync(member);
            await window.WriteAsync("conversations");
            await window.PressAsync(Conversations, "Take part");
            await Expect(window.Card(Conversations)).ToContainTextAsync("Recorded: you take part.");
        }

    }

    /// <summary>They read with whom, one says that they met and writes the note, and the other reads it.</summary>
    private static async Task TalkAsync(TeamsWindow window)
    {
        const string talk = $"Talk with {Demo.Callum}";
        await window.IsAtTheBotAsync(Demo.Priya);
        await Expect(window.Card(talk)).ToContainTextAsync("What went well lately");
        await Axe.FindsNothingAsync(window.Page, "a conversation");
        await window.PressAsync(talk, "We have met");
        await Expect(window.Card(talk)).ToContainTextAsync("Recorded. If you like, write a joint note.");
        await window.PressAsync(talk, "Write our note");
        await window.Dialog.GetByLabel("What we noted").FillAsync(Note);
        await window.Dialog.GetByLabel("What we'll try").FillAsync(WillTry);
        await window.PressInDialogAsync("Keep it");
        await Expect(window.Card(talk)).ToContainTextAsync($"What you will try: {WillTry}");
        await window.IsAtTheBotAsync(Demo.Callum);
        await Expect(window.Card($"Talk with {Demo.Priya}")).ToContainTextAsync($"Your note: {Note}"); // on the card that he had before
    }

    /// <summary>A member thanks a locum by the command, says what it changed, and the locum agrees: then everybody can read it.</summary>
    private static async Task ThankAsync(TeamsWindow window)
    {
        await window.IsAtTheBotAsync(Demo.Tomasz);
        await window.WriteAsync($"thanks @Siân Probert for {Words}");
        await Expect(window.Card(Passed)).ToContainTextAsync($"“{Words}”");
        await window.PressAsync(Passed, "Add what it changed");
        await window.Dialog.GetByLabel("What it changed").FillAsync(Difference);
        await window.Dialog.GetByRole(AriaRole.Checkbox).CheckAsync();
        await window.PressInDialogAsync("Send thanks");
        await Expect(window.Card(Passed)).ToContainTextAsync("Others see it if they agree, too.");

        await window.IsAtTheBotAsync(Demo.Sian);
        await Expect(window.Card(Thanked)).ToContainTextAsync("it is up to you.");
        await Axe.FindsNothingAsync(window.Page, "thanks");
        await window.PressAsync(Thanked, "Let others see it");
        await Expect(window.Card(Thanked)).ToContainTextAsync("Others in your organisation can read this.");

        await window.IsAtTheBotAsync(Demo.Priya);
        await window.WriteAsync("thanks");
        await window.PressAsync("Thanks to you", "Public thanks");
        await Expect(window.Card(Month)).ToContainTextAsync($"“{Words}”");
        await Expect(window.Card(Month)).ToContainTextAsync($"What it changed: {Difference}");
    }
}
