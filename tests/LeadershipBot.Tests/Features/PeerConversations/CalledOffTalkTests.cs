using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>That a matching was taken back hears who had heard of it.</summary>
public sealed class CalledOffTalkTests : WholeApp
{
    private const string Heading = "A conversation about a measure is called off";

    [Fact]
    public async Task Who_had_not_heard_of_it_in_quiet_hours_hears_of_neither()
    {
        var bot = await StartAsync();
        await bot.LeadsAsync(bot.Tomasz, "Z99002");
        await bot.LeadsAsync(bot.Priya, "Z99003");
        foreach (var who in new[] { bot.Tomasz, bot.Priya })
            await bot.MeetsAsync(who);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 10, 21, 0, 0, TimeSpan.Zero));
        await TakesBackAsync(bot);
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 11, 10, 0, 0, TimeSpan.Zero));
        Assert.All(new[] { bot.Tomasz, bot.Priya }, who => Assert.DoesNotContain(bot.CardsOf(who), card => card.Heading == Heading || card.Says("Referrals")));
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk));

        await TakesBackAsync(bot); // by day: they are told, and told that it is off, whatever the organiser's reason
        Assert.All(new[] { bot.Tomasz, bot.Priya }, who => Assert.Single(bot.CardsOf(who), card => card.Heading == Heading && card.Says("An organiser or chair took the whole matching on “Referrals” back.")));
    }

    private static async Task TakesBackAsync(BotUnderTest bot)
    {
        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 1240\nZ99003 4");
        await bot.DrainAsync();
        var number = Assert.Single(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match)).RowKey[TalkRows.Match.Length..];
        await bot.Chair.PressesAsync(bot, "talks.measure.back", new JsonObject { ["number"] = number });
        await bot.DrainAsync();
    }
}
