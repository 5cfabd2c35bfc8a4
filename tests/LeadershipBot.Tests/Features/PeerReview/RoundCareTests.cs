using System.Text.Json.Nodes;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What a round owes to each: nobody is asked about among too few, nobody is short of raters, and nothing is kept for ever.</summary>
public sealed class RoundCareTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_asked_about_people_whom_fewer_than_nine_could_be_asked_about_and_they_are_told_why()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        await PracticesAsync(bot, trial, person => person < 5 ? "Z99001" : null);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        var ratings = await trial.RatingsAsync(round);
        Assert.DoesNotContain(ratings, rating => rating.Subject < 5);
        Assert.All(Enumerable.Range(5, 7), person => Assert.Equal(6, ratings.Count(rating => rating.Subject == person)));
        foreach (var person in Enumerable.Range(0, 12))
        {
            var told = bot.CardsOf(trial.People[person]).Where(card => card.Heading == "“Spring”: nobody is asked about you").ToList();
            Assert.Equal(person < 5 ? 1 : 0, told.Count);
            Assert.All(told, card => Assert.True(card.Says("Fewer than 9 of the others who take part could be asked about you"), card.ToString()));
        }

        Assert.True((await trial.People[0].Hears("review")).Says("Nobody is asked about you: fewer than 9 of the others could be."));
        Assert.True((await trial.People[5].Hears("review")).Says("You take part."));
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        Assert.True((await trial.ReadsAsync(round, 0)).Says("Among so few, totals would show who said what."));
        Assert.True((await trial.ReadsAsync(round, 5)).Says("Fewer than 5 colleagues answered about you"));
    }

    [Fact]
    public async Task A_round_in_which_nobody_can_be_asked_about_does_not_take_place()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        await PracticesAsync(bot, trial, person => person < 6 ? "Z99001" : "Z99002");
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        Assert.NotNull((await trial.NowAsync(round)).CalledOffAt);
        foreach (var who in new[] { trial.People[0], bot.Organiser }) // who made it, too
            Assert.Single(bot.CardsOf(who), card => card.Says("fewer than 10 took part who could be asked about each other"));
    }

    [Fact]
    public async Task When_raters_are_forgotten_others_are_asked_so_that_everybody_has_six_again()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 20);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        var ratings = await trial.RatingsAsync(round);
        var gone = ratings.Where(rating => rating.Subject == 0).Select(rating => rating.Rater).Take(3).ToList();
        await trial.AnswersAsync(round, gone[0], 0, "444"); // what one of them said stays, and still another is asked
        var held = Held(bot);
        foreach (var person in gone)
            await held.ForgetAsync(Asked(bot, trial.People[person]), Token);
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20)); // who is forgotten while others are looked for is looked at once more

        var names = trial.People.Select((who, n) => (Name: ReviewRows.NameOf(round.Id, AskedPeople.IdOf(who)), n)).ToDictionary(one => one.Name, one => one.n);
        var rows = await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), ReviewRows.Rater);
        Assert.DoesNotContain(rows, row => gone.Exists(person => row.RowKey.Contains(trial.People[person].ObjectId, StringComparison.Ordinal)));
        var asked = await trial.Raters.ListAsync(await trial.NowAsync(round), Token);
        var after = asked.SelectMany(one => one.About).CountBy(name => names[name]).ToDictionary();
        Assert.All(Enumerable.Range(0, 20).Except(gone), person => Assert.Equal(6, after[person]));
        Assert.All(asked, one => Assert.InRange(one.About.Count, 1, 9));
    }

    [Fact]
    public async Task Who_withdraws_before_it_starts_or_while_their_box_is_made_gets_none()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 14);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await trial.People[1].PressesAsync(bot, "review.leave", new JsonObject { ["round"] = round.Id, ["sure"] = "true" });
        var (box, isLeaving) = (BoxOf(trial, round.Id, 2), false);
        bot.Store.BeforeCommit = async (table, partition, _) =>
        {
            if (partition != box || isLeaving)
                return;
            isLeaving = true; // at the very moment in which their box is made
            await trial.People[2].Executes("review.leave", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["sure"] = "true" });
        };
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        bot.Store.BeforeCommit = null;
        Assert.True(isLeaving);
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, BoxOf(trial, round.Id, 1)));
        Assert.Equal([ReviewRows.Subject], (await bot.RowsAsync(ReviewRows.Table, box)).Select(row => row.RowKey));
        var ratings = await trial.RatingsAsync(round);
        Assert.DoesNotContain(ratings, rating => rating.Rater is 1 or 2);
        Assert.Equal(0, ratings.Count(rating => rating.Subject == 1));
    }

    [Fact]
    public async Task Whom_somebody_named_as_a_conflict_stands_in_the_form_of_the_next_round_and_can_be_changed()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        var (me, other) = (trial.People[0], AskedPeople.IdOf(trial.People[5]).ToString());
        var first = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await me.SendsFormAsync("review.join.form", new JsonObject { ["round"] = first.Id }, new JsonObject { ["conflict2"] = other });
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = first.Id, ["do"] = "off", ["sure"] = "true" });
        var second = await MakeEmptyAsync(bot, trial, "Summer");
        var form = CardReading.Of((await me.Opens(PostForms.About("review.join.form").With(new JsonObject { ["round"] = second }))).Card);
        Assert.Equal((other, trial.People[5].Name), (form.Input("conflict1")["value"]!.GetValue<string>(), form.Input("conflict1")["choices"]![0]!["title"]!.GetValue<string>()));
        await me.Sends(PostForms.Filled(form, []));
        Assert.Equal([other], await ConflictsAsync(trial, second, 0));
        await me.SendsFormAsync("review.join.form", new JsonObject { ["round"] = second }, new JsonObject { ["conflict1"] = "" });
        Assert.Empty(await ConflictsAsync(trial, second, 0));
        Assert.Equal("", CardReading.Of((await me.Opens(PostForms.About("review.join.form").With(new JsonObject { ["round"] = await MakeEmptyAsync(bot, trial, "Autumn") }))).Card).Input("conflict1")["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_reported_comment_is_told_to_organisers_once_the_first_decision_counts_and_who_reported_hears_it()
    {
        var bot = await StartAsync();
        await bot.MeetsAsync(bot.Organiser);
        await bot.MeetsAsync(bot.Chair);
        var trial = await ReviewTrial.BeginAsync(bot, 10);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (me, key) = (trial.People[0], ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0])));
        foreach (var id in new[] { "rude", "fair" })
            await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Insert(new Record(key, ReviewRows.Comment + id) { ["Person"] = AskedPeople.IdOf(me).ToString(), ["Words"] = $"Words that are {id}" })], Token);
        foreach (var id in new[] { "rude", "rude", "fair" })
            await me.PressesAsync(bot, "review.report", new JsonObject { ["round"] = round.Id, ["comment"] = id });
        var told = bot.CardsOf(bot.Organiser).Where(card => card.Heading == "A comment was reported").ToList();
        Assert.Equal(2, told.Count);
        Assert.DoesNotContain(told, card => card.Says("Crowd"));
        Assert.Contains("Decide", told[0].Buttons);

        // Two who have the dialog open: the first counts.
        var forms = new[] { bot.Organiser, bot.Chair }.Select(who => (Who: who, Form: who.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = "rude" })))).ToList();
        await Task.WhenAll(forms.Select(one => one.Form));
        Assert.StartsWith("It is hidden", (await forms[0].Who.Sends(PostForms.Filled(CardReading.Of((await forms[0].Form).Card), new JsonObject { ["reason"] = "It is rude" }))).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("That comment isn't there any more", (await forms[1].Who.Sends(PostForms.Filled(CardReading.Of((await forms[1].Form).Card), [], 1))).Sentence, StringComparison.Ordinal);
        await bot.Chair.Sends(PostForms.Filled(CardReading.Of((await bot.Chair.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = "fair" }))).Card), [], 1));
        var news = bot.CardsOf(me).Where(card => card.Heading == "The comment that you reported").ToList();
        Assert.Equal(2, news.Count);
        Assert.Contains(news, card => card.Says("It is hidden, and its words are deleted. Why: It is rude"));
        Assert.Contains(news, card => card.Says("“Words that are fair”") && card.Says("left it as it is"));
        Assert.Empty(await bot.RowsAsync(ReviewRows.Table, ReviewTrial.Here, ReviewRows.Reported));
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, key), row => row.GetString("Words")?.Contains("rude", StringComparison.Ordinal) is true);
        Assert.StartsWith("That comment isn't there any more", (await me.PressesAsync(bot, "review.report", new JsonObject { ["round"] = round.Id, ["comment"] = "fair" })).Sentence, StringComparison.Ordinal); // it was looked at
    }

    [Fact]
    public async Task Comments_wait_as_long_as_from_their_first_round_on_and_it_is_told_that_they_may_lie_there()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 12);
        var first = await RoundWithCommentsAsync(bot, trial, "First", "2026-03-09", "2026-03-30", closes: false);
        var open = Assert.Single(await Held(bot).DescribeAsync(Asked(bot, trial.People[0]), Token));
        Assert.Contains(open.Lines, line => line.Words.StartsWith("What colleagues answer about you in “First” lies locked until the round is over.", StringComparison.Ordinal));
        await CloseAsync(bot, first);
        var second = await RoundWithCommentsAsync(bot, trial, "Second", "2026-05-18", "2026-06-05", closes: true);
        first = (await trial.Shelf.FindAsync(ReviewTrial.Here, first.Id, Token))!.Round;

        var key = ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[0]));
        Assert.Equal(first.LastAt, WordsPages.FirstIn(Assert.Single(await bot.RowsAsync(ReviewRows.Table, key)))); // the second round renewed nothing
        var told = Assert.Single(await Held(bot).DescribeAsync(Asked(bot, trial.People[0]), Token));
        Assert.Contains(told.Lines, line => line.Words.StartsWith("Comments about you may wait locked until 10 different people have written one.", StringComparison.Ordinal));
        Assert.DoesNotContain("WrappedKey", told.Json.ToJsonString(), StringComparison.Ordinal);

        var retention = bot.Services.GetRequiredService<IEnumerable<IRetention>>().OfType<ReviewRetention>().Single();
        await retention.SweepAsync(ReviewTrial.Here, first.LastAt, Sweep.Remove, Token);
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, key));
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [.. new[] { ("old", new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero)), ("new", new DateTimeOffset(2026, 6, 9, 0, 0, 0, TimeSpan.Zero)) }.SelectMany(one => new Change[] { new Change.Insert(new Record(key, ReviewRows.Comment + one.Item1) { ["Words"] = one.Item1 }), new Change.Insert(ReviewRows.OfBatch(key, "of" + one.Item1, [one.Item1], one.Item2)) })], Token);
        await retention.SweepAsync(ReviewTrial.Here, first.LastAt.AddDays(1), Sweep.Remove, Token);
        Assert.Equal([ReviewRows.Batch + "ofnew", ReviewRows.Comment + "new"], (await bot.RowsAsync(ReviewRows.Table, key)).Select(row => row.RowKey));
        Assert.NotNull(await trial.Shelf.FindAsync(ReviewTrial.Here, second.Id, Token));
    }

    [Fact]
    public async Task Older_rounds_than_the_newest_three_are_on_the_next_page()
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 1);
        foreach (var n in Enumerable.Range(1, 5))
            await trial.MakeAsync($"Round {n}", $"2026-03-{9 + n:D2}", "2026-05-29");
        foreach (var (who, verb) in new[] { (trial.People[0], "review.home"), (bot.Organiser, "review.manage") })
        {
            var first = await who.ReadsAsync(bot, verb);
            Assert.Equal(["Round 5", "Round 4", "Round 3"], first.Texts.Where(line => line.StartsWith("Round ", StringComparison.Ordinal) && line.Length == 7));
            var next = CardReading.All(first.Json["body"]).SelectMany(one => one["actions"] as JsonArray ?? []).Single(one => one!["title"]!.GetValue<string>() == "Next page")!["data"]!.DeepClone().AsObject();
            Assert.Equal(["Round 2", "Round 1"], (await who.ReadsAsync(bot, verb, next)).Texts.Where(line => line.StartsWith("Round ", StringComparison.Ordinal) && line.Length == 7));
        }
    }

    private static async Task<LeadershipBot.Domain.PeerReview.ReviewRound> RoundWithCommentsAsync(BotUnderTest bot, ReviewTrial trial, string title, string starts, string ends, bool closes)
    {
        var round = await trial.MakeAsync(title, starts, ends);
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        foreach (var (rater, subject) in (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 0).Take(2))
            await trial.AnswersAsync(round, rater, subject, "333", $"In {title}");
        if (closes)
            await CloseAsync(bot, round);
        return round;
    }

    private static async Task CloseAsync(BotUnderTest bot, LeadershipBot.Domain.PeerReview.ReviewRound round)
    {
        await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
    }

    private static ReviewHeld Held(BotUnderTest bot) => bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();

    private static PersonAsked Asked(BotUnderTest bot, Colleague who) => new(AskedPeople.IdOf(who), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] };

    private static string BoxOf(ReviewTrial trial, string roundId, int person) => ReviewRows.BoxKey(ReviewTrial.Here, roundId, ReviewRows.NameOf(roundId, AskedPeople.IdOf(trial.People[person])));

    private static async Task<IReadOnlyList<string>> ConflictsAsync(ReviewTrial trial, string roundId, int person)
        => (await trial.Shelf.FindPartAsync((await trial.Shelf.FindAsync(ReviewTrial.Here, roundId, Token))!.Round, AskedPeople.IdOf(trial.People[person]), Token))!.Conflicts;

    /// <summary>A round that nobody has joined; its id.</summary>
    private static async Task<string> MakeEmptyAsync(BotUnderTest bot, ReviewTrial trial, string title)
    {
        await bot.Organiser.SendsFormAsync("review.form", [], new JsonObject { ["title"] = title, ["starts"] = "2026-03-16", ["closes"] = "2026-03-30" });
        return (await trial.Shelf.ListAsync(ReviewTrial.Here, Token)).Single(round => round.Title == title).Id;
    }

    private static Task PracticesAsync(BotUnderTest bot, ReviewTrial trial, Func<int, string?> practiceOf)
    {
        var number = trial.People.Select((who, n) => (Id: AskedPeople.IdOf(who), n)).ToDictionary(one => one.Id, one => one.n);
        return bot.ChangesRollAsync(ReviewTrial.Here, roll => roll with { Members = roll.Members.ToDictionary(one => one.Key, one => number.TryGetValue(one.Key, out var n) && practiceOf(n) is { } code ? one.Value with { Practices = PracticeCodes.Parse(code) } : one.Value) });
    }
}
