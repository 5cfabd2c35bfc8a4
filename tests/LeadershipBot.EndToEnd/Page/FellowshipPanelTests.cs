using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// A fellowship with a panel: found by time and funding and from the compose box, kept from a channel in two taps, scored without
/// seeing each other's scores, agreed to by the practice, and judged by both sides on their cards once it is over.
/// </summary>
[Collection(JudgedTests.Name)]
public sealed class FellowshipPanelTests(RunningPage page) : IDisposable
{
    private const string Title = FellowshipSteps.Title;
    private const string List = $"Who applied: {Title}";

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_fellowship_is_found_and_kept_from_a_channel_scored_by_two_agreed_to_by_the_practice_and_judged_by_both_sides()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token, "--Demo:Posts=true"); // with it practices have somebody who leads them
        await using var window = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, new("light", 380, 1000));
        await using var other = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("dark", 320, 800));
        var (starts, ends) = await FellowshipSteps.IsOfferedAsync(window, other, places: 1, Demo.Chair, Demo.Callum);

        await IsFoundAsync(window, other);
        await window.AppliesAsync(Demo.Priya);
        await window.AppliesAsync(Demo.Tomasz);
        await window.LetPassAsync(TimeSpan.FromDays(29));
        await Expect(other.Card(Title)).ToContainTextAsync("closed, shortlisting"); // in the channel, though nobody asked for it
        await IsScoredAsync(window, other);

        await window.ShortlistsAsync(applicants: 2);
        await window.AsksPracticeAsync(Demo.Priya);
        await window.AgreesAsync(Demo.Grace, Demo.Priya);
        await window.ListsAsync(Demo.Organiser);
        await Expect(window.Card(List)).ToContainTextAsync($"{Demo.GracesPractice} agrees to release them.");
        await window.OpensMoveAsync(Demo.Organiser, Demo.Priya);
        await window.MovesOnAsync("offered a place");
        await window.IsAtTheBotAsync(Demo.Priya);
        await window.PressAsync(Title, "Yes, I take it");
        await Expect(window.Card(Title)).ToContainTextAsync("You took the place. It is yours.");

        await other.BeAsync(Demo.Tomasz);
        await other.GoToAsync(Demo.General);
        await Expect(other.Card(Title)).ToContainTextAsync("all places are taken");
        await IsJudgedAsync(window, starts, ends);
    }

    /// <summary>By Priya, who passes it on into a chat and a channel; there Tomasz keeps it.</summary>
    private static async Task IsFoundAsync(TeamsWindow window, TeamsWindow other)
    {
        await other.UsesHereAsync(Demo.Organiser, Demo.General);
        await window.OpensFiltersAsync(Demo.Priya);
        await window.FiltersAsync("At most half a day a week (1 session)", "Any");
        await Expect(window.Card("Fellowships")).ToContainTextAsync("Nothing like that is open at the moment.");
        await window.FiltersAsync("At most 1 day a week (2 sessions)", "Funded");
        await Expect(window.Card("Fellowships")).ToContainTextAsync(Title);

        await window.SendsFoundAsync(Demo.GroupChat, "frailty");
        await other.BeAsync(Demo.Callum);
        await other.GoToAsync(Demo.GroupChat);
        await Expect(other.Card(Title)).ToContainTextAsync("the ICB pays £300 a session");
        await window.SharesAsync(Demo.Priya, Demo.General);

        await other.BeAsync(Demo.Tomasz);
        await other.GoToAsync(Demo.General);
        await other.PressAsync(Title, "Save"); // the second tap after opening the channel
        await Expect(other.Card(Title)).ToContainTextAsync("Saved. If you haven't applied three days before it closes, you are reminded.");
    }

    /// <summary>By two, of whom the second sees nothing of the first one's scores before giving their own.</summary>
    private static async Task IsScoredAsync(TeamsWindow window, TeamsWindow other)
    {
        await window.SeesApplicationsAsync(Demo.Callum);
        await window.ScoresBothAsync("5: fully", "2: in part");
        await Expect(window.Card(List)).ToContainTextAsync("You gave 5 of 5.");

        await other.SeesApplicationsAsync(Demo.Chair);
        await Expect(other.Card(List)).ToContainTextAsync("Waits for your score.");
        await Expect(other.Card(List)).Not.ToContainTextAsync(Demo.Callum);
        await Expect(other.Card(List)).Not.ToContainTextAsync("of 5");
        await other.ScoresBothAsync("4: well", "3: enough");
        await Expect(other.Card(List)).ToContainTextAsync($"{Demo.Callum} 5");
        await Expect(other.Card(List)).ToContainTextAsync($"{Demo.Chair} 4");
    }

    /// <summary>By the fellow and by the practice, each on a card that comes by itself; whoever runs it reads both together.</summary>
    private static async Task IsJudgedAsync(TeamsWindow window, DateOnly starts, DateOnly ends)
    {
        var (fellow, practice) = ($"What was it worth? {Title}", $"What was releasing {Demo.Priya} worth? {Title}");
        await window.LetPassUntilAsync(starts, Demo.Grace, $"{Demo.Priya} starts: {Title}");
        await window.LetPassUntilAsync(starts.AddDays(190), Demo.Priya, $"Halfway: {Title}");
        await window.LetPassUntilAsync(ends.AddDays(1), Demo.Grace, $"The last day of {Demo.Priya}: {Title}");
        await window.LetPassUntilAsync(ends.AddDays(9), Demo.Priya, fellow);
        await Axe.FindsNothingAsync(window.Page, "the card that asks what it was worth");
        await window.SaysWorthAsync(Demo.Priya, fellow, "5: very much", "Yes");
        await window.SaysWorthAsync(Demo.Grace, practice, "4", "In part");

        await window.LetPassUntilAsync(ends.AddDays(16), Demo.Organiser, $"They say what it was worth: {Title}");
        await Expect(window.Card($"They say what it was worth: {Title}")).ToContainTextAsync("1 fellow: worth it 5 of 5; time protected: 1 yes");
        await Expect(window.Card($"They say what it was worth: {Title}")).ToContainTextAsync("1 answer for a practice: worth it 4 of 5; the cover worked: 0 yes, 1 in part");
    }
}
