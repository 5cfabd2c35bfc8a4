using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

[Collection(AnswerTests.Name)]
public sealed class FormTests(RunningPage page)
{
    [Fact]
    public async Task The_form_says_what_is_wrong_keeps_what_was_typed_and_then_asks()
    {
        const string question = "Should the hub open at eight?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.General);
        await window.OpenFormAsync();
        await window.FillFormAsync(question, "Yes");
        await Expect(window.Dialog).ToContainTextAsync("A poll has 2 to 10 answers to choose from; here are 1.");
        await Expect(window.Dialog.GetByLabel("Your question")).ToHaveValueAsync(question);
        await Expect(window.Dialog.GetByLabel("Answers to choose from")).ToHaveValueAsync("Yes");

        await window.FillFormAsync(question, "Yes\nNo");
        await Expect(window.Dialog).ToContainTextAsync("Named: the counts go to everyone here.");
        await window.AskPreviewedAsync();
        await Expect(window.Dialog).ToHaveCountAsync(0);
        await Expect(window.Poll(question)).ToContainTextAsync("Nobody has answered yet.");
    }

    [Fact]
    public async Task A_poll_made_from_the_compose_box_is_sent_as_ones_own_message_and_answered_there()
    {
        const string question = "Is the hub worth a second day?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.GroupChat);
        await window.Part("extensions").ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Ask a poll" }).ClickAsync();
        await window.FillFormAsync(question, "Yes\nNo");
        await window.AskPreviewedAsync();
        await Expect(window.Part("attachment")).ToContainTextAsync(question);
        await window.Part("send").ClickAsync();
        await window.BeAsync(Demo.Callum);
        await Expect(window.Poll(question).Locator(".message-from")).ToHaveTextAsync(Demo.Chair);
        await window.AnswerAsync(question, "No");
    }

    [Fact]
    public async Task A_patients_details_are_refused_and_reach_nobody()
    {
        const string details = "Is patient 943 476 5919 to be seen first?";
        await using var window = await page.OpenAsync(Demo.Tomasz, Demo.General);
        await window.OpenFormAsync();
        await window.FillFormAsync(details, "Yes\nNo");
        await Expect(window.Dialog).ToContainTextAsync("This looks like it holds a patient's details, so nothing of it was kept.");
        await window.Part("dialog-close").ClickAsync();
        await Expect(window.Messages.Filter(new() { HasText = "943 476 5919" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_poll_found_from_the_compose_box_is_answered_in_the_chat_that_it_was_shared_into()
    {
        const string question = "Is the referral form too long?";
        await using var window = await page.OpenAsync(Demo.Organiser, Demo.General);
        await window.AskAsync(question);
        await window.GoToAsync(Demo.GroupChat);
        await window.Part("extensions").ClickAsync();
        await window.Page.GetByText("Find a poll").ClickAsync();
        await window.Part("extension-search").FillAsync("referral");
        await window.Dialog.GetByText(question).ClickAsync();
        await Expect(window.Part("attachment")).ToContainTextAsync(question);
        await window.Part("send").ClickAsync();

        await window.BeAsync(Demo.Priya);
        await Expect(window.Part("conversation-title")).ToHaveTextAsync(Demo.GroupChat);
        await window.AnswerAsync(question, "Yes");
        await window.GoToAsync(Demo.General);
        await Expect(window.Poll(question)).ToContainTextAsync("1 person has answered.");
        await Expect(window.Choice(question, "Yes")).ToContainTextAsync("Your answer");
    }
}
