using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// A whole round of peer review among all ten of the invented organisation: made by the organiser, joined, answered, and read. The
/// chair has the window; what is answered beside that comes from the phones of the others.
/// </summary>
[Collection(JudgedTests.Name)]
public sealed class ReviewLifeTests(RunningPage page) : IDisposable
{
    private const string Round = "Spring round";
    private const string Invitation = $"Join a round of peer review: {Round}";
    private const string Result = $"Your feedback: {Round}";

    /// <summary>About whom nobody answers, however often they are asked.</summary>
    private const string Unanswered = Demo.Yusuf;

    private static readonly string[] Steps = ["Often", "Nearly always", "Often"];
    private static readonly TimeSpan UntilItStarts = TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilItIsOver = TimeSpan.FromDays(25);

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_round_is_made_joined_answered_in_four_taps_each_and_read_by_each_alone()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        using var http = new HttpClient { BaseAddress = simulator.Address };
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, new("light", 380, 1000));
        await window.MoveClockToMondayAsync();
        await MakeAsync(window);
        await JoinAsync(window);
        var phones = await Phone.OfAllButAsync(http, Demo.Chair);
        foreach (var phone in phones)
            await JoinAsync(phone);

        await window.LetPassAsync(UntilItStarts);
        await window.IsAtTheBotAsync(Demo.Chair);
        await AnswerAsync(window);
        foreach (var phone in phones)
            await AnswerAsync(phone);

        await window.LetPassAsync(UntilItIsOver);
        await window.IsAtTheBotAsync(Demo.Chair);
        await ReadAsync(window);
        await window.IsAtTheBotAsync(Unanswered);
        await Expect(window.Card(Result)).ToContainTextAsync("Fewer than 5 colleagues answered about you, so nothing is shown, and these answers are deleted; comments, if there are any, wait until 10 different people have written one. It says nothing about you");
        var told = await Task.WhenAll(phones.Select(phone => phone.FindAsync(card => card.Says(Result))));
        Assert.InRange(told.Count(card => card.Says("Fewer than 5 answered about 1 of the colleagues whom you were asked about")), 4, 6); // the six who were asked; one may be the chair, or one with a conflict
    }

    /// <summary>The organiser finds the way from the command to the form, and sends it as it is proposed, with a name.</summary>
    private static async Task MakeAsync(TeamsWindow window)
    {
        await window.WriteAsync("review");
        await Expect(window.Card("Peer review")).ToBeVisibleAsync();
        await window.PressAsync("Peer review", "Run rounds");
        await Expect(window.Card("Rounds of peer review")).ToBeVisibleAsync();
        await window.PressAsync("Rounds of peer review", "New round");
        await Expect(window.Dialog.GetByLabel("What is it called?")).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(window.Page, "the form of a round");
        await window.Dialog.GetByLabel("What is it called?").FillAsync(Round);
        await window.PressInDialogAsync("Invite members");
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Card("Rounds of peer review")).ToContainTextAsync($"“{Round}” is made. Members are invited to join. A prompt takes 4 taps.");
    }

    private static async Task JoinAsync(TeamsWindow window)
    {
        await window.IsAtTheBotAsync(Demo.Chair);
        await Expect(window.Card(Invitation)).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(window.Page, "the invitation to a round");
        await window.PressAsync(Invitation, "Join");
        await Expect(window.Dialog.GetByRole(AriaRole.Combobox).First).ToBeVisibleAsync();
        await window.PressInDialogAsync("Join");
        await Expect(window.Card("Peer review")).ToContainTextAsync("You take part.");
    }

    private static async Task JoinAsync(Phone phone)
        => await phone.PressAsync((await phone.PressAsync(await phone.FindAsync(card => card.Find("review.join.form") is not null && card.Says(Invitation)), "review.join.form"))!, "review.join");

    /// <summary>
    /// The chair answers all: first about themselves; about the first colleague in four taps; of the second one scale doesn't apply; about
    /// the third they can't be asked.
    /// </summary>
    private static async Task AnswerAsync(TeamsWindow window)
    {
        await Expect(Prompt(window)).ToBeVisibleAsync();
        await Axe.FindsNothingAsync(window.Page, "a prompt");
        Assert.Equal("", await AboutAsync(window)); // the message names nobody
        await TapAsync(window, ["Sometimes", "Often", "Often"]);
        await Expect(Prompt(window)).ToContainTextAsync("Recorded. Here is the next.");
        var first = await AboutAsync(window);
        await TapAsync(window, Steps);
        await Expect(Prompt(window)).ToContainTextAsync($"Recorded about {first}. Here is the next.");
        await Expect(Prompt(window).Locator(":checked")).ToHaveCountAsync(0); // nothing that was chosen about the one is chosen for the next
        var second = await AboutAsync(window);
        await Prompt(window).GetByRole(AriaRole.Textbox).FillAsync("Rings back when they say they will");
        await TapAsync(window, ["Sometimes", "Doesn't apply", "Often"]);
        await Expect(Prompt(window)).ToContainTextAsync($"Recorded about {second}.");
        await Expect(Prompt(window).GetByRole(AriaRole.Textbox)).ToHaveValueAsync("");
        var third = await AboutAsync(window);
        await window.PressUnderMoreAsync($"About {third}: how often?", "I have a conflict");
        await Expect(Prompt(window)).ToContainTextAsync($"Recorded. You and {third} aren't asked about each other any more");
        var done = window.Card("All done. Thank you.");
        while (!await done.IsVisibleAsync())
        {
            var next = await AboutAsync(window);
            await TapAsync(window, Steps);
            await Expect(Prompt(window).Filter(new() { HasText = $"Recorded about {next}." }).Or(done)).ToBeVisibleAsync();
        }
    }

    /// <summary>A tap for each scale, and one to send.</summary>
    private static async Task TapAsync(TeamsWindow window, string[] steps)
    {
        for (var scale = 0; scale < steps.Length; scale++)
            await Prompt(window).GetByRole(AriaRole.Radio, new() { NameRegex = new($@"(^|\W){Regex.Escape(steps[scale])}$") }).Nth(scale).CheckAsync();
        await Prompt(window).GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
    }

    private static ILocator Prompt(TeamsWindow window)
        => window.Messages.Filter(new() { Has = window.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new(": how often\\?$") }) }).Last;

    /// <summary>About whom the prompt asks; empty where it is oneself.</summary>
    private static async Task<string> AboutAsync(TeamsWindow window)
        => Regex.Match(await Prompt(window).GetByRole(AriaRole.Heading).InnerTextAsync(), "^About (?<name>.*): how often", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["name"].Value;

    private static async Task AnswerAsync(Phone phone)
    {
        var card = await phone.FindAsync(one => one.Find("review.answer") is not null || one.Find("review.self") is not null);
        while (card.Find("review.self") is not null || card.Find("review.answer") is not null)
        {
            var isSkipped = card.Says($"About {Unanswered}:");
            if (isSkipped && card.Find("review.prompt") is null)
                return; // nothing else waits
            card = isSkipped
                ? (await phone.PressAsync(card, "review.prompt"))!
                : (await phone.PressAsync(card, card.Find("review.self") is not null ? "review.self" : "review.answer", Chosen(card)))!;
        }
    }

    /// <summary>“Often” for each scale.</summary>
    private static JsonObject Chosen(PhoneCard card)
        => new(card.Inputs("Input.ChoiceSet").Select(name => KeyValuePair.Create<string, JsonNode?>(name, "3")));

    private static async Task ReadAsync(TeamsWindow window)
    {
        await Expect(window.Card(Result)).ToContainTextAsync(new Regex("[56] colleagues answered about you."));
        await Axe.FindsNothingAsync(window.Page, "a result");
        await Expect(window.Card(Result)).ToContainTextAsync(new Regex("Listens before deciding\\s*Colleagues: Rarely 0 · Sometimes 0 · Often [56] · Nearly always 0\\s*You: Sometimes"));
        await Expect(window.Card(Result)).ToContainTextAsync("Comments are shown once 10 different colleagues have certainly written one");
    }
}
