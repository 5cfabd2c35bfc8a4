using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Where nobody can answer for want of the key, those who can do something about it hear, and the others read the true reason.</summary>
public sealed class KeyWatchTests : WholeApp
{
    private const string Heading = "“Spring”: nobody can answer at the moment";

    private readonly ShakyKey _key = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_hours_without_the_key_those_who_run_rounds_are_told_once_and_at_the_end_the_reason_is_said()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        Colleague[] told = [bot.Organiser, bot.Chair, bot.Administrator];
        foreach (var who in told)
            await who.Types("help"); // so that they can be reached
        var (rater, subject) = (await trial.RatingsAsync(round))[0];
        await trial.AnswersAsync(round, rater, subject, "444");
        KeyTrial.Away(bot, _key);
        await bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromHours(1));
        Assert.All(told, who => Assert.DoesNotContain(bot.CardsOf(who), card => card.Heading == Heading));

        await bot.PassAsync(TimeSpan.FromHours(6), TimeSpan.FromHours(1));
        await bot.PassAsync(TimeSpan.FromDays(17), TimeSpan.FromHours(12));
        Assert.All(told, who => Assert.Single(bot.CardsOf(who), card => card.Heading == Heading && card.Says("Anonymous:Key")));
        Assert.All(trial.People, who => Assert.DoesNotContain(bot.CardsOf(who), card => card.Heading == Heading));

        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        await KeyTrial.CloseAsync(bot, round);
        var hours = (await trial.NowAsync(round)).KeyAwayHours;
        Assert.InRange(hours!.Value, 415, 422);
        var mine = await trial.ReadsAsync(round, subject);
        Assert.True(mine.Says($"for about {hours} hours of this round nobody could answer") && !mine.Says("people were busy"), mine.ToString());
        Assert.True((await trial.ReadsAsync(round, rater)).Says($"For about {hours} hours of this round nobody could answer"));
    }

    [Fact]
    public async Task Two_hours_without_it_are_no_news_and_no_reason()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        await bot.Organiser.Types("help");
        KeyTrial.Away(bot, _key);
        await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == Heading);
        await KeyTrial.CloseAsync(bot, round);
        Assert.True((await trial.ReadsAsync(round, 0)).Says("people were busy, or too few could be asked."));
    }

    [Fact]
    public async Task Three_calls_that_fail_once_each_are_no_hours_in_which_nobody_could_answer()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        for (var blip = 0; blip < 4; blip++)
        {
            KeyTrial.Away(bot, _key);
            await bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
            _key.IsAway = false;
            await bot.PassAsync(TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(6));
            await bot.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        }

        await KeyTrial.CloseAsync(bot, round);
        Assert.Null((await trial.NowAsync(round)).KeyAwayHours);
        Assert.True((await trial.ReadsAsync(round, 0)).Says("people were busy, or too few could be asked."));
    }

    [Fact]
    public async Task Prompts_that_are_due_while_the_key_is_away_are_tried_again_after_ten_minutes_and_then_sent()
    {
        var bot = await StartAsync(KeyTrial.With(_key));
        var (trial, round) = await KeyTrial.StartedAsync(bot, 14);
        KeyTrial.Away(bot, _key);
        var people = trial.People.Select(AskedPeople.IdOf).ToList();
        foreach (var person in people)
            await bot.Services.GetRequiredService<AskBook>().OrderAsync(PromptAsk.OrderOf(round, person, reminder: 1), Token);
        await bot.Services.GetRequiredService<Clockwork>().RunDueAsync(Token);
        foreach (var person in people)
        {
            var waits = Assert.Single(await bot.RowsAsync(AskRows.Table, person.ToString(), OutboxRow.RowKeyOf(AskBook.SendKind, "")));
            Assert.Equal(bot.Clock.GetUtcNow().AddMinutes(10), OutboxRow.DueOf(waits));
        }

        _key.IsAway = false;
        await bot.PassAsync(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(12));
        Assert.All(trial.People, who => Assert.Equal(2, bot.CardsOf(who).Count(card => card.Heading == "First you yourself: how often?")));
    }
}
