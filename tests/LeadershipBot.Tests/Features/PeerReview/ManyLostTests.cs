using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>The keys of more boxes are lost than one delivery opens, such as where the version of the vault's key that wrapped them is: others can be used all the same.</summary>
public sealed class ManyLostTests : WholeApp
{
    private const int Lost = NextPass.AtATime + 12;
    private const int All = Lost + 8;

    private readonly ShakyKey _key = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_given_up_after_fourteen_days_as_a_single_one_is_and_hold_up_nobody_else()
    {
        var bot = await StartAsync(KeyTrial.With(_key) with { Store = new MemoryRecordStore() });
        var (trial, round) = await KeyTrial.StartedAsync(bot, All);
        var broken = new HashSet<string>();
        foreach (var person in Enumerable.Range(0, Lost))
            broken.Add(Convert.ToHexString((await bot.Store.Inner.FindAsync(ReviewRows.Table, KeyTrial.BoxOf(trial, round, person), "head.anonymous", Token))!.GetBinary("WrappedKey")!));
        _key.Fails = wrapped => broken.Contains(Convert.ToHexString(wrapped.Bytes));
        bot.Clock.Advance(AskKeys.Remembered + TimeSpan.FromMinutes(1));
        await KeyTrial.CloseAsync(bot, round);
        Assert.All(Enumerable.Range(0, All), person => Assert.Equal(person < Lost ? 0 : 1, KeyTrial.Told(bot, trial, person)));

        await bot.PassAsync(TimeSpan.FromDays(13), TimeSpan.FromDays(1));
        Assert.All(Enumerable.Range(0, Lost), person => Assert.Equal(0, KeyTrial.Told(bot, trial, person)));
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        foreach (var person in Enumerable.Range(0, All))
        {
            Assert.Equal(person < Lost, (await trial.SubjectAsync(round, person))!.IsUnopened);
            Assert.Equal(person < Lost ? 1 : 2, KeyTrial.Told(bot, trial, person));
        }
    }
}
