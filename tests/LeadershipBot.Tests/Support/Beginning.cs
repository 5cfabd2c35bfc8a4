using LeadershipBot.Features.Interests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadershipBot.Tests.Support;

/// <summary>For tests that count what is read and written.</summary>
internal static class Beginning
{
    /// <summary>What begins with the app reads and writes, too, beside the first turns: it has done so.</summary>
    public static async Task HasBegunAsync(this BotUnderTest bot)
    {
        await Task.WhenAll(bot.Services.GetServices<IHostedService>().OfType<ReviewInterestsDaily>().Select(one => one.ExecuteTask!));
        await bot.DrainAsync();
    }
}
