using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Governance;

public sealed class RetryDeliveriesTests : WholeApp
{
    [Fact]
    public async Task The_status_shows_what_was_given_up_and_retry_brings_it_to_its_place()
    {
        var bot = await StartAsync(new BotOptions { MayLogErrors = true, Settings = [BotUnderTest.RunByRavi] }); // what is given up is an error in the log
        Assert.True((await bot.Administrator.Hears("status")).Says("Nothing was given up."));
        await GivenUpPost.AskAsync(bot);

        var seen = await bot.Administrator.Hears("status");
        Assert.True(seen.Says("was given up after some three days of tries, on Mon 2 Mar, 09:0"), seen.ToString());
        Assert.True(seen.Says("type retry"), seen.ToString());
        var retried = await bot.Administrator.Hears("retry");
        await bot.DrainAsync();

        Assert.StartsWith("1 delivery is being tried again.", retried.Heading, StringComparison.Ordinal);
        Assert.Equal("Extend again?", CardReading.Of(Assert.Single(bot.PollsIn(bot.Channel)).Card.Card()).Heading);
        Assert.True((await bot.Administrator.Hears("status")).Says("Nothing was given up."));
        Assert.StartsWith("Nothing was given up, so", (await bot.Administrator.Hears("retry")).Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_retry_is_for_whoever_runs_the_bot_and_an_administrator_of_one_body_is_told_so()
    {
        var bot = await StartAsync();

        Assert.StartsWith("This is about all organisations that share this bot", (await bot.Administrator.Hears("retry")).Heading, StringComparison.Ordinal);
    }
}
