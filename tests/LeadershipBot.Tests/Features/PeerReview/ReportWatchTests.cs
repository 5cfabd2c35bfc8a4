using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Features.Thanks;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What was reported is decided about: who decides is reminded, then the chair; and where nobody may, that is said at once.</summary>
public sealed class ReportWatchTests : WholeApp
{
    private const string Again = "Reported more than 10 working days ago: please decide";
    private const string ToChair = "Reported 28 days ago, and nobody has decided";
    private const string Overdue = "What you reported still waits";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_decides_about_a_comment_is_reminded_after_ten_working_days_and_then_the_chair_and_who_reported_is_told()
    {
        var (bot, trial, round) = await CommentedAsync();
        var me = trial.People[0];
        Assert.True((await me.ReadsAsync(bot, "review.report", new JsonObject { ["round"] = round, ["comment"] = "rude" })).Says("Reported. An organiser or chair reads this one comment"));
        var at = bot.Clock.GetUtcNow();
        await bot.BecomesAsync(at.AddDays(13));
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading == Again);
        await bot.BecomesAsync(at.AddDays(14).AddMinutes(1));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == Again && card.Says("“Words that are rude”") && !card.Says("Crowd"));
        Assert.Single(bot.CardsOf(me), card => card.Heading == Overdue && card.Says("within 10 working days, so who decides was reminded today"));
        Assert.DoesNotContain(bot.CardsOf(bot.Chair), card => card.Heading is Again or ToChair);
        await bot.BecomesAsync(at.AddDays(28).AddMinutes(2));
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == ToChair);
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == Again); // once

        // The chair decides: nobody is reminded any more, also not of one that is decided about in time.
        await me.PressesAsync(bot, "review.report", new JsonObject { ["round"] = round, ["comment"] = "fair" });
        foreach (var id in new[] { "rude", "fair" })
            await bot.Chair.Sends(PostForms.Filled(CardReading.Of((await bot.Chair.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = id }))).Card), [], 1));
        await bot.BecomesAsync(at.AddDays(90));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == Again);
        Assert.Single(bot.CardsOf(me), card => card.Heading == Overdue);
    }

    [Fact]
    public async Task Where_nobody_may_decide_about_a_comment_who_reports_it_is_told_at_once_and_whoever_is_named_later_hears_of_it()
    {
        var (bot, trial, round) = await CommentedAsync();
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Value with { Roles = Roles.Member }) });
        var about = new JsonObject { ["round"] = round, ["comment"] = "rude" };
        Assert.True((await trial.People[0].ReadsAsync(bot, "review.report", about.DeepClone().AsObject())).Says("Reported, and kept. Nobody can decide about it at the moment"));
        await NamesHelpAsync(bot, bot.Priya);
        var again = await trial.People[0].ReadsAsync(bot, "review.report", about.DeepClone().AsObject());
        Assert.True(again.Says($"Please ask {bot.Priya.Name}, your help contact"), again.ToString());
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewTrial.Here, ReviewRows.Reported));
        await bot.ListsAsync(bot.Organiser, ReviewTrial.Here, Roles.Organiser);
        await bot.PassAsync(TimeSpan.FromDays(2), TimeSpan.FromHours(6));
        Assert.Single(bot.CardsOf(bot.Organiser), card => card.Heading == "A comment was reported");
    }

    [Fact]
    public async Task Reported_thanks_are_watched_in_the_same_way_and_whoever_gave_them_is_not_named_as_help()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Yusuf, bot.Chair, bot.Priya })
            await bot.MeetsAsync(who);
        var id = await bot.Organiser.ThanksAsync(bot, bot.Yusuf, "For nothing, as always");
        await bot.Yusuf.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id).With(new JsonObject { ["at"] = "mine" }));
        var at = bot.Clock.GetUtcNow();
        await bot.BecomesAsync(at.AddDays(14).AddMinutes(1));
        Assert.Single(bot.CardsOf(bot.Chair), card => card.Heading == Again); // the organiser gave them
        Assert.Single(bot.CardsOf(bot.Yusuf), card => card.Heading == Overdue);
        Assert.DoesNotContain(bot.CardsOf(bot.Organiser), card => card.Heading is Again or Overdue or "Thanks that were reported");

        // Of those who could decide one gave and one got them: it is said at once, and the giver isn't named as help.
        var other = await bot.Organiser.ThanksAsync(bot, bot.Chair, "For nothing, once more");
        await NamesHelpAsync(bot, bot.Organiser);
        var told = await bot.Chair.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Chair, other).With(new JsonObject { ["at"] = "mine" }));
        Assert.True(told.Says("Nobody can decide about it at the moment") && told.Says("Whoever set me up for your organisation") && !told.Says("your help contact"), told.ToString());
        await NamesHelpAsync(bot, bot.Priya);
        Assert.True((await bot.Chair.ReadsAsync(bot, "thanks.report", ThanksTrial.About(bot.Chair, other).With(new JsonObject { ["at"] = "mine" }))).Says($"Please ask {bot.Priya.Name}, your help contact"));
    }

    [Fact]
    public async Task A_comment_that_is_gone_when_it_is_decided_about_does_not_come_back()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (key, isGone) = (ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0])), false);
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Insert(new Record(key, ReviewRows.Comment + "rude") { ["Person"] = AskedPeople.IdOf(trial.People[0]).ToString(), ["Words"] = "Rude" })], Token);
        await trial.People[0].PressesAsync(bot, "review.report", new JsonObject { ["round"] = round.Id, ["comment"] = "rude" });
        bot.Store.BeforeCommit = async (_, partition, _) =>
        {
            if (partition != key || isGone)
                return;
            isGone = true;
            await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Delete(ReviewRows.Comment + "rude", null)], Token);
        };
        var form = CardReading.Of((await bot.Organiser.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = "rude" }))).Card);
        await bot.Organiser.Sends(PostForms.Filled(form, [], 1));
        await bot.DrainAsync();
        bot.Store.BeforeCommit = null;
        Assert.True(isGone);
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, key));
    }

    /// <summary>Ten people, of whom the first has two comments to read.</summary>
    private async Task<(BotUnderTest Bot, ReviewTrial Trial, string Round)> CommentedAsync()
    {
        var bot = await StartAsync();
        foreach (var who in new[] { bot.Organiser, bot.Chair })
            await bot.MeetsAsync(who);
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var key = ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0]));
        foreach (var id in new[] { "rude", "fair" })
            await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Insert(new Record(key, ReviewRows.Comment + id) { ["Person"] = AskedPeople.IdOf(trial.People[0]).ToString(), ["Words"] = $"Words that are {id}" })], Token);
        return (bot, trial, round.Id);
    }

    private static async Task NamesHelpAsync(BotUnderTest bot, Colleague who)
    {
        var row = (await bot.Store.Inner.FindAsync(OrganisationRows.Table, ReviewTrial.Here, OrganisationRows.Head, Token))!;
        (row["HelpContact"], row["HelpContactName"]) = (who.ObjectId, who.Name);
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync(OrganisationRows.Table, ReviewTrial.Here, [new Change.Replace(row)], Token));
        bot.Clock.Advance(TimeSpan.FromMinutes(2)); // what is remembered of an organisation is read anew
    }
}
