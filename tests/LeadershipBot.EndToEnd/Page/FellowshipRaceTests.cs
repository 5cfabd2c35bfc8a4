using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>
/// Two applicants race for the last place on two servers: whose offer has just run out says yes at the same moment as the next in
/// line, who was offered it by then. One of them has it, and both read what is so.
/// </summary>
[Collection(YearTests.Name)]
public sealed class FellowshipRaceTests(RunningPage page) : IDisposable
{
    private const string Title = FellowshipSteps.Title;
    private const string Yes = "Yes, I take it";

    private readonly DataFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Of_two_applicants_who_say_yes_to_the_last_place_at_once_on_two_servers_one_has_it_and_both_read_so()
    {
        await using var simulator = await SimulatorProgram.StartAsync(_data, port: 0, Token, "--servers=2"); // each press goes to the other one
        await using var first = await page.OpenAsync(simulator.Address, Demo.Organiser, Demo.Bot, new("light", 380, 1000));
        await using var next = await page.OpenAsync(simulator.Address, Demo.Chair, Demo.Bot, new("light", 380, 1000));
        await FellowshipSteps.IsOfferedAsync(first, next, places: 1);
        await first.AppliesAsync(Demo.Priya);
        await first.AppliesAsync(Demo.Tomasz);
        await first.LetPassAsync(TimeSpan.FromDays(29));
        await first.ShortlistsAsync(applicants: 2);
        await first.OpensMoveAsync(Demo.Organiser, Demo.Priya);
        await first.MovesOnAsync("offered a place");
        await first.OpensMoveAsync(Demo.Organiser, Demo.Tomasz);
        await first.MovesOnAsync("in reserve");

        await first.IsAtTheBotAsync(Demo.Priya);
        await Expect(first.Card(Title)).ToContainTextAsync("You are offered a place.");
        var late = await HeldYes.OfAsync(first);
        await first.PressAsync(Title, Yes);
        await late.IsOnItsWayAsync(Token);
        await next.LetPassAsync(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(3)); // five working days, and the grace for what was on its way in time
        await next.IsAtTheBotAsync(Demo.Tomasz);
        await Expect(next.Card(Title)).ToContainTextAsync("You are offered a place.");
        var inTime = await HeldYes.OfAsync(next);
        await next.PressAsync(Title, Yes);
        await inTime.IsOnItsWayAsync(Token);
        late.Goes();
        inTime.Goes();

        await Task.WhenAll( // at once: a note passes
            Expect(first.Notes.Filter(new() { HasText = "The time for your answer had passed, so the place went on." })).ToHaveCountAsync(1),
            Expect(next.Card(Title)).ToContainTextAsync("You took the place. It is yours."));
        await Expect(first.Card(Title)).ToContainTextAsync("How it stands: offer ran out");
        await Expect(first.Card(Title).GetByRole(AriaRole.Button, new() { Name = Yes })).ToHaveCountAsync(0);
        await next.IsAtTheBotAsync(Demo.Organiser);
        await next.WriteAsync("fellowships");
        await next.PressAsync("Fellowships", "Read");
        await next.PressAsync(Title, "Manage");
        await Expect(next.Dialog).ToContainTextAsync("2 applied, 2 offered, 1 took a place");
        await Expect(next.Dialog).ToContainTextAsync(Demo.Tomasz);
        await Expect(next.Dialog).Not.ToContainTextAsync(Demo.Priya);
    }

    /// <summary>The yes that somebody presses in a window waits on its way to the bot until it is let go.</summary>
    private sealed class HeldYes
    {
        private readonly TaskCompletionSource _pressed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static async Task<HeldYes> OfAsync(TeamsWindow window)
        {
            var held = new HeldYes();
            await window.Page.RouteAsync("**/page/invoke*", async route =>
            {
                if (route.Request.PostData?.Contains("applications.offer.accept", StringComparison.Ordinal) is true)
                {
                    held._pressed.TrySetResult();
                    await held._goes.Task;
                }

                await route.ContinueAsync();
            });
            return held;
        }

        public Task IsOnItsWayAsync(CancellationToken cancellationToken) => _pressed.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

        public void Goes() => _goes.TrySetResult();
    }
}
