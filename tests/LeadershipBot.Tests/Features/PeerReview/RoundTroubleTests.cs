using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

public sealed class RoundTroubleTests : WholeApp
{
    private const int Count = 14;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_organisers_start_it_once_who_withdraws_is_stood_in_for_and_what_was_answered_about_them_is_gone()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, Count);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");

        // Joining by the dialog, with a conflict; it can be joined until it starts.
        var one = trial.People[0];
        await one.SendsFormAsync("review.join.form", new JsonObject { ["round"] = round.Id }, new JsonObject { ["conflict1"] = AskedPeople.IdOf(trial.People[5]).ToString() });
        var home = await one.Hears("review");
        Assert.True(home.Says("You take part.") && home.Says("Open for joining until"), home.ToString());
        Assert.StartsWith("That round takes no answers at the moment", (await trial.AnswersAsync(round, 0, 1, "444")).Sentence, StringComparison.Ordinal);

        // Both press at the same moment.
        var start = new JsonObject { ["round"] = round.Id, ["do"] = "start", ["sure"] = "true" };
        await Task.WhenAll(bot.Organiser.Executes("review.manage", new JsonObject { ["organisation"] = "larkford" }.With(start)), bot.Chair.Executes("review.manage", new JsonObject { ["organisation"] = "larkford" }.With(start)));
        await bot.DrainAsync();
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), "audit."), row => row.GetString("What") == "review.started");
        var ratings = await trial.RatingsAsync(round);
        Assert.Equal(Count, (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.Rater)).Count); // no other match is left
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), "audit."), row => row.GetString("What") == "review.startedEarly");
        Assert.All(Enumerable.Range(0, Count), person => Assert.Equal(6, ratings.Count(rating => rating.Subject == person)));
        Assert.DoesNotContain(ratings, rating => rating is (0, 5) or (5, 0));
        Assert.StartsWith("That round has started", (await trial.People[1].Opens(PostForms.About("review.join.form").With(new JsonObject { ["round"] = round.Id }))).Sentence, StringComparison.Ordinal);

        // What can't be taken is not kept; who isn't asked is shown the next; twice is once.
        var (rater, subject) = ratings.First(rating => rating.Rater != 2 && rating.Subject != 2);
        Assert.StartsWith("This looks like it holds a patient's details", (await trial.AnswersAsync(round, rater, subject, "444", "Mrs Smith, born 3.4.1951")).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("A scale is missing", (await trial.AnswersAsync(round, rater, subject, "4x4")).Sentence, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
            Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, "444")).Card).Says(i == 0 ? "Recorded about" : "You had answered about"));
        var stranger = Enumerable.Range(0, Count).First(person => person != subject && !ratings.Contains((person, subject)));
        Assert.True(CardReading.Of((await trial.AnswersAsync(round, stranger, subject, "111")).Card).Says("You are no longer asked about that colleague."));
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewRows.BoxKey("larkford", round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject]))), "anonymous.roll."));
        Assert.True((await trial.People[3].Hears("waiting")).Says("Spring: "));

        // Somebody withdraws in the middle, after some were answered about them and by them.
        var mine = ratings.Where(rating => rating.Rater == 2).Select(rating => rating.Subject).ToList();
        await trial.AnswersAsync(round, 2, mine[0], "222");
        foreach (var about in ratings.Where(rating => rating.Subject == 2).Take(5))
            await trial.AnswersAsync(round, about.Rater, 2, "444");
        await trial.People[2].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" });
        await bot.DrainAsync();
        var box = ReviewRows.BoxKey("larkford", round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[2])));
        Assert.Equal(ReviewRows.Subject, Assert.Single(await bot.RowsAsync(ReviewRows.Table, box)).RowKey);
        var after = await trial.RatingsAsync(round);
        Assert.Equal([mine[0]], after.Where(rating => rating.Rater == 2).Select(rating => rating.Subject));
        Assert.All(mine, about => Assert.InRange(after.Count(rating => rating.Subject == about), 5, 6)); // of fourteen, conflicts leave not always another

        // Halfway, who has left the organisation is stood in for as well; it is closed early, and all are told once.
        await bot.ChangesRollAsync("larkford", roll => roll with { Members = roll.Members.Where(member => member.Key != AskedPeople.IdOf(trial.People[9])).ToDictionary() });
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 20, 10, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain(await trial.RatingsAsync(round), rating => rating.Rater == 9);
        for (var i = 0; i < 2; i++)
            await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        Assert.Single(bot.CardsOf(trial.People[3]), card => card.Heading == "Your feedback: Spring");
        Assert.DoesNotContain(bot.CardsOf(trial.People[2]), card => card.Heading == "Your feedback: Spring");
        Assert.StartsWith("That round takes no answers", (await trial.AnswersAsync(round, 3, after.First(rating => rating.Rater == 3).Subject, "444")).Sentence, StringComparison.Ordinal);

        // Who is forgotten is in no row; who was asked about somebody stands in nothing that is told to them.
        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<LeadershipBot.Features.PeerReview.Held.ReviewHeld>().Single();
        var person = new PersonAsked(AskedPeople.IdOf(trial.People[5]), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new("larkford", "Larkford")] };
        var told = Assert.Single(await held.DescribeAsync(person, Token)).Json.ToJsonString();
        Assert.DoesNotContain(after.Where(rating => rating.Subject == 5), rating => told.Contains(trial.People[rating.Rater].ObjectId, StringComparison.Ordinal));
        await held.ForgetAsync(person, Token);
        foreach (var partition in new[] { "larkford", ReviewRows.KeyOf(round) })
            Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, partition), row => !row.RowKey.StartsWith("audit.", StringComparison.Ordinal) && (row.RowKey + string.Join(' ', row.Columns.Select(column => column.Value))).Contains(trial.People[5].ObjectId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_few_and_it_does_not_take_place_and_everything_goes_when_it_is_old()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 9);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        Assert.NotNull((await trial.NowAsync(round)).CalledOffAt);
        Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "The round “Spring” doesn't take place" && card.Says("fewer than 10 took part"));

        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<LeadershipBot.Features.PeerReview.Held.ReviewRetention>().Single();
        Assert.Equal(0, await retention.SweepAsync("larkford", round.StartsAt, Sweep.Remove, Token));
        Assert.Equal(1, await retention.SweepAsync("larkford", bot.Clock.GetUtcNow().AddDays(1), Sweep.Remove, Token));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round)));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, "larkford"));
    }
}
