using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.Time;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>While the key for anonymous answers is away, or lost for one box, nothing that needs no key waits for it.</summary>
public sealed class KeyAwayTests : WholeApp
{
    private readonly ShakyKey _key = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_forgotten_told_what_is_held_and_the_nightly_removal_goes_on()
    {
        var (bot, trial, round) = await StartedAsync(14);
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        await trial.AnswersAsync(round, rater, subject, "444");
        Away(bot);
        var told = await Held(bot).DescribeAsync(Asked(bot, trial.People[rater]), Token);
        Assert.Contains(Assert.Single(told).Lines, line => line.Words.StartsWith("About whom you were asked in “Spring”", StringComparison.Ordinal));

        await Held(bot).ForgetAsync(Asked(bot, trial.People[rater]), Token);
        foreach (var partition in new[] { ReviewRows.KeyOf(round), KeyTrial.BoxOf(trial, round, subject), KeyTrial.BoxOf(trial, round, rater) })
            Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, partition), row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal) && (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(trial.People[rater].ObjectId, StringComparison.Ordinal));
        await Retention(bot).SweepAsync(ReviewTrial.Here, default, Sweep.Remove, Token); // throws nothing: the kinds after it are swept

        _key.IsAway = false;
        await Retention(bot).SweepAsync(ReviewTrial.Here, default, Sweep.Remove, Token);
        var name = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[rater]));
        Assert.DoesNotContain(await trial.Raters.ListAsync(round, Token), one => one.Names.Contains(name));
    }

    [Fact]
    public async Task What_else_waits_for_somebody_is_still_shown()
    {
        var (bot, trial, round) = await StartedAsync(14);
        var waiting = bot.Services.GetRequiredService<IEnumerable<IWaiting>>().OfType<WaitingPrompts>().Single();
        var wish = new WaitingWish(AskedPeople.IdOf(trial.People[0]), ReviewTrial.Here, bot.Clock.GetUtcNow().AddHours(1), TimeZoneInfo.Utc);
        Assert.Equal(round.Id, Assert.Single(await waiting.ListAsync(wish, Token)).Key);
        Away(bot);
        Assert.Empty(await waiting.ListAsync(wish, Token));
        Assert.Equal("Nothing waits for your answer", (await trial.People[0].Hears("waiting")).Heading);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_key_that_cannot_be_opened_holds_up_nobody_else(bool isOfBox)
    {
        var (bot, trial, round) = await StartedAsync(14);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        var (partition, rowKey) = isOfBox ? (KeyTrial.BoxOf(trial, round, 3), "head.anonymous") : (ReviewRows.KeyOf(round), ReviewRows.MatchKey);
        await KeyTrial.BreakAsync(bot, partition, rowKey);

        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        for (var person = 0; person < 14; person++)
        {
            var isLeft = isOfBox && person == 3;
            Assert.Equal(isLeft ? null : 6, (await trial.SubjectAsync(round, person))!.Result?.Answered);
            Assert.Equal(!isLeft, bot.CardsOf(trial.People[person]).Any(card => card.Heading.StartsWith("Your feedback:", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_that_is_lost_for_good_is_given_up_after_fourteen_days_and_both_sides_are_told(bool isOfBox)
    {
        var (bot, trial, round) = await StartedAsync(14);
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await who.Types("help"); // so that they can be reached
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333", "Clear");
        var words = ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[3]));
        if (isOfBox)
        {
            await KeyTrial.BreakAsync(bot, KeyTrial.BoxOf(trial, round, 3), "head.anonymous");
        }
        else
        {
            await bot.Store.Inner.CommitAsync(ReviewRows.Table, words, [new Change.Insert(new Record(words, WordsPages.Row) { ["Taken"] = "before", ["First"] = round.StartsAt, ["KeyName"] = "shaky", ["WrappedKey"] = new byte[] { 1, 2, 3 }, ["Sealed"] = new byte[] { 4 } })], Token);
        }

        await KeyTrial.CloseAsync(bot, round);
        round = await trial.NowAsync(round);
        Assert.True((await trial.ReadsAsync(round, 3)).Says("It is being put together."));
        await bot.PassAsync(TimeSpan.FromDays(13), TimeSpan.FromHours(12));
        var waits = await trial.ReadsAsync(round, 3);
        Assert.True(waits.Says("It can't be opened yet") && waits.Says($"It is tried until {TimeWords.Day(DateOnly.FromDateTime(round.LastAt.AddDays(14).UtcDateTime))}; after that you hear"), waits.ToString());
        Assert.Equal(0, KeyTrial.Told(bot, trial, 3));

        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        var mine = await trial.ReadsAsync(round, 3);
        Assert.True(mine.Says(isOfBox ? "couldn't be opened, since its key is lost" : "6 colleagues answered about you."), mine.ToString());
        Assert.False(mine.Says("Fewer than 5 colleagues answered"), mine.ToString()); // six did
        Assert.Equal(!isOfBox, mine.Says("Comments about you that waited for more couldn't be opened"));
        Assert.Equal(isOfBox ? [ReviewRows.Subject] : ["head.anonymous", ReviewRows.Subject], (await bot.RowsAsync(ReviewRows.Table, KeyTrial.BoxOf(trial, round, 3))).Select(row => row.RowKey));
        var one = (await trial.RatingsAsync(round)).First(rating => rating.Subject == 3).Rater;
        Assert.Equal(isOfBox, (await trial.ReadsAsync(round, one)).Says("What was answered about 1 of the colleagues whom you were asked about couldn't be opened"));
        Assert.All(Enumerable.Range(0, 14), person => Assert.Equal(person == 3 ? 1 : 2, KeyTrial.Told(bot, trial, person))); // the others at the end, and once more with what became of it
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            Assert.Single(bot.CardsOf(who), card => card.Heading == "“Spring”: something couldn't be opened" && !card.Says(trial.People[3].Name));
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round)), row => row.RowKey.StartsWith(OutboxRow.Prefix, StringComparison.Ordinal)); // nothing goes on
    }

    [Fact]
    public async Task While_all_keys_are_away_nothing_is_given_up_and_all_is_shown_once_they_are_back()
    {
        var (bot, trial, round) = await StartedAsync(14);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        Away(bot);
        await bot.PassAsync(TimeSpan.FromDays(20), TimeSpan.FromHours(12));
        Assert.Equal(0, KeyTrial.Told(bot, trial, 3));
        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(12));
        foreach (var person in Enumerable.Range(0, 14))
            Assert.Equal((6, 1), ((await trial.SubjectAsync(round, person))!.Result?.Answered, KeyTrial.Told(bot, trial, person)));
    }

    [Fact]
    public async Task What_was_answered_about_who_withdraws_is_deleted_at_once_though_the_key_is_away()
    {
        var (bot, trial, round) = await StartedAsync(14);
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 3))
            await trial.AnswersAsync(round, rater, subject, "333");
        Away(bot);
        Assert.True((await trial.People[3].ReadsAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" })).Says("What was answered about you is deleted."));
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token); // others are asked in their place once it is back
        Assert.Equal(ReviewRows.Subject, Assert.Single(await bot.RowsAsync(ReviewRows.Table, KeyTrial.BoxOf(trial, round, 3))).RowKey);
    }

    [Fact]
    public async Task Who_withdraws_is_stood_in_for_about_all_others_where_the_key_of_one_box_cannot_be_opened()
    {
        var (bot, trial, round) = await StartedAsync(20);
        var before = await trial.RatingsAsync(round);
        var (leaver, stays) = (before.First(rating => rating.Subject == 3).Rater, before.Last(rating => rating.Subject == 3).Rater);
        await trial.AnswersAsync(round, stays, 3, "333"); // so that its roll can't be read without the key
        await KeyTrial.BreakAsync(bot, KeyTrial.BoxOf(trial, round, 3), "head.anonymous");
        await trial.People[leaver].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" }); // comes to an end: whoever stands in is asked about those whose boxes can be opened
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        var after = await trial.RatingsAsync(round);
        Assert.Equal([3], after.Where(rating => rating.Rater == leaver).Select(rating => rating.Subject));
        Assert.All(before.Where(rating => rating.Rater == leaver), rating => Assert.Equal(6, after.Count(one => one.Subject == rating.Subject)));
    }

    [Fact]
    public async Task A_round_starts_though_the_key_of_an_earlier_one_is_lost_but_not_while_all_are_away()
    {
        var (bot, trial, round) = await StartedAsync(14);
        await bot.BecomesAsync(round.LastAt.AddMinutes(1));
        await KeyTrial.BreakAsync(bot, ReviewRows.KeyOf(round), ReviewRows.MatchKey);
        var next = await trial.MakeAsync("Summer", "2026-05-11", "2026-06-01");
        Away(bot);
        bot.Clock.Advance(next.StartsAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token); // it doesn't come to an end while the key is away
        Assert.Empty((await trial.NowAsync(next)).Match);
        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(10)); // the second time it is certain
        Assert.NotEmpty((await trial.NowAsync(next)).Match);
        Assert.All((await trial.RatingsAsync(next)).CountBy(rating => rating.Subject), one => Assert.Equal(6, one.Value));
    }

    private async Task<(BotUnderTest Bot, ReviewTrial Trial, ReviewRound Round)> StartedAsync(int people)
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, people);
        return (bot, trial, round);
    }

    private void Away(BotUnderTest bot) => KeyTrial.Away(bot, _key);

    private static ReviewHeld Held(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();

    private static ReviewRetention Retention(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<ReviewRetention>().Single();

    private static PersonAsked Asked(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] };
}
