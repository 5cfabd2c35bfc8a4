using LeadershipBot.Features.PeerReview;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Who joins a round at the last moment, after it was read who takes part.</summary>
public sealed class LateJoinTests : WholeApp
{
    private const int Late = 14;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_joins_while_it_is_worked_out_who_is_asked_is_asked_about_as_the_others_are()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 15);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (key, person, hasJoined) = (ReviewRows.KeyOf(round), AskedPeople.IdOf(trial.People[Late]), false);
        var part = (await trial.Shelf.FindPartAsync(round, person, Token))!;
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Delete(ReviewRows.Part + person, null)], Token);
        bot.Store.BeforeCommit = async (_, partition, changes) =>
        {
            if (hasJoined || partition != key || !changes.Any(change => change is Change.Replace { Record: { RowKey: ReviewRows.Head } head } && head.GetString("Match") is not null))
                return;
            hasJoined = true;
            await trial.Shelf.ChangePartAsync(key, person, before => before ?? part, [], Token);
        };
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        bot.Store.BeforeCommit = null;
        Assert.True(hasJoined);
        Assert.NotNull(await trial.SubjectAsync(round, Late));
        var raters = (await trial.RatingsAsync(round)).Where(rating => rating.Subject == Late).Select(rating => rating.Rater).ToList();
        Assert.Equal(6, raters.Count);
        Assert.True(CardReading.Of((await trial.AnswersAsync(round, raters[0], Late, "444")).Card).Says("Recorded about"));
        Assert.False((await trial.People[Late].Hears("review")).Says("It is being prepared."));
    }
}
