using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Who answered about somebody whose box couldn't be opened at the end of the round hears what became of it, and nothing that is sent for it shows who they are.</summary>
public sealed class ToldLaterTests : WholeApp
{
    private readonly ShakyKey _key = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_answered_is_told_at_the_end_that_it_is_not_known_yet_and_once_more_when_it_is()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        var ratings = await trial.RatingsAsync(round);
        foreach (var (rater, subject) in ratings)
            await trial.AnswersAsync(round, rater, subject, "333");
        var six = ratings.Where(rating => rating.Subject == 3).Select(rating => rating.Rater).ToList();
        await KeyTrial.BreakAsync(bot, KeyTrial.BoxOf(trial, round, 3), "head.anonymous");
        await KeyTrial.CloseAsync(bot, round);
        foreach (var person in Enumerable.Range(0, 14).Where(person => person != 3))
            Assert.Equal(six.Contains(person), bot.CardsOf(trial.People[person]).Single(card => card.Heading == "Your feedback: Spring").Says("It isn't known yet what becomes of what was answered about 1 of"));

        await bot.PassAsync(TimeSpan.FromDays(17), TimeSpan.FromHours(12));
        var asks = bot.Services.GetRequiredService<AskShelf>();
        foreach (var person in Enumerable.Range(0, 14).Where(person => person != 3))
        {
            var told = bot.CardsOf(trial.People[person]).Where(card => card.Heading == "Your feedback: Spring").ToList();
            Assert.Equal((2, true), (told.Count, told[^1].Says("When this round ended, something couldn't be opened. Now it is settled")));
            Assert.Equal(six.Contains(person), told[^1].Says("about 1 of the colleagues whom you were asked about couldn't be opened"));
            Assert.False(told[^1].Says("It isn't known yet"));
            var rows = (await asks.ReadAsync(AskedPeople.IdOf(trial.People[person]), Token)).All.Where(ask => ask.Order.Kind == "review.over");
            Assert.Equal([(round.Id, AskState.Sent), (round.Id + ".rest", AskState.Sent)], rows.Select(ask => (ask.Order.Key, ask.State))); // of the six as of the others
        }

        Assert.Equal(1, KeyTrial.Told(bot, trial, 3));
        await bot.PassAsync(TimeSpan.FromDays(3), TimeSpan.FromHours(12));
        Assert.Equal(2, KeyTrial.Told(bot, trial, six[0]));
    }

    [Fact]
    public async Task What_is_given_up_is_told_on_the_very_day_that_was_named()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        await KeyTrial.BreakAsync(bot, KeyTrial.BoxOf(trial, round, 3), "head.anonymous");
        await KeyTrial.CloseAsync(bot, round); // on a Monday morning
        var last = (await trial.NowAsync(round)).LastAt;
        for (var at = last.AddMinutes(10); at < last.AddDays(14); at = at.AddHours(6))
            await bot.BecomesAsync(at);
        Assert.Equal(0, KeyTrial.Told(bot, trial, 3));
        await bot.BecomesAsync(last.AddDays(14));
        await bot.BecomesAsync(last.AddDays(14).AddMinutes(1));
        Assert.Equal(1, KeyTrial.Told(bot, trial, 3));
    }

    [Fact]
    public async Task Where_the_key_was_away_for_an_hour_over_the_end_everybody_is_told_once_and_of_all()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        var ratings = await trial.RatingsAsync(round);
        foreach (var (rater, subject) in ratings)
            await trial.AnswersAsync(round, rater, subject, "333");
        KeyTrial.Away(bot, _key);
        await KeyTrial.CloseAsync(bot, round);
        await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(20));
        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(20));
        foreach (var person in Enumerable.Range(0, 14))
        {
            var about = ratings.Count(rating => rating.Rater == person);
            var told = Assert.Single(bot.CardsOf(trial.People[person]), card => card.Heading == "Your feedback: Spring");
            Assert.True(told.Says($"What was answered about {about} of the colleagues whom you were asked about was passed on to them.") && !told.Says("It isn't known yet"), told.ToString());
        }
    }

    [Fact]
    public async Task Where_whose_box_could_not_be_opened_is_forgotten_who_answered_hears_as_well()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        foreach (var (rater, subject) in await trial.RatingsAsync(round))
            await trial.AnswersAsync(round, rater, subject, "333");
        await KeyTrial.BreakAsync(bot, KeyTrial.BoxOf(trial, round, 3), "head.anonymous");
        await KeyTrial.CloseAsync(bot, round);
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();
        await held.ForgetAsync(new PersonAsked(AskedPeople.IdOf(trial.People[3]), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token);
        await bot.PassAsync(TimeSpan.FromDays(4), TimeSpan.FromHours(12));
        Assert.All(Enumerable.Range(0, 14).Where(person => person != 3), person => Assert.Equal(2, KeyTrial.Told(bot, trial, person)));
    }
}
