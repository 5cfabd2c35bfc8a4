using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members.Profile;

public sealed class ProfileTests : WholeApp
{
    [Fact]
    public async Task A_profile_says_what_a_person_is_and_when_they_may_be_asked()
    {
        var bot = await StartAsync();

        var card = await bot.Priya.Hears("profile");

        Assert.Equal("Dr Priya Raman", card.Heading);
        Assert.Equal("Profile · Larkford and Vale CCG", card.Texts[0]);
        Assert.True(card.Says(": confirmed"), card.ToString());
        Assert.True(card.Says("Up to 10 minutes a week; quiet from 19:00 to 07:30 and at weekends"), card.ToString());
        Assert.Equal(["Details", "Join another organisation", "Pause", "Times", "What do you hold about me"], card.Buttons.Order());
    }

    [Fact]
    public async Task Somebody_of_whom_nothing_is_known_has_a_profile_too()
    {
        var bot = await StartAsync();

        var card = await bot.Joins("Dr Nobody Knows").Hears("profile");

        Assert.True(card.Says("Nothing is known yet. You can answer all the same."), card.ToString());
    }

    [Fact]
    public async Task Times_are_set_in_a_dialog_and_hold_in_all_organisations()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("profile");
        var dialog = await bot.Priya.OpensDialog("Times");
        Assert.Equal("19:00", dialog.Input("from")["value"]!.GetValue<string>());
        Assert.Equal("teams", dialog.Input("zone")["value"]!.GetValue<string>());

        var wrong = CardReading.Of((await bot.Priya.Fills(dialog, new() { ["minutes"] = 90, ["from"] = "20:00", ["until"] = "07:00", ["weekends"] = "false", ["zone"] = "Asia/Kolkata" })).Card);
        Assert.True(wrong.Says("Minutes a week are a whole number from 0 to 60."), wrong.ToString());
        Assert.Equal("20:00", wrong.Input("from")["value"]!.GetValue<string>());
        await bot.Priya.Fills(wrong, new() { ["minutes"] = 1, ["from"] = "20:00", ["until"] = "07:00", ["weekends"] = "false", ["zone"] = "Asia/Kolkata" });

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("Up to 1 minute a week; quiet from 20:00 to 07:00 (India)"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        await bot.HasOrganisationAsync("elsewhere", "Elsewhere ICB");
        await bot.ListsAsync(bot.Priya, "elsewhere", Roles.Member);
        Assert.True((await bot.Priya.Hears("profile")).Says("(India)"));
    }

    [Fact]
    public async Task A_pause_is_typed_and_says_what_still_comes_and_how_it_ends()
    {
        var bot = await StartAsync();

        var paused = await bot.Priya.Hears("pause until 1 May");
        Assert.StartsWith("Paused until Fri 1 May, 00:00", paused.Heading, StringComparison.Ordinal);
        Assert.True(paused.Says("Decisions, ballots and replies to what you raised still come."), paused.ToString());
        Assert.True((await bot.Priya.Hears("pause")).Says("pause off"));
        Assert.Contains("Resume", (await bot.Priya.Hears("profile")).Buttons);
        var over = CardReading.Of((await bot.Priya.Presses("Resume", bot.CardsIn(bot.Priya.Chat)[^1])).Card);

        Assert.Equal("Your pause is over", over.Heading);
        Assert.Contains("Pause", (await bot.Priya.Hears("profile")).Buttons);
    }

    [Fact]
    public async Task A_pause_is_chosen_by_a_button_or_a_date()
    {
        var bot = await StartAsync();
        Assert.Equal("You are not paused", (await bot.Priya.Hears("pause")).Heading);

        var pressed = CardReading.Of((await bot.Priya.Presses("Pause for 2 weeks", bot.CardsIn(bot.Priya.Chat)[^1])).Card);
        Assert.StartsWith("Paused until Mon 16 Mar", pressed.Heading, StringComparison.Ordinal);
        await bot.Tomasz.Hears("profile");
        var dialog = await bot.Tomasz.OpensDialog("Pause");
        var wrong = CardReading.Of((await bot.Tomasz.Fills(dialog, new() { ["until"] = "2026-03-01" })).Card);
        Assert.True(wrong.Says("A pause ends on a later day than today"), wrong.ToString());
        await bot.Tomasz.Fills(wrong, new() { ["until"] = "2026-04-01" });

        Assert.True(bot.NewestCardIn(bot.Tomasz.Chat).Says("Until Wed 1 Apr, 00:00"), bot.NewestCardIn(bot.Tomasz.Chat).ToString());
    }

    [Theory]
    [InlineData("pause banana", "I don't know for how long that is")]
    [InlineData("pause until 1 May 2025", "A pause ends on a later day than today")]
    [InlineData("pause 3 years", "A pause is at most one year long")]
    public async Task A_pause_that_can_not_be_is_refused_with_an_example(string words, string said)
    {
        var bot = await StartAsync();

        var card = await bot.Priya.Hears(words);

        Assert.StartsWith(said, card.Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_is_over_by_time_is_no_pause()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("pause 1 day");

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(25));

        Assert.Contains("Pause", (await bot.Priya.Hears("profile")).Buttons);
    }
}
