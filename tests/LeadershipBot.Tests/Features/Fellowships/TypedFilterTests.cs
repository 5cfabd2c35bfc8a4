using System.Text.Json.Nodes;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Fellowships;

/// <summary>The compose box has one line of words, by which one filters as in the list.</summary>
public sealed class TypedFilterTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_compose_box_finds_by_time_funding_and_whether_it_is_open()
    {
        var bot = await StartAsync();
        await bot.OffersFellowshipAsync(); // funded, a day a week, in the north
        foreach (var words in new[] { "funded", "Open", "frailty funded open", "1 day a week", "2 sessions frailty" })
            Assert.True(await FindsAsync(bot, words), words);
        foreach (var words in new[] { "not funded", "part funded", "half a day", "frailty unfunded" })
            Assert.False(await FindsAsync(bot, words), words);

        await bot.BecomesAsync(FellowshipForms.Closes.AddMinutes(1));
        Assert.False(await FindsAsync(bot, "open frailty"));
        Assert.True(await FindsAsync(bot, "frailty"));
    }

    [Fact]
    public async Task Words_that_filter_are_found_in_a_title_as_well()
    {
        var bot = await StartAsync();
        await bot.OffersFellowshipAsync("Open door clinic, not funded alone");
        await bot.BecomesAsync(FellowshipForms.Closes.AddMinutes(1));
        foreach (var words in new[] { "open door", "not funded alone" })
            Assert.True(await FindsAsync(bot, words, "Open door clinic"), words);
    }

    [Fact]
    public async Task A_time_is_found_as_a_whole_and_not_word_by_word()
    {
        var bot = await StartAsync();
        foreach (var (title, sessions) in new[] { ("Asthma", "1"), ("Bowels", "2"), ("Cancer", "3"), ("1 day of data", "4") })
            await bot.OffersFellowshipAsync(title, facts: new JsonObject { ["sessions"] = sessions });
        foreach (var (words, found) in new[]
        {
            ("1 day", "Bowels, 1 day of data"), // words of a title are found as well
            ("half a day", "Asthma"), ("1 session", "Asthma"), ("2 sess", "Bowels"), ("1.5 days a week", "Cancer"), ("3 sessions funded", "Cancer"), ("2 days", "1 day of data"),
            ("one day a week", "Bowels"), ("One day", "Bowels"), ("two sess", "Bowels"), ("two days", "1 day of data"), ("one session", "Asthma"), ("one week", ""),
            ("cancer 1 day", ""), ("bowels open 1 day", "Bowels"), ("10 sessions", ""), ("a day a week", "Asthma, Bowels, Cancer, 1 day of data"),
        })
            Assert.Equal((words, found), (words, await AllFoundAsync(bot, words, "Asthma", "Bowels", "Cancer", "1 day of data")));
    }

    private static async Task<string> AllFoundAsync(BotUnderTest bot, string words, params string[] titles)
    {
        var found = new List<string>();
        foreach (var title in titles)
        {
            if (await FindsAsync(bot, words, title))
                found.Add(title);
        }

        return string.Join(", ", found);
    }

    private static async Task<bool> FindsAsync(BotUnderTest bot, string words, string title = FellowshipForms.Title)
    {
        var found = await bot.Tomasz.Delivers(teams => teams.QueryAsync(bot.Tomasz.Person, bot.GroupChat, "fellowships.find", "query", words, Token));
        return found.Body!["composeExtension"]?["attachments"]?.ToJsonString().Contains(title, StringComparison.Ordinal) is true;
    }
}
