using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

/// <summary>What happens while something else is on its way.</summary>
[Collection(PageTests.Name)]
public sealed class MeanwhileTests(RunningPage page)
{
    [Fact]
    public async Task A_question_that_comes_while_the_chat_is_loading_is_there()
    {
        const string question = "Who came while it was loading?";
        await using var chair = await page.OpenAsync(Demo.Chair, Demo.General);
        await using var gp = await page.OpenAsync(Demo.Priya, Demo.Bot);
        var (loaded, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await gp.Page.RouteAsync("**/page/messages*", async route =>
        {
            var answer = await route.FetchAsync();
            loaded.TrySetResult();
            await held.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        var going = gp.GoToAsync(Demo.General);
        await loaded.Task;
        await chair.AskAsync(question);
        await Expect(gp.Part("announcer")).ToContainTextAsync(question);
        held.SetResult();
        await going;
        await Expect(gp.Poll(question)).ToBeVisibleAsync();
        await gp.Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.Wait });
    }

    [Fact]
    public async Task A_question_that_comes_before_the_page_listens_is_there()
    {
        const string question = "Who came before the page listened?";
        await using var chair = await page.OpenAsync(Demo.Chair, Demo.General);
        await using var gp = await page.OpenAsync(Demo.Yusuf, Demo.General);
        var held = new TaskCompletionSource();
        await gp.Page.RouteAsync("**/page/events*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await gp.BeAsync(Demo.Priya);
        await Expect(gp.Messages.First).ToBeVisibleAsync();
        await chair.AskAsync(question);
        held.SetResult();
        await Expect(gp.Poll(question)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_press_counts_though_others_answers_come_in_while_the_button_is_down()
    {
        const string question = "Does a slow finger count?";
        await using var chair = await page.OpenAsync(Demo.Chair, Demo.General);
        await using var gp = await page.OpenAsync(Demo.Priya, Demo.General);
        await chair.AskAsync(question);
        await gp.IsOwnAsync(question);
        await gp.Choice(question, "No").HoverAsync();
        await gp.Page.Mouse.DownAsync();
        await chair.AnswerAsync(question, "Yes");
        await Expect(chair.Poll(question)).ToContainTextAsync("Edited");
        await gp.Page.Mouse.UpAsync();
        await Expect(gp.Poll(question)).ToContainTextAsync("Recorded: No.");
    }

    [Fact]
    public async Task An_answer_to_an_older_poll_leaves_one_where_one_reads()
    {
        string[] questions = ["Is this the oldest?", "Is this newer?", "Is this newer still?", "Is this the newest?"];
        await using var window = await page.OpenAsync(Demo.Chair, Demo.GroupChat);
        foreach (var question in questions)
            await window.AskAsync(question);
        await window.AnswerAsync(questions[0], "Yes");
        await Expect(window.Choice(questions[0], "Yes")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task While_one_becomes_somebody_else_the_chats_are_still_ones_own()
    {
        await using var window = await page.OpenAsync(Demo.Chair, Demo.General);
        var held = new TaskCompletionSource();
        await window.Page.RouteAsync("**/page/conversations*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await window.ChooseAsync(Demo.Callum);
        await window.GoToAsync(Demo.Bot);
        await Expect(window.Part("person-switcher")).ToContainTextAsync(Demo.Chair);
        held.SetResult();
        await Expect(window.Part("person-switcher")).ToContainTextAsync(Demo.Callum);
        await window.WriteAsync("help");
        await Expect(window.Card("What you can do here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_can_be_written_before_a_chat_is_open()
    {
        await using var window = await page.OpenAsync(Demo.Callum, Demo.Bot);
        var held = new TaskCompletionSource();
        await window.Page.RouteAsync("**/page/conversations*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await window.Page.ReloadAsync();
        await Expect(window.Part("clock-now")).Not.ToBeEmptyAsync();
        await Expect(window.Part("send")).ToBeHiddenAsync();
        held.SetResult();
        await window.WriteAsync("help");
        await Expect(window.Card("What you can do here").Last).ToBeVisibleAsync();
    }
}
