using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Features.Members.Roster;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Members;

/// <summary>Who somebody is and which organisation a turn is about is remembered for half a minute: a busy turn asks the store for nothing.</summary>
public sealed class WarmTurnTests : WholeApp
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_turn_within_half_a_minute_asks_the_store_for_nothing(bool isInChannel)
    {
        var bot = await StartAsync();
        await bot.BindsAsync(bot.Organiser, bot.Channel);
        var place = isInChannel ? bot.Channel : bot.Priya.Chat;
        bot.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await CallsOfHelpAsync(bot, place)).Reads > 0, "The first turn must look the person up.");
        bot.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal((0, 0), await CallsOfHelpAsync(bot, place));
        bot.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True((await CallsOfHelpAsync(bot, place)).Reads > 0, "After half a minute the person is looked up again.");
    }

    private static async Task<(int Reads, int Commits)> CallsOfHelpAsync(BotUnderTest bot, Conversation place)
    {
        await bot.DrainAsync();
        var (reads, commits) = (bot.Store.Reads, bot.Store.Commits);
        var card = await bot.Priya.Hears("help", place);
        Assert.True(card.Says("LeadershipBot · Larkford and Vale CCG"));
        return (bot.Store.Reads - reads, bot.Store.Commits - commits);
    }
}
