using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Governance;

public sealed class UnknownWordsTests : WholeApp
{
    [Fact]
    public async Task A_misspelt_command_is_answered_by_the_nearest_ones_as_buttons()
    {
        var bot = await StartAsync();

        var card = await bot.Priya.Hears("pol \"Extend?\" Yes, No");

        Assert.Equal("I don't know that command", card.Heading);
        Assert.True(card.Says("I have kept nothing of what you typed."), card.ToString());
        Assert.Equal(["Run poll", "Help"], card.Buttons);
        Assert.Equal("Ask a poll", CardReading.Of((await bot.Priya.Presses("Run poll", bot.CardsIn(bot.Priya.Chat)[^1])).Card).Heading);
    }

    [Theory]
    [InlineData("polling stations")]
    [InlineData("what is this")]
    [InlineData("🙂")]
    [InlineData("   ")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Unknown_words_are_answered_with_help_and_nothing_is_stored(string words)
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help"); // at first contact it is noted where the person can be reached
        var commits = bot.Store.Commits;

        var card = await bot.Priya.Hears(words);

        Assert.Equal("I don't know that command", card.Heading);
        Assert.Contains("Help", card.Buttons);
        Assert.Equal(commits, bot.Store.Commits);
    }

    [Fact]
    public async Task Patient_data_in_typed_words_is_named_as_such_and_neither_kept_nor_repeated()
    {
        var bot = await StartAsync();
        await bot.Priya.Hears("help"); // at first contact it is noted where the person can be reached
        var commits = bot.Store.Commits;

        var card = await bot.Priya.Hears("please see patient Jane Doe DOB 12/03/1951");

        Assert.Equal("That looks like it holds a patient's details.", card.Heading);
        Assert.True(card.Says("please delete your message"), card.ToString());
        Assert.DoesNotContain("Jane", card.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(commits, bot.Store.Commits);
    }

    [Fact]
    public async Task Nobody_who_may_not_use_a_command_is_offered_it()
    {
        var bot = await StartAsync(new BotOptions { Settings = [BotUnderTest.RunByRavi] });

        Assert.DoesNotContain("Run status", (await bot.Priya.Hears("statu")).Buttons);
        Assert.Contains("Run status", (await bot.Administrator.Hears("statu")).Buttons);
    }
}
