using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>A whole appointment among six people: a post is written, two apply, one explores, one is nominated, one is appointed; and what each of them was told.</summary>
[Collection(LifeTests.Name)]
public sealed class AppointmentLifeTests(RunningPage page) : IDisposable
{
    private const string Post = "Locality lead for Vale";
    private const string Statement = "I ran the flu clinics across four practices.";

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_post_is_written_applied_for_decided_and_held_and_everybody_hears_what_concerns_them()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token);
        await using var window = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("light", 380, 1000));
        await window.MoveClockToMondayAsync();
        await WritePostAsync(window);

        await ReadPostAsync(window, Demo.Tomasz);
        await window.PressAsync(Post, "Nominate somebody");
        await window.ChooseInDialogAsync("Person", "Callum", Demo.Callum);
        await window.PressInDialogAsync("Pass it on");
        await Expect(window.Dialog).ToHaveCountAsync(0);

        await ReadPostAsync(window, Demo.Priya);
        await window.PressAsync(Post, "Express interest");
        await Axe.FindsNothingAsync(window.Page, "the dialog of an application");
        await ApplyAsync(window, Statement, "Now");
        await ReadPostAsync(window, Demo.Yusuf);
        await window.PressAsync(Post, "Express interest");
        await ApplyAsync(window, "I wonder what it would take.", "Exploring");
        await Expect(window.Card(Post)).ToContainTextAsync("This is no application: you explore.");
        await window.IsAtTheBotAsync(Demo.Callum);
        await window.PressAsync($"{Demo.Tomasz} thinks of you for “{Post}”", "Look, and apply");
        await ApplyAsync(window, "I lead a locality already.", "Now");

        await CloseAsync(window);
        await ScoreAsync(window);
        await DecideAsync(window, Demo.Priya, "shortlisted", "Come and meet us.");
        await DecideAsync(window, Demo.Callum, "not shortlisted", "You are in the middle of a term.");
        await window.IsAtTheBotAsync(Demo.Priya);
        await Expect(window.Card(Post)).ToContainTextAsync("You are shortlisted.");
        await DecideAsync(window, Demo.Priya, "appointed", "We look forward to it.");

        await window.IsAtTheBotAsync(Demo.Priya);
        await Expect(window.Card(Post)).ToContainTextAsync("You are appointed.");
        await window.IsAtTheBotAsync(Demo.Callum);
        await Expect(window.Card(Post)).ToContainTextAsync("You are in the middle of a term.");
        foreach (var other in new[] { Demo.Tomasz, Demo.Yusuf })
        {
            await window.IsAtTheBotAsync(other);
            foreach (var applicant in new[] { Demo.Priya, Demo.Callum })
                await window.ExpectNothingOfAsync(applicant);
        }

        await window.IsAtTheBotAsync(Demo.Chair);
        await window.WriteAsync("board");
        await Expect(window.Card("Board of posts")).ToContainTextAsync(Demo.Priya);
        await Expect(window.Card("Board of posts")).ToContainTextAsync("1 exploring");
        await Expect(window.Card("Board of posts")).Not.ToContainTextAsync(Demo.Yusuf);
    }

    private static async Task WritePostAsync(TeamsWindow window)
    {
        await window.WriteAsync("posts");
        await window.PressAsync("Posts and seats", "New post");
        await window.Dialog.GetByLabel("What it is called").FillAsync(Post);
        await window.Dialog.GetByLabel("Sessions a week").FillAsync("2");
        await window.Dialog.GetByLabel("Pay for a session").FillAsync("£350, by payroll");
        await window.Dialog.GetByLabel("Who pays for backfill").FillAsync("we pay your practice £300 a session");
        await window.Dialog.GetByLabel("Why I do it").FillAsync("I see what one pathway changes for a whole town.");
        await window.Dialog.GetByLabel("What it costs").FillAsync("One evening a month.");
        await window.PressInDialogAsync("Next");
        await window.Dialog.GetByLabel("Whom you look for").FillAsync("Somebody who has led a change across practices");
        await window.Dialog.GetByRole(AriaRole.Combobox, new() { NameRegex = new("^Run by") }).SelectOptionAsync(Demo.Organiser);
        await window.Dialog.Locator("input[name=panel]").First.CheckAsync();
        await window.PressInDialogAsync("Preview");
        await Expect(window.Dialog).ToContainTextAsync($"Panel: {Demo.Chair}.");
        await window.PressInDialogAsync("Open for applications");
        await Expect(window.Card(Post)).ToContainTextAsync("Your practice isn't told that you are interested.");
    }

    private static async Task ReadPostAsync(TeamsWindow window, string person)
    {
        await window.IsAtTheBotAsync(person);
        await window.WriteAsync("posts");
        await window.PressAsync("Posts and seats", "Read");
        await Expect(window.Card(Post)).ToContainTextAsync("One evening a month.");
    }

    private static async Task ApplyAsync(TeamsWindow window, string statement, string readiness)
    {
        await window.Dialog.GetByRole(AriaRole.Textbox).First.FillAsync(statement);
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new(Regex.Escape($"{readiness}:")) }).CheckAsync();
        await window.PressInDialogAsync("Send");
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Card(Post)).ToContainTextAsync(statement);
    }

    private static async Task CloseAsync(TeamsWindow window)
    {
        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.WriteAsync("posts");
        await window.PressAsync("Posts and seats", "Read");
        await window.PressAsync(Post, "Manage");
        await window.PressInDialogAsync("Close applications now");
        await Expect(window.Dialog).ToContainTextAsync("no more applications are taken");
    }

    /// <summary>The chair sits on the panel, and scores both who stand; who explores isn't scored.</summary>
    private static async Task ScoreAsync(TeamsWindow window)
    {
        await window.IsAtTheBotAsync(Demo.Chair);
        await window.PressAsync($"Applications have closed: {Post}", "See applications");
        await window.PressAsync($"Who applied: {Post}", "Score what waits");
        for (var one = 0; one < 2; one++)
        {
            await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new("4: well") }).CheckAsync();
            await window.PressInDialogAsync("Give this score");
            await Expect(window.Dialog.GetByText("4: well").And(window.Dialog.Locator(":checked"))).ToHaveCountAsync(0);
        }

        await Expect(window.Card($"Who applied: {Post}")).ToContainTextAsync("All have scored.");
    }

    private static async Task DecideAsync(TeamsWindow window, string applicant, string stage, string words)
    {
        await window.IsAtTheBotAsync(Demo.Organiser);
        await window.WriteAsync("posts");
        await window.PressAsync("Posts and seats", "Read");
        await window.PressUnderMoreAsync(Post, "Applications");
        var application = window.Page.Locator($"[data-message-id='{await window.Card($"Who applied: {Post}").GetAttributeAsync("data-message-id")}']");
        await application.GetByTitle($"Read the application of {applicant}").ClickAsync(); // the list becomes the application
        await application.GetByRole(AriaRole.Button, new() { Name = "Move on", Exact = true }).ClickAsync();
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new($@"(^|\? ){Regex.Escape(stage)}$") }).CheckAsync();
        await window.Dialog.GetByLabel("Words to the applicant").FillAsync(words);
        await window.PressInDialogAsync("Move on, and tell them");
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(application).ToContainTextAsync("They are told in their own chat.");
    }
}
