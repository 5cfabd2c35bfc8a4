using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using LeadershipBot.Tests.Teams;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>One failed call of the key vault is no lost key: nothing is deleted for it, and nothing passed over.</summary>
public sealed class LostKeysTests : WholeApp
{
    private readonly ShakyKey _key = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Lost_is_what_fails_again_minutes_apart_while_others_open_each_time()
    {
        var clock = new MovedClock();
        var lost = new LostKeys(clock);
        Assert.Equal(KeyState.Doubtful, lost.Failed("a", othersOpen: true));
        clock.Advance(LostKeys.Apart - TimeSpan.FromSeconds(1));
        Assert.Equal([KeyState.Doubtful, KeyState.Doubtful], [lost.Failed("a", othersOpen: true), lost.Failed("b", othersOpen: true)]);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([KeyState.Lost, KeyState.Doubtful], [lost.Failed("a", othersOpen: true), lost.Failed("b", othersOpen: true)]);

        clock.Advance(TimeSpan.FromDays(1));
        lost.Opened("a");
        Assert.Equal([KeyState.Doubtful, KeyState.Away], [lost.Failed("a", othersOpen: true), lost.Failed("b", othersOpen: false)]);
        clock.Advance(LostKeys.Apart);
        Assert.Equal([KeyState.Lost, KeyState.Doubtful], [lost.Failed("a", othersOpen: true), lost.Failed("b", othersOpen: true)]);
        clock.Advance(TimeSpan.FromDays(2.1));
        Assert.Equal(KeyState.Doubtful, lost.Failed("a", othersOpen: true)); // nobody tried for so long
    }

    [Fact]
    public async Task A_match_waits_where_the_key_of_an_earlier_round_fails_once_and_heeds_what_was_declined_in_it()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        await trial.People[rater].PressesAsync(bot, "review.decline", new JsonObject { ["round"] = round.Id, ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])) });
        await bot.BecomesAsync(round.LastAt.AddMinutes(1));
        var next = await trial.MakeAsync("Summer", "2026-05-11", "2026-06-01");
        var match = ReviewRows.ToMatchKey((await bot.Store.Inner.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.MatchKey, Token))!);
        var failures = 1;
        _key.Fails = wrapped => wrapped.Bytes.AsSpan().SequenceEqual(match.Bytes) && failures-- > 0;
        bot.Clock.Advance(next.StartsAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
        Assert.Empty((await trial.NowAsync(next)).Match);

        await bot.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(4));
        var ratings = await trial.RatingsAsync(next);
        Assert.NotEmpty(ratings);
        Assert.DoesNotContain(ratings, rating => rating == (rater, subject) || rating == (subject, rater));
    }

    [Fact]
    public async Task A_box_whose_key_fails_once_after_a_vault_that_was_away_for_weeks_comes_back_is_opened()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        var box = (await bot.Store.Inner.FindAsync(ReviewRows.Table, KeyTrial.BoxOf(trial, round, 3), "head.anonymous", Token))!.GetBinary("WrappedKey")!;
        KeyTrial.Away(bot, _key);
        await KeyTrial.CloseAsync(bot, round);
        await bot.PassAsync(TimeSpan.FromDays(15), TimeSpan.FromHours(12));
        var failures = 1;
        _key.Fails = wrapped => wrapped.Bytes.AsSpan().SequenceEqual(box) && failures-- > 0;
        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(6));
        Assert.Equal((false, 6), ((await trial.SubjectAsync(round, 3))!.IsUnopened, (await trial.SubjectAsync(round, 3))!.Result?.Answered));
        Assert.True(failures < 0);
    }
}
