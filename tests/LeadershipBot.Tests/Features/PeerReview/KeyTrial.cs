using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>A round of which the keys can be away, or one of them be lost.</summary>
internal static class KeyTrial
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static BotOptions With(ShakyKey key)
        => new() { MayLogErrors = true, Parts = parts => parts.AddSingleton(provider => new AskKeys(key, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Chance>())) };

    /// <summary>A round that has just started.</summary>
    public static async Task<(ReviewTrial Trial, ReviewRound Round)> StartedAsync(BotUnderTest bot, int people)
    {
        var trial = await ReviewTrial.BeginAsync(bot, people);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return (trial, await trial.NowAsync(round));
    }

    /// <summary>How often somebody was told that it is over.</summary>
    public static int Told(BotUnderTest bot, ReviewTrial trial, int person) => bot.CardsOf(trial.People[person]).Count(card => card.Heading == "Your feedback: Spring");

    public static async Task CloseAsync(BotUnderTest bot, ReviewRound round)
    {
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }

    /// <summary>One key can't be unlocked any more, also not out of a server's memory.</summary>
    public static async Task BreakAsync(BotUnderTest bot, string partition, string rowKey)
    {
        var row = (await bot.Store.Inner.FindAsync(ReviewRows.Table, partition, rowKey, Token))!;
        row["WrappedKey"] = new byte[] { 1, 2, 3 };
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(ReviewRows.Table, partition, [new Change.Replace(row)], Token));
        bot.Clock.Advance(AskKeys.Remembered + TimeSpan.FromMinutes(1));
    }

    /// <summary>None can, nor can one be made.</summary>
    public static void Away(BotUnderTest bot, ShakyKey key)
    {
        bot.Clock.Advance(AskKeys.Remembered + TimeSpan.FromMinutes(1));
        key.IsAway = true;
    }

    public static string BoxOf(ReviewTrial trial, ReviewRound round, int person) => ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[person])));
}
