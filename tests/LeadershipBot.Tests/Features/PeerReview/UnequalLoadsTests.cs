using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Prompts;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Where people can't all be asked about as many, and where few answer: what rows and messages tell, and what both sides read.</summary>
public sealed class UnequalLoadsTests : WholeApp
{
    [Fact]
    public async Task What_is_ordered_for_somebody_does_not_tell_about_how_many_they_are_asked_nor_does_a_message_about_whom()
    {
        var (bot, trial, round) = await StartedAsync();
        var loads = (await trial.RatingsAsync(round)).CountBy(one => one.Rater).ToDictionary();
        Assert.True(loads.Values.Distinct().Count() > 1, "All are asked about as many.");
        var asks = new List<string>();
        foreach (var who in trial.People)
        {
            var rows = (await bot.RowsAsync(AskRows.Table, AskedPeople.IdOf(who).ToString(), AskRows.Of)).Where(row => row.GetString("Kind") == PromptAsk.AskKind).ToList();
            asks.AddRange(rows.Select(row => string.Join(';', row.Columns.Where(column => column.Key is not ("Activity" or "OrderedAt" or "SentAt")).Select(column => $"{column.Key}={column.Value}").Order(StringComparer.Ordinal))));
            var message = Assert.Single(bot.CardsOf(who), card => card.Heading == "First you yourself: how often?");
            Assert.DoesNotContain(trial.People, other => message.Json.ToJsonString().Contains(other.Name, StringComparison.Ordinal));
        }

        Assert.Equal(trial.People.Count, asks.Count);
        Assert.Single(asks.Distinct());

        // Who has answered about themselves is reminded by a message that names nobody, and whose button leads to the prompts.
        await trial.People[0].ReadsAsync(bot, "review.self", new JsonObject { ["round"] = round.Id, ["q1"] = "2", ["q2"] = "2", ["q3"] = "2" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 20, 10, 0, 0, TimeSpan.Zero)); // halfway is over, and the night after it
        var reminder = Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "“Spring”: prompts wait for your answers");
        Assert.Contains("Answer prompts", reminder.Buttons);
        Assert.DoesNotContain(trial.People, other => reminder.Json.ToJsonString().Contains(other.Name, StringComparison.Ordinal));
        Assert.StartsWith("About ", (await trial.People[0].ReadsAsync(bot, "review.prompt", new JsonObject { ["round"] = round.Id })).Heading, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_fewer_than_five_who_answered_both_sides_read_that_a_comment_waits_and_is_not_deleted()
    {
        var (bot, trial, round) = await StartedAsync();
        var raters = (await trial.RatingsAsync(round)).Where(one => one.Subject == 5).Select(one => one.Rater).Take(3).ToList();
        foreach (var rater in raters)
            await trial.AnswersAsync(round, rater, 5, "222", rater == raters[0] ? "Listen more" : "");
        await KeyTrial.CloseAsync(bot, round);
        Assert.Equal([WordsPages.Row], (await bot.RowsAsync(ReviewRows.Table, ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[5])))).Select(row => row.RowKey));
        var mine = await trial.ReadsAsync(round, 5);
        Assert.True(mine.Says("these answers are deleted; comments, if there are any, wait until 10 different people have written one."), mine.ToString());
        var rated = await trial.ReadsAsync(round, raters[0]);
        Assert.True(rated.Says(trial.People[5].Name) && rated.Says("These answers are deleted. Comments aren't: they wait") && !rated.Says("all of it"), rated.ToString());
        var sent = Assert.Single(bot.CardsOf(trial.People[raters[0]]), card => card.Heading == "Your feedback: Spring");
        Assert.True(sent.Says("of the colleagues whom you were asked about, so nothing was shown to them.") && !trial.People.Any(who => sent.Says(who.Name)), sent.ToString());
    }

    /// <summary>Ten people of whom two share a practice: nobody is asked about these, so those who are asked about all others are asked about fewer, or more.</summary>
    private async Task<(BotUnderTest Bot, ReviewTrial Trial, ReviewRound Round)> StartedAsync()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        var number = trial.People.Index().ToDictionary(one => AskedPeople.IdOf(one.Item), one => one.Index);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) ? one.Value with { Practices = PracticeCodes.Parse($"Z991{Math.Max(n, 1):D2}") } : one.Value) });
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        return (bot, trial, await trial.NowAsync(round));
    }
}
