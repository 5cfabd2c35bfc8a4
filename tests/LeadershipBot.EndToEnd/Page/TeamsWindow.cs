using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>One person's window on the Simulator's page, and what one does in it. Closing it tells of errors in its scripts.</summary>
internal sealed class TeamsWindow : IAsyncDisposable
{
    private readonly List<string> _errors = [];
    private readonly IBrowserContext _context;

    private TeamsWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
                _errors.Add($"{line.Text} {line.Location}");
        };
    }

    private bool _serverDies;

    public IPage Page { get; }

    public ILocator Dialog => Part("dialog");

    public ILocator Messages => Part("message");

    public ILocator Notes => Part("toast");

    public static async Task<TeamsWindow> OpenAsync(IBrowserContext context, string person, string conversation, string theme)
    {
        var window = new TeamsWindow(context, await context.NewPageAsync());
        await window.Page.GotoAsync($"/#theme={theme}");
        await Expect(window.Part("person-switcher")).Not.ToBeEmptyAsync();
        await window.BeAsync(person);
        await window.GoToAsync(conversation);
        return window;
    }

    /// <summary>A part of the window by its test id; app.js lists them.</summary>
    public ILocator Part(string testId) => Page.GetByTestId(testId);

    /// <summary>Becomes another person, in the same chat or channel where that person is in it.</summary>
    public async Task BeAsync(string person)
    {
        await ChooseAsync(person);
        await Expect(Part("person-switcher")).ToContainTextAsync(person);
    }

    /// <summary>Asks to become another person, which comes true when the Simulator has answered.</summary>
    public async Task ChooseAsync(string person)
    {
        // In a narrow window the list of chats covers the conversation, or the reverse.
        if (await Part("back").IsVisibleAsync())
            await Part("back").ClickAsync();
        await Part("person-switcher").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitemradio, new() { Name = person }).ClickAsync();
    }

    /// <summary>Opens a chat or channel.</summary>
    public async Task GoToAsync(string conversation)
    {
        if (await Part("back").IsVisibleAsync())
            await Part("back").ClickAsync();
        await Page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" })
            .GetByRole(AriaRole.Button, new() { Name = conversation })
            .ClickAsync();
        await Expect(Part("conversation-title")).ToHaveTextAsync(conversation);
        await Expect(Part("messages").Locator(".message, .empty").First).ToBeVisibleAsync();
    }

    /// <summary>Becomes another person, in their own chat with the bot; a dialog that is open is closed first.</summary>
    public async Task IsAtTheBotAsync(string person)
    {
        // At once, where it is there: it may be closing by itself.
        await Part("dialog-close").EvaluateAllAsync<int>("all => all.filter(one => one.checkVisibility()).map(one => one.click()).length");
        await Expect(Dialog).ToHaveCountAsync(0);
        await BeAsync(person);
        await GoToAsync(Demo.Bot);
    }

    /// <summary>Types into the compose box and sends it.</summary>
    public async Task WriteAsync(string text)
    {
        await Part("compose").FillAsync(text);
        await Part("send").ClickAsync();
    }

    /// <summary>The newest message that shows this poll, open or closed.</summary>
    public ILocator Poll(string question)
        => Messages.Filter(new() { Has = Page.GetByRole(AriaRole.Heading, new() { Name = question, Exact = true }) }).Last;

    /// <summary>The newest message with a card of this title.</summary>
    public ILocator Card(string title) => Poll(title);

    /// <summary>The row of a choice, pressed or not.</summary>
    public ILocator Choice(string question, string choice)
        => Poll(question).GetByRole(AriaRole.Button, new() { NameRegex = new($"^(Answer )?{choice}([ .]|$)") });

    /// <summary>Asks by typing, where one is, and waits for the card.</summary>
    public async Task AskAsync(string question, string choices = "Yes, No, Unsure")
    {
        await WriteAsync($"@LeadershipBot poll \"{question}\" {choices}");
        await Expect(Poll(question)).ToContainTextAsync("Nobody has answered yet.");
    }

    /// <summary>
    /// Waits until the poll's card is this person's own, not the one that everybody sees: with nobody voting it is not
    /// drawn anew after that, so that its elements can be measured and come to by keyboard.
    /// </summary>
    public Task IsOwnAsync(string question)
        => Expect(Poll(question).Filter(new() { HasNot = Page.GetByRole(AriaRole.Button, new() { Name = "My answer", Exact = true }) })).ToBeVisibleAsync();

    /// <summary>Presses a choice and waits until it is recorded.</summary>
    public async Task AnswerAsync(string question, string choice)
    {
        await Choice(question, choice).ClickAsync();
        await Expect(Poll(question)).ToContainTextAsync($"Recorded: {choice}.");
    }

    /// <summary>Presses an action that stands on the poll's card, once the card is this person's own.</summary>
    public Task PressAsync(string question, string action) => ButtonOf(question, action).ClickAsync();

    /// <summary>Presses an action that the poll's card has under "…", once the card is this person's own.</summary>
    public async Task PressUnderMoreAsync(string question, string action)
    {
        await ButtonOf(question, "More options").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    /// <summary>Presses a button of the open dialog.</summary>
    public Task PressInDialogAsync(string button) => Dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Presses what the open dialog has under "…".</summary>
    public async Task PressInDialogUnderMoreAsync(string action)
    {
        await PressInDialogAsync("More options");
        await Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    /// <summary>Types some letters into a box of the open dialog that offers choices, and takes the one that says these words.</summary>
    public async Task ChooseInDialogAsync(string label, string letters, string choice)
    {
        var box = Dialog.GetByRole(AriaRole.Combobox, new() { Name = label });
        await box.PressSequentiallyAsync(letters);
        await Dialog.Locator(".ac-choiceSetInput-filtered-dropdown-open .ac-choiceSetInput-choice", new() { HasText = choice }).ClickAsync();
        await Expect(box).ToHaveValueAsync(new Regex(Regex.Escape(choice)));
    }

    /// <summary>Opens the form by the button of the card that answers a poll without choices.</summary>
    public async Task OpenFormAsync()
    {
        await WriteAsync("@LeadershipBot poll");
        await Card("Ask a poll").GetByRole(AriaRole.Button, new() { Name = "Ask a poll" }).ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
    }

    /// <summary>Asks what the preview shows.</summary>
    public Task AskPreviewedAsync() => Dialog.GetByRole(AriaRole.Button, new() { Name = "Ask now" }).ClickAsync();

    /// <summary>Fills the form in and goes on to its preview.</summary>
    public async Task FillFormAsync(string question, string answers, string? closes = null)
    {
        await Dialog.GetByLabel("Your question").FillAsync(question);
        await Dialog.GetByLabel("Answers to choose from").FillAsync(answers);
        if (closes is not null)
            await Dialog.GetByLabel("It closes").SelectOptionAsync(closes);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
    }

    /// <summary>Moves the clock of the world by a step that the page offers, day or week, and waits until the page shows another date.</summary>
    public async Task MoveClockAsync(string step)
    {
        var date = await DateAsync();
        await Part("clock").ClickAsync();
        await Part($"clock-{step}").ClickAsync();
        await Expect(Part("clock-now")).Not.ToContainTextAsync(date);
    }

    /// <summary>Moves the clock of the world to the next Monday at nine in the morning, UTC: outside quiet hours at whatever hour the tests run.</summary>
    public async Task MoveClockToMondayAsync()
    {
        var date = await DateAsync();
        var now = await NowAsync();
        var monday = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(8 - (int)now.AddDays(-1).DayOfWeek - 1).AddHours(9);
        await LetPassAsync(monday - now);
        await Expect(Part("clock-now")).Not.ToContainTextAsync(date);
    }

    /// <summary>Moves the clock of the world on, and opens the page anew.</summary>
    public async Task LetPassAsync(TimeSpan time)
    {
        await Page.EvaluateAsync(
            "by => fetch('/page/clock', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ advanceSeconds: by }) })",
            time.TotalSeconds);
        await Page.ReloadAsync();
    }

    /// <summary>The time of the world's clock.</summary>
    public async Task<DateTimeOffset> NowAsync()
        => DateTimeOffset.Parse(await Page.EvaluateAsync<string>("fetch('/page/clock').then(answer => answer.json()).then(clock => clock.now)"), CultureInfo.InvariantCulture);

    /// <summary>The date of the world's clock, as the page shows it.</summary>
    public async Task<string> DateAsync() => (await Part("clock-now").InnerTextAsync()).Split(',')[0];

    /// <summary>Nothing that the bot has sent here names this person.</summary>
    public Task ExpectNothingOfAsync(string person) => Expect(Messages.Filter(new() { HasText = person })).ToHaveCountAsync(0);

    /// <summary>How far the page can be scrolled sideways, in CSS pixels.</summary>
    public Task<int> SidewaysAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>The Simulator will be stopped or killed: connections that break are no error of the page.</summary>
    public void ExpectTheServerToDie() => _serverDies = true;

    /// <summary>Where the element stands; it must not be about to be drawn anew.</summary>
    public static async Task<(double X, double Width, double Height)> BoxOfAsync(ILocator element)
    {
        var box = await element.EvaluateAsync<double[]>("e => { const r = e.getBoundingClientRect(); return [r.x, r.width, r.height]; }");
        return (box[0], box[1], box[2]);
    }

    private ILocator ButtonOf(string question, string action)
        => Poll(question).GetByRole(AriaRole.Button, new() { Name = action, Exact = true });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        var errors = _errors.Where(e => !(_serverDies && e.Contains("ERR_", StringComparison.Ordinal))).ToList();
        Assert.True(errors.Count == 0, string.Join('\n', errors)); // the whole of it: where in the scripts it was stands at its end
    }
}
