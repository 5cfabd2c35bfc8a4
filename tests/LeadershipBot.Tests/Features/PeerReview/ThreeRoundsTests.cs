using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Shell.Anonymous;
using LeadershipBot.Tests.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

public sealed class ThreeRoundsTests : WholeApp
{
    private const int Count = 41;

    /// <summary>Somebody about whom too few answer.</summary>
    private const int Quiet = 7;

    /// <summary>Somebody who reads comments after the second round.</summary>
    private const int Read = 3;

    [Fact]
    public async Task Among_41_people_each_has_six_new_raters_in_each_of_three_rounds_and_the_store_tells_nobody_who_said_what()
    {
        using var keys = new TemporaryFolder();
        using var ears = new Ears();
        var bot = await StartAsync(TrialBot.Options(ears, keys.File("key")));
        var trial = await ReviewTrial.BeginAsync(bot, Count);
        var first = await trial.MakeAndJoinAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(new DateTimeOffset(2026, 3, 9, 9, 0, 11, TimeSpan.Zero));
        var ratings = await trial.RatingsAsync(first);
        JudgeMatch(ratings, []);

        // The prompt: three scales, each a tap, and one to send; the next takes its place.
        var prompt = Assert.Single(bot.CardsOf(trial.People[0]), card => card.Heading == "First you yourself: how often?");
        Assert.Equal(3, Inputs(prompt, "Input.ChoiceSet"));
        Assert.True(prompt.Says("The first of a few · under a minute each") && !trial.People.Any(who => prompt.Says(who.Name)), prompt.ToString());
        var about = await trial.People[0].ReadsAsync(bot, "review.prompt", new JsonObject { ["round"] = first.Id });
        Assert.Equal(3, Inputs(about, "Input.ChoiceSet"));
        Assert.True(about.Heading.StartsWith("About ", StringComparison.Ordinal) && about.Says("1 of 7 · under a minute") && about.Says("Neither Dr Crowd"), about.ToString());
        ears.Take();
        foreach (var (rater, subject) in ratings.Where(one => one.Subject != Quiet || one.Rater == ratings.First(other => other.Subject == Quiet).Rater))
        {
            var answer = await trial.AnswersAsync(first, rater, subject, $"{1 + ((rater + subject) % 4)}4-", subject == Read ? SaidBy(rater, 1) : "");
            Assert.NotNull(answer.Card);
        }

        JudgeStore(bot, ratings, 1);
        Assert.DoesNotContain(ears.Take(), heard => heard.Contains("Zyzzogeton", StringComparison.OrdinalIgnoreCase));
        await trial.People[Read].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = first.Id, ["q1"] = "2", ["q2"] = "4", ["q3"] = "-" });

        await bot.BecomesAsync(new DateTimeOffset(2026, 4, 2, 16, 1, 0, TimeSpan.Zero)); // closed on Monday, grace until Thursday
        first = await trial.NowAsync(first);
        var mine = await trial.ReadsAsync(first, Read);
        Assert.True(mine.Says("6 colleagues answered about you.") && mine.Says("Colleagues: Rarely 0 · Sometimes 0 · Often 0 · Nearly always 6") && mine.Says("You: Sometimes"), mine.ToString());
        Assert.True(mine.Says("Fewer than 5 colleagues answered this") && mine.Says("Comments are shown once 10 different colleagues have certainly written one") && mine.Says("It is not multi-source feedback for the GMC"), mine.ToString());
        var quiet = await trial.ReadsAsync(first, Quiet);
        Assert.True(quiet.Says("Fewer than 5 colleagues answered about you") && !quiet.Says("Colleagues: ") && !quiet.Says("answered this"), quiet.ToString());
        Assert.All((await trial.SubjectAsync(first, Quiet))!.Result!.Counts, Assert.Null);
        var rating = await trial.ReadsAsync(first, ratings.First(one => one.Subject == Quiet).Rater);
        Assert.True(rating.Says($"Fewer than 5 answered about {trial.People[Quiet].Name}"), rating.ToString());
        Assert.Contains(bot.CardsOf(trial.People[Read]), card => card.Heading == "Your feedback: Spring");
        JudgeStore(bot, ratings, 1);

        // The second round: others are asked, and ten comments have come together.
        var second = await trial.MakeAndJoinAsync("Summer", "2026-05-11", "2026-05-29");
        await bot.BecomesAsync(new DateTimeOffset(2026, 5, 11, 8, 0, 11, TimeSpan.Zero));
        var again = await trial.RatingsAsync(second);
        JudgeMatch(again, ratings);
        foreach (var (rater, subject) in again.Where(one => one.Subject == Read))
            await trial.AnswersAsync(second, rater, subject, "333", SaidBy(rater, 2));
        JudgeStore(bot, again, 2);
        await bot.Organiser.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = second.Id, ["do"] = "close", ["sure"] = "true" });
        await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
        second = await trial.NowAsync(second);
        mine = await trial.ReadsAsync(second, Read);
        var said = ratings.Where(one => one.Subject == Read).Select(one => SaidBy(one.Rater, 1)).Concat(again.Where(one => one.Subject == Read).Select(one => SaidBy(one.Rater, 2))).ToList();
        Assert.Equal(12, said.Count);
        Assert.Equal(8, said.Count(words => mine.Says(words))); // eight a page
        foreach (var row in await bot.RowsAsync(ReviewRows.Table, ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[Read]))))
        {
            Assert.DoesNotContain(row.Columns, column => column.Key is "At" or "Round" or "WrappedKey");
            Assert.DoesNotContain(trial.People, who => who != trial.People[Read] && row.Columns.Any(column => column.Value is string text && text.Contains(who.ObjectId, StringComparison.Ordinal)));
        }

        // An improper one is reported, and hidden with a reason; the words go.
        var button = CardReading.All(mine.Json["body"]).SelectMany(one => one["actions"] as JsonArray ?? []).First(one => one!["title"]!.GetValue<string>() == "Report")!["data"]!.DeepClone().AsObject();
        await trial.People[Read].PressesAsync(bot, "review.report", button);
        var form = CardReading.Of((await bot.Chair.Opens(PostForms.About("review.moderate.form").With(new JsonObject { ["comment"] = button["comment"]!.GetValue<string>() }))).Card);
        Assert.True(form.Says("Zyzzogeton") && !form.Says("Crowd"), form.ToString());
        Assert.True(CardReading.Of((await bot.Chair.Sends(PostForms.Filled(form, []))).Card).Says("There was nothing to read in it"));
        await bot.Chair.Sends(PostForms.Filled(form, new JsonObject { ["reason"] = "Names a patient's family" }));
        Assert.True((await trial.ReadsAsync(second, Read)).Says("A comment was hidden by an organiser or chair: Names a patient's family"));
        Assert.Single(await bot.RowsAsync(ReviewRows.Table, ReviewTrial.Here, "audit."), row => row.GetString("What") == "review.commentHidden" && row.GetString("Who") == bot.Chair.ObjectId);

        // The third: still nobody twice.
        var third = await trial.MakeAndJoinAsync("Autumn", "2026-08-03", "2026-08-28");
        await bot.BecomesAsync(new DateTimeOffset(2026, 8, 3, 8, 0, 11, TimeSpan.Zero));
        JudgeMatch(await trial.RatingsAsync(third), [.. ratings, .. again]);
    }

    private static string SaidBy(int rater, int round) => $"Zyzzogeton {rater} in {round}";

    private static int Inputs(CardReading card, string type) => CardReading.All(card.Json["body"]).Count(one => one["type"]?.GetValue<string>() == type);

    private static void JudgeMatch(IReadOnlyList<(int Rater, int Subject)> ratings, IReadOnlyCollection<(int, int)> before)
    {
        Assert.Equal(6 * Count, ratings.Count);
        Assert.Empty(ratings.Intersect(before));
        Assert.DoesNotContain(ratings, one => ReviewTrial.PracticeOf(one.Rater) == ReviewTrial.PracticeOf(one.Subject));
        for (var person = 0; person < Count; person++)
            Assert.Equal((6, 6), (ratings.Count(one => one.Rater == person), ratings.Count(one => one.Subject == person)));
    }

    /// <summary>The whole file, with its log, searched as bytes: what was written stands nowhere in the clear.</summary>
    private static void JudgeStore(BotUnderTest bot, IReadOnlyList<(int Rater, int Subject)> ratings, int round)
    {
        Assert.False(ReviewTrial.StoreSays(bot, "Zyzzogeton"), $"after {ratings.Count} ratings of round {round}");
    }
}
