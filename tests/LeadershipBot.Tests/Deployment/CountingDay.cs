using LeadershipBot.Tests.Features.Polls;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of the day in which practices vote, and interests matter.</summary>
internal static class CountingDay
{
    private static readonly (string, string) Matter = ("matter", "Pharmacy contract");

    public static async Task PassAsync(BotUnderTest bot)
    {
        var practices = await PracticeTrial.AskAsync(bot, ("countedBy", "ListSizes"), ("castBy", "Majority"), ("quorum", "50%"), ("share", "TwoThirds"), Matter);
        await practices.VotesAsync(bot.Tomasz, "Yes", "no");
        await practices.VotesAsync(bot.Priya, "No", "yes");
        await practices.CloseAsync();

        var confidential = await PracticeTrial.AskOnlyAsync(bot, ("voice", "Confidential"), ("quorum", "3"), Matter);
        await confidential.VotesAsync(bot.Priya, "No", "yes");
        await confidential.CloseAsync();
    }
}
