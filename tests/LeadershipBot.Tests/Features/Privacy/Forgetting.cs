using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Privacy;

/// <summary>Asks to be forgotten, as people do.</summary>
internal static class Forgetting
{
    /// <summary>A person types "forget me"; what it means for them comes a moment after the answer.</summary>
    public static async Task<CardReading> HearsWhatForgettingMeansAsync(this BotUnderTest bot, Colleague who)
    {
        var answer = await who.Hears("forget me");
        Assert.True(answer.Says("I am looking up what I would erase"), answer.ToString());
        var before = bot.CardsIn(who.Chat).Count;
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(before + 1, bot.CardsIn(who.Chat).Count);
        return bot.NewestCardIn(who.Chat);
    }
}
