using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What of peer review stands in somebody's portfolio, and what doesn't.</summary>
public sealed class PortfolioTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_portfolio_holds_what_was_shown_to_its_owner_and_nothing_hidden_too_few_open_or_anothers()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        await PlayedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30", enough: true);
        await PlayedAsync(bot, trial, "Summer", "2026-05-11", "2026-05-29", enough: false);
        var open = await trial.MakeAsync("Autumn", "2026-08-03", "2026-08-28");
        await bot.BecomesAsync(open.StartsAt.AddSeconds(11));
        var key = ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0]));
        var row = new Record(key, ReviewRows.Comment + "kept") { ["Person"] = AskedPeople.IdOf(trial.People[0]).ToString(), ["Words"] = "You always ring back" };
        var hidden = new Record(key, ReviewRows.Comment + "gone") { ["Person"] = AskedPeople.IdOf(trial.People[0]).ToString(), ["HiddenBecause"] = "It was rude" };
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Insert(row), new Change.Insert(hidden)], Token);

        var mine = await ReadAsync(bot, trial, 0);
        Assert.Contains("For your own reflection only. It is not multi-source feedback for the GMC, and no appraisal.", mine, StringComparison.Ordinal);
        Assert.Contains("Peer review: Spring", mine, StringComparison.Ordinal);
        Assert.Contains("6 colleagues answered about you.", mine, StringComparison.Ordinal);
        Assert.Contains("Listens before deciding: Rarely 0 · Sometimes 0 · Often 0 · Nearly always 6", mine, StringComparison.Ordinal);
        Assert.Contains("Listens before deciding, as you saw it: Sometimes", mine, StringComparison.Ordinal);
        Assert.Contains("“You always ring back”", mine, StringComparison.Ordinal);
        foreach (var absent in new[] { "rude", "Summer", "Autumn", "Dr Crowd 00002" })
            Assert.DoesNotContain(absent, mine, StringComparison.Ordinal);

        // Another's has nothing of theirs; who took no part has nothing at all.
        var others = await ReadAsync(bot, trial, 1);
        Assert.DoesNotContain("ring back", others, StringComparison.Ordinal);
        Assert.DoesNotContain("as you saw it: Sometimes", others, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_key_is_away_it_says_that_what_one_said_of_oneself_is_missing()
    {
        var key = new ShakyKey();
        var bot = await StartAsync(KeyTrial.With(key));
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        await PlayedAsync(bot, trial, "Spring", "2026-03-09", "2026-03-30", enough: true);
        Assert.DoesNotContain("lies locked", await ReadAsync(bot, trial, 0), StringComparison.Ordinal);
        KeyTrial.Away(bot, key);
        var mine = await ReadAsync(bot, trial, 0);
        Assert.Contains("6 colleagues answered about you.", mine, StringComparison.Ordinal);
        Assert.Contains("What you said of yourself lies locked, and the key for it can't be used now.", mine, StringComparison.Ordinal);
    }

    /// <summary>What is in the file that somebody gets who types the command.</summary>
    private static async Task<string> ReadAsync(BotUnderTest bot, ReviewTrial trial, int person)
    {
        var who = trial.People[person];
        await who.Types("portfolio");
        await bot.DrainAsync();
        await who.Delivers(deliver => deliver.AcceptFileAsync(who.Person, bot.ConsentsFor(who)[^1], Token));
        await bot.DrainAsync();
        return Encoding.UTF8.GetString(bot.NewestUpload());
    }

    private static async Task PlayedAsync(BotUnderTest bot, ReviewTrial trial, string title, string starts, string closes, bool enough)
    {
        var round = await trial.MakeAsync(title, starts, closes);
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0).Take(enough ? 6 : 4))
            await trial.AnswersAsync(round, rater, subject, "444");
        if (enough)
            await trial.People[0].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = "2", ["q2"] = "2", ["q3"] = "-" });
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }
}
