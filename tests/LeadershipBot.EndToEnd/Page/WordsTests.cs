using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

[Collection(AnswerTests.Name)]
public sealed class WordsTests(RunningPage page)
{
    [Fact]
    public async Task A_row_of_the_help_card_does_what_it_says()
    {
        await using var window = await page.OpenAsync(Demo.Yusuf, Demo.Bot);
        await window.WriteAsync("help");
        await window.Card("What you can do here").GetByRole(AriaRole.Button, new() { Name = "Run poll" }).ClickAsync();
        await Expect(window.Card("Ask a poll")).ToContainTextAsync("Or type it in one line");
    }

    [Fact]
    public async Task Unknown_words_are_answered_with_the_nearest_command()
    {
        await using var window = await page.OpenAsync(Demo.Organiser, Demo.Bot);
        await window.WriteAsync("pole");
        var answer = window.Card("I don't know that command");
        await Expect(answer).ToContainTextAsync("I have kept nothing of what you typed.");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Run poll" }).ClickAsync();
        await Expect(window.Card("Ask a poll")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_chat_that_is_opened_while_one_becomes_somebody_else_stays_open()
    {
        const string question = "Whose turn is it to host?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.Bot);
        var held = new TaskCompletionSource();
        await window.Page.RouteAsync("**/page/conversations*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await window.ChooseAsync(Demo.Callum);
        await Expect(window.Part("person-switcher")).ToContainTextAsync(Demo.Chair);
        await window.GoToAsync(Demo.GroupChat);
        await window.Page.RunAndWaitForResponseAsync(
            () => Task.Run(held.SetResult),
            response => response.Url.Contains("/page/conversations", StringComparison.Ordinal));
        await Expect(window.Part("person-switcher")).ToContainTextAsync(Demo.Callum);
        await window.AskAsync(question);
        await Expect(window.Part("conversation-title")).ToHaveTextAsync(Demo.GroupChat);
    }

    [Fact]
    public async Task A_channel_message_without_a_mention_stays_among_people()
    {
        await using var window = await page.OpenAsync(Demo.Callum, Demo.General);
        await window.Part("mention").ClickAsync();
        await window.WriteAsync("help");
        var mine = window.Messages.Filter(new() { HasText = "Not passed on to LeadershipBot" });
        await Expect(mine).ToContainTextAsync(Demo.Callum);
        await Expect(window.Page.Locator(".thread", new() { Has = mine }).GetByTestId("message")).ToHaveCountAsync(1);
    }
}
