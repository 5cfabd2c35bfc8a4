using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>How members find a fellowship and pass it on, and what its panel, a practice and both sides say on the page.</summary>
internal static class FellowshipPanelSteps
{
    private const string Title = FellowshipSteps.Title;

    /// <summary>Somebody opens the filters of the list.</summary>
    public static async Task OpensFiltersAsync(this TeamsWindow window, string person)
    {
        await window.IsAtTheBotAsync(person);
        await window.WriteAsync("fellowships");
        await window.PressAsync("Fellowships", "Filter");
    }

    /// <summary>They look only for what takes so much time and is paid so.</summary>
    public static async Task FiltersAsync(this TeamsWindow window, string time, string funding)
    {
        await window.Card("Fellowships").GetByRole(AriaRole.Combobox, new() { Name = "Time" }).SelectOptionAsync(time);
        await window.Card("Fellowships").GetByRole(AriaRole.Combobox, new() { Name = "Funding" }).SelectOptionAsync(funding);
        await window.PressAsync("Fellowships", "Show");
    }

    /// <summary>Somebody finds it from the compose box, and sends its card into a chat.</summary>
    public static async Task SendsFoundAsync(this TeamsWindow window, string conversation, string words)
    {
        await window.GoToAsync(conversation);
        await window.Part("extensions").ClickAsync();
        await window.Page.GetByText("Find a fellowship").ClickAsync();
        await window.Part("extension-search").FillAsync(words);
        await window.Dialog.GetByText(Title).ClickAsync();
        await Expect(window.Part("attachment")).ToContainTextAsync(Title);
        await window.Part("send").ClickAsync();
    }

    /// <summary>The organiser says that a channel's team belongs to the organisation, by which the bot gets to know its channels.</summary>
    public static async Task UsesHereAsync(this TeamsWindow window, string organiser, string channel)
    {
        await window.BeAsync(organiser);
        await window.GoToAsync(channel);
        await window.WriteAsync("@LeadershipBot use here");
        await window.PressAsync("This team belongs to no organisation yet", "Use here");
        await Expect(window.Card("This team belongs to Larkford and Vale CCG")).ToContainTextAsync("Recorded.");
        await window.LetPassAsync(TimeSpan.FromMinutes(2)); // it reads who is there once that has settled
    }

    /// <summary>Somebody opens it in their own chat, and has it put into a channel.</summary>
    public static async Task SharesAsync(this TeamsWindow window, string person, string channel)
    {
        await window.IsAtTheBotAsync(person);
        await window.ReadsItAsync();
        await window.PressAsync(Title, "Share");
        var channels = window.Dialog.GetByLabel("Post it in a channel");
        await Expect(channels).ToBeVisibleAsync();
        var name = (await channels.Locator("option").AllTextContentsAsync()).First(one => one.EndsWith(channel, StringComparison.Ordinal));
        await channels.SelectOptionAsync(name);
        await window.PressInDialogAsync("Post it");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Somebody of the panel sees who applied, from the card that says that applications have closed.</summary>
    public static async Task SeesApplicationsAsync(this TeamsWindow window, string person)
    {
        await window.IsAtTheBotAsync(person);
        await window.PressAsync($"Applications have closed: {Title}", "See applications");
        await Expect(window.Card($"Who applied: {Title}")).ToContainTextAsync("Nobody sees anybody's score before all have scored.");
    }

    /// <summary>They give each of two who applied a score, one after the other, in one dialog.</summary>
    public static async Task ScoresBothAsync(this TeamsWindow window, string first, string second)
    {
        await window.PressAsync($"Who applied: {Title}", "Score what waits");
        await Expect(window.Dialog).ToContainTextAsync("2 wait for your score; the next comes after this one.");
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new($"{first}$") }).CheckAsync();
        await window.PressInDialogAsync("Give this score");
        await Expect(window.Dialog).ToContainTextAsync("This is the last that waits for your score.");
        await window.Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new($"{second}$") }).CheckAsync();
        await window.PressInDialogAsync("Give this score");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    /// <summary>An applicant asks their practice to release them, having read the words that are sent.</summary>
    public static async Task AsksPracticeAsync(this TeamsWindow window, string applicant)
    {
        await window.IsAtTheBotAsync(applicant);
        await window.PressAsync(Title, "Ask my practice");
        await Expect(window.Dialog).ToContainTextAsync("asks whether the practice agrees to release them for it if they are appointed.");
        await window.PressInDialogAsync("Ask my practice");
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Card(Title)).ToContainTextAsync("Your practice is asked.");
    }

    /// <summary>Whoever leads that practice agrees, on their card.</summary>
    public static async Task AgreesAsync(this TeamsWindow window, string lead, string applicant)
    {
        await window.IsAtTheBotAsync(lead);
        await window.PressAsync($"Can the practice release {applicant}?", "Agree");
        await Expect(window.Card($"Can the practice release {applicant}?")).ToContainTextAsync($"{lead} agreed for the practice. The applicant is told.");
    }

    /// <summary>A fellow, or a practice, says on their card what it was worth.</summary>
    public static async Task SaysWorthAsync(this TeamsWindow window, string person, string title, string worth, string kept)
    {
        await window.IsAtTheBotAsync(person);
        await window.Card(title).GetByRole(AriaRole.Radio, new() { NameRegex = new($"{worth}$") }).CheckAsync();
        await window.Card(title).GetByRole(AriaRole.Radio, new() { NameRegex = new($@"(^|\? ){kept}$") }).CheckAsync();
        await window.PressAsync(title, "Send");
        await Expect(window.Card(title)).ToContainTextAsync("Recorded:");
    }
}
