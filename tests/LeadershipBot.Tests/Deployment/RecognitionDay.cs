using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Features.Thanks;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Decisions;
using LeadershipBot.Tests.Features.PeerConversations;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Features.Thanks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Deployment;

/// <summary>The part of a day with the bot in which colleagues review, talk with and thank each other.</summary>
internal static class RecognitionDay
{
    private const int Count = 14;
    private const int Read = 3;
    private const int Leaves = 5;
    private const int AmongFew = 13;
    private const int Lost = 8;

    public static async Task PassAsync(BotUnderTest bot)
    {
        await ThanksAsync(bot);
        await TalksAsync(bot);
        var trial = await ReviewTrial.BeginAsync(bot, Count);
        await bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => one.Key == AskedPeople.IdOf(trial.People[AmongFew]) ? one.Value with { Practices = PracticeCodes.Parse("Z99014,Z99001,Z99002,Z99003,Z99004,Z99005,Z99006,Z99007") } : one.Value) });
        foreach (var (title, starts, closes) in new[] { ("First", "2026-04-13", "2026-05-01"), ("Second", "2026-05-11", "2026-05-29") })
        {
            var round = await trial.MakeAsync(title, starts, closes);
            await trial.People[0].SendsFormAsync("review.join.form", new JsonObject { ["round"] = round.Id }, new JsonObject { ["conflict1"] = AskedPeople.IdOf(trial.People[1]).ToString() });
            await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
            foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(one => one.Subject is Read or Leaves))
                await trial.AnswersAsync(round, rater, subject, "432", "Something");
            await trial.People[Read].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = "2", ["q2"] = "4", ["q3"] = "-" });
            await trial.People[Leaves].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" });
            await LosesAsync(bot, trial, round);
            await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
            await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        }

        var comments = await bot.RowsAsync(ReviewRows.Table, ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[Read])), ReviewRows.Comment);
        var second = (await trial.Shelf.ListAsync(ReviewTrial.Here, TestContext.Current.CancellationToken)).Single(one => one.Title == "Second");
        await trial.People[Read].PressesAsync(bot, "review.report", new JsonObject { ["round"] = second.Id, ["comment"] = comments[0].RowKey[ReviewRows.Comment.Length..] });
        await trial.People[Read].PressesAsync(bot, "review.report", new JsonObject { ["round"] = second.Id, ["comment"] = comments[1].RowKey[ReviewRows.Comment.Length..] });
        await bot.Chair.Sends(PostForms.Filled(CardReading.Of((await bot.Chair.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = comments[1].RowKey[ReviewRows.Comment.Length..] }))).Card), [], 1));
        await bot.Chair.SendsFormAsync("review.moderate.form", new JsonObject { ["comment"] = comments[0].RowKey[ReviewRows.Comment.Length..] }, new JsonObject { ["reason"] = "Not about work" });
        var third = await trial.MakeAsync("Third", "2026-06-15", "2026-07-03");
        await bot.Organiser.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = third.Id, ["do"] = "off", ["sure"] = "true" });
    }

    /// <summary>The keys of what was answered about two, and of who was asked, are lost, and all are away for some hours; and one is listed as of the round's profession.</summary>
    private static async Task LosesAsync(BotUnderTest bot, ReviewTrial trial, ReviewRound round)
    {
        var (subjects, token) = (bot.Services.GetRequiredService<SubjectBoxes>(), TestContext.Current.CancellationToken);
        await subjects.LoseAsync(round, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[Lost])), token);
        var now = bot.Clock.GetUtcNow();
        foreach (var (canBeUsed, at) in new[] { (false, now), (true, now.AddHours(2)), (false, now.AddHours(3)) })
            await trial.Shelf.ChangeAsync(ReviewTrial.Here, round.Id, one => one.KeyLooked(canBeUsed, at), _ => [], token);
        await subjects.NoteLostCommentsAsync(round, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[Lost + 1])), token);
        await trial.Shelf.ChangeAsync(ReviewTrial.Here, round.Id, one => one with { IsOwnKeyLost = true }, _ => [TellLater.After(round, now)], token);
        round = await trial.NowAsync(round);
        var peer = new Peer(AskedPeople.IdOf(trial.People[Lost]).ToString(), ["Z99001"], nameof(Profession.Gp));
        await bot.Store.CommitAsync(ReviewRows.Table, ReviewRows.KeyOf(round), [new Change.Upsert(ReviewRows.OfStart(ReviewRows.KeyOf(round), round.Match, peer))], token);
    }

    private static async Task ThanksAsync(BotUnderTest bot)
    {
        foreach (var who in new[] { bot.Chair, bot.Tomasz, bot.Yusuf })
            await bot.MeetsAsync(who);
        await DecisionTrial.SendAsync(bot, bot.Chair);
        var form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
        var thing = form.Input("for")["choices"]![0]!["value"]!.GetValue<string>();
        foreach (var hides in new[] { true, false })
        {
            form = CardReading.Of((await bot.Tomasz.Opens(PostForms.About("thanks.form"))).Card);
            await bot.Tomasz.Sends(PostForms.Filled(form, new JsonObject { ["person"] = AskedPeople.IdOf(bot.Yusuf).ToString(), ["words"] = "Your draft", ["difference"] = "We merge the hubs", ["for"] = thing, ["public"] = "true" }));
            var rows = await bot.RowsAsync(ThanksRows.Table, PostForms.Here, ThanksRows.ToOf(AskedPeople.IdOf(bot.Yusuf)));
            var id = rows.Single(row => row.GetDateTimeOffset("PublicAt") is null).RowKey.Split('.')[^1];
            await bot.Tomasz.RewritesAsync(bot.Yusuf, id, new JsonObject { ["words"] = "Your draft of May" });
            await bot.Yusuf.PublishesAsync(bot, id);
            if (hides)
            {
                await bot.Chair.SendsFormAsync("thanks.hide.form", ThanksTrial.About(bot.Yusuf, id), new JsonObject { ["reason"] = "Names a third person" });
                await bot.Chair.PressesAsync(bot, "thanks.show", ThanksTrial.About(bot.Yusuf, id));
                await bot.Chair.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
                await bot.Chair.SendsFormAsync("thanks.hide.form", ThanksTrial.About(bot.Yusuf, id), new JsonObject { ["reason"] = "Names a third person" });
            }
            else
            {
                await bot.Chair.PressesAsync(bot, "thanks.report", ThanksTrial.About(bot.Yusuf, id));
            }
        }
    }

    private static async Task TalksAsync(BotUnderTest bot)
    {
        foreach (var (who, code) in new[] { (bot.Tomasz, "Z99002"), (bot.Priya, "Z99003") })
        {
            await bot.ListsAsync(who, PostForms.Here, Roles.Member, member => member with { Practices = PracticeCodes.Parse(code), LeadOf = PracticeCodes.Parse(code) });
            await who.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        }

        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await bot.Organiser.MatchesPracticesAsync("Referrals", "Z99002 12\nZ99003 4");
        var measured = (await bot.RowsAsync("PeerTalks", PostForms.Here, "talk.m")).Single().RowKey["talk.".Length..];
        await bot.Priya.PressesAsync(bot, "talks.decline", new JsonObject { ["talk"] = measured, ["reason"] = "On leave until May" });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 10, 0, 0, TimeSpan.Zero));
        var key = (await bot.RowsAsync("PeerTalks", PostForms.Here, "talk.0")).Single().RowKey["talk.".Length..];
        await bot.Tomasz.SendsFormAsync("talks.note.form", new JsonObject { ["talk"] = key }, new JsonObject { ["note"] = "We call back", ["willTry"] = "A shared list" });
        await bot.Tomasz.PressesAsync(bot, "talks.outcome", new JsonObject { ["talk"] = key, ["outcome"] = "Helped" });
        await bot.Organiser.MatchesPracticesAsync("Visits", "Z99002 3\nZ99003 9");
        await bot.Organiser.PressesAsync(bot, "talks.measure.back", new JsonObject { ["number"] = (await bot.RowsAsync("PeerTalks", PostForms.Here, "match.m")).Single(row => row.GetString("Measure") == "Visits").RowKey["match.".Length..] });
        await bot.Priya.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" });
    }
}
