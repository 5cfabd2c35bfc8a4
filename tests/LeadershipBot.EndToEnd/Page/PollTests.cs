using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeadershipBot.EndToEnd.Page;

[Collection(AnswerTests.Name)]
public sealed class PollTests(RunningPage page)
{
    [Fact]
    public async Task The_chair_asks_three_GPs_answer_one_changes_and_everybody_reads_the_result()
    {
        const string question = "Should we extend hours on Saturdays?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.General);
        await window.AskAsync(question);
        foreach (var (gp, choice) in new[] { (Demo.Tomasz, "Yes"), (Demo.Priya, "No"), (Demo.Yusuf, "Unsure") })
        {
            await window.BeAsync(gp);
            await window.AnswerAsync(question, choice);
        }

        await window.BeAsync(Demo.Priya);
        await Expect(window.Choice(question, "No")).ToContainTextAsync("Your answer");
        await window.AnswerAsync(question, "Yes");
        await Expect(window.Poll(question)).ToContainTextAsync("3 people have answered.");
        await Expect(window.Choice(question, "Yes")).ToContainTextAsync("2 · 67%");

        await window.BeAsync(Demo.Chair);
        await window.PressUnderMoreAsync(question, "Close poll");
        foreach (var reader in new[] { Demo.Chair, Demo.Tomasz, Demo.Callum })
        {
            await window.BeAsync(reader);
            await Expect(window.Poll(question)).ToContainTextAsync("Yes came first with 2 of 3 answers (67%).");
            await Expect(window.Choice(question, "Yes")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Two_people_side_by_side_see_questions_and_answers_come_in_by_themselves()
    {
        const string question = "Shall we meet at seven?";
        await using var chair = await page.OpenAsync(Demo.Chair, Demo.General);
        await using var gp = await page.OpenAsync(Demo.Priya, Demo.General);
        await chair.AskAsync(question);
        await gp.AnswerAsync(question, "No");
        await Expect(chair.Poll(question)).ToContainTextAsync("1 person has answered.");
        await Expect(chair.Choice(question, "No")).ToContainTextAsync("1 · 100%");
        await Expect(chair.Choice(question, "No")).Not.ToContainTextAsync("Your answer");
        await chair.PressUnderMoreAsync(question, "Close poll");
        await Expect(gp.Poll(question)).ToContainTextAsync("No came first with 1 of 1 answers (100%).");
    }

    [Fact]
    public async Task In_a_group_chat_everyone_sees_their_own_answer_marked_and_still_does_after_a_reload()
    {
        const string question = "Which evening suits the locality?";
        await using var tomasz = await page.OpenAsync(Demo.Tomasz, Demo.GroupChat);
        await using var priya = await page.OpenAsync(Demo.Priya, Demo.GroupChat);
        await tomasz.AskAsync(question, "Tuesday, Thursday");
        await tomasz.AnswerAsync(question, "Tuesday");
        await priya.AnswerAsync(question, "Thursday");
        await Expect(tomasz.Poll(question)).ToContainTextAsync("2 people have answered.");

        await tomasz.Page.ReloadAsync();
        await priya.Page.ReloadAsync();
        await Expect(tomasz.Choice(question, "Tuesday")).ToContainTextAsync("Your answer");
        await Expect(tomasz.Choice(question, "Thursday")).Not.ToContainTextAsync("Your answer");
        await Expect(priya.Choice(question, "Thursday")).ToContainTextAsync("Your answer");
        await Expect(priya.Choice(question, "Tuesday")).Not.ToContainTextAsync("Your answer");
    }

    [Fact]
    public async Task Who_answered_is_for_the_asker_and_is_not_offered_to_others()
    {
        const string question = "Do we need a second fridge for vaccines?";
        await using var window = await page.OpenAsync(Demo.Callum, Demo.General);
        await window.AskAsync(question);
        await window.BeAsync(Demo.Yusuf);
        await window.AnswerAsync(question, "Yes");
        await Expect(window.Poll(question).GetByRole(AriaRole.Button, new() { Name = "Who answered" })).ToHaveCountAsync(0);

        await window.BeAsync(Demo.Callum);
        await window.PressAsync(question, "Who answered");
        await Expect(window.Dialog).ToContainTextAsync("Dr Yusuf Demir · Meadowsweet Medical Practice");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_poll_with_a_closing_time_closes_when_the_clock_passes_it()
    {
        const string question = "Who covers the bank holiday?";
        await using var window = await page.OpenAsync(Demo.Chair, Demo.GoverningBody);
        await window.OpenFormAsync();
        await window.FillFormAsync(question, "Larkford\nVale", "In 1 day");
        await window.AskPreviewedAsync();
        await window.AnswerAsync(question, "Vale");
        await window.MoveClockAsync("day");
        await Expect(window.Poll(question)).ToContainTextAsync("Vale came first with 1 of 1 answers (100%).");
        await Expect(window.Choice(question, "Vale")).ToHaveCountAsync(0);
    }
}
