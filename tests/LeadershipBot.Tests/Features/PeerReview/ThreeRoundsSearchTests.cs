using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static LeadershipBot.Tests.Features.PeerReview.ReviewSearch;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>
/// Three rounds among 41 people, each answered, with history checked; and the raw store, all rows of all tables and the file's bytes,
/// searched after each round and at moments within for who said what: ids, names, their hashes, times and order.
/// </summary>
public sealed class ThreeRoundsSearchTests : WholeApp
{
    private const int Count = 41;

    /// <summary>About so many of them all six answer in each round; about the others three in the first.</summary>
    private const int Subjects = 14;

    /// <summary>Around the presses of every so-many-th person the store is compared.</summary>
    private const int LooksAtEach = 8;

    private static readonly (string Title, string Starts, string Closes)[] Rounds = [("Spring", "2026-03-09", "2026-03-30"), ("Summer", "2026-05-11", "2026-05-29"), ("Autumn", "2026-08-03", "2026-08-28")];

    private readonly Dictionary<int, HashSet<int>> _firstThree = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_three_rounds_among_41_people_the_raw_store_tells_nobody_who_said_what()
    {
        var bot = await StartAsync();
        var seen = new SeenPartitions(bot.Store.Inner);
        bot.Store.BeforeCommit = (table, partition, _) => seen.Note(table, partition);
        var trial = await ReviewTrial.BeginAsync(bot, Count);
        var (met, patterns, written) = (new HashSet<(int, int)>(), new HashSet<string>(), new Dictionary<int, List<string>>());
        foreach (var (title, starts, closes) in Rounds)
        {
            var round = await trial.MakeAsync(title, starts, closes);
            await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
            round = await trial.NowAsync(round);
            var ratings = await trial.RatingsAsync(round);
            Assert.All(Enumerable.Range(0, Count), person => Assert.Equal((6, 6), (ratings.Count(one => one.Rater == person), ratings.Count(one => one.Subject == person))));
            Assert.DoesNotContain(ratings, one => ReviewTrial.PracticeOf(one.Rater) == ReviewTrial.PracticeOf(one.Subject));
            Assert.All(ratings, one => Assert.True(met.Add(one), $"{one} met before")); // history: nobody twice about the same colleague

            foreach (var mine in ratings.GroupBy(one => one.Rater).OrderBy(one => one.Key))
            {
                var before = mine.Key % LooksAtEach == 0 ? await AllAsync(seen) : null;
                await AnswersAllAsync(trial, round, [.. mine], patterns, written);
                if (before is not null)
                    await JudgePersonAsync(seen, trial, round, mine.Key, before, await AllAsync(seen));
            }

            await JudgeAsync(bot, seen, trial, round, patterns, written, isOver: false);
            await bot.Chair.PressesAsync(bot, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
            await bot.PassAsync(TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(11));
            round = await trial.NowAsync(round);
            await JudgeAsync(bot, seen, trial, round, patterns, written, isOver: true);
            Assert.All(Enumerable.Range(0, Subjects), subject => Assert.Equal(6, written[subject].Count(words => words.EndsWith(title, StringComparison.Ordinal))));
            for (var person = 0; person < Count; person++)
                Assert.Equal(person < Subjects ? 6 : title == Rounds[0].Title ? 3 : 0, (await trial.SubjectAsync(round, person))!.Result!.Answered);
        }

        foreach (var subject in Enumerable.Range(0, Subjects))
            await JudgePublishedAsync(bot, trial, subject, written[subject]);
    }

    /// <summary>Answers all of one person's prompts that are to be answered, and says at once what they think of themselves.</summary>
    private async Task AnswersAllAsync(ReviewTrial trial, ReviewRound round, IReadOnlyList<(int Rater, int Subject)> mine, HashSet<string> patterns, Dictionary<int, List<string>> written)
    {
        foreach (var (rater, subject) in mine.Where(one => one.Subject < Subjects || (round.Title == Rounds[0].Title && Among(one.Rater, one.Subject))))
        {
            var (steps, words) = ($"{1 + (rater % 4)}-{1 + (subject % 4)}", subject < Subjects ? $"{Said} {rater} of {subject} in {round.Title}" : "");
            Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, steps, words)).Card).Says("Recorded about"));
            patterns.Add(steps);
            if (words.Length > 0)
                (written.TryGetValue(subject, out var list) ? list : written[subject] = []).Add(words);
        }

        await trial.People[mine[0].Rater].Executes("review.self", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["q1"] = "1", ["q2"] = "2", ["q3"] = "-" });

        bool Among(int rater, int subject) => _firstThree.TryGetValue(subject, out var three) ? three.Contains(rater) || (three.Count < 3 && three.Add(rater)) : (_firstThree[subject] = [rater]).Count > 0;
    }

    /// <summary>What changed with all the presses of one person names them no more than everybody else.</summary>
    private static async Task JudgePersonAsync(SeenPartitions seen, ReviewTrial trial, ReviewRound round, int person, Dictionary<string, (string Table, LeadershipBot.Storage.Record Row)> before, Dictionary<string, (string Table, LeadershipBot.Storage.Record Row)> after)
    {
        var changed = Changed(before, after);
        var named = changed.Where(one => (one.Row.PartitionKey + Words(one.Row)).Contains(trial.People[person].ObjectId, StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.Equal([ReviewRows.RatersOf(round.Match) + AskedPeople.IdOf(trial.People[person])], named.Select(one => one.Row.RowKey));
        Assert.Equal(Count, changed.Count(one => one.Row.RowKey.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal))); // everybody's, in one commit
        Assert.DoesNotContain(changed, one => one.Table == AskRows.Table);
        Assert.DoesNotContain(changed.SelectMany(one => one.Row.Columns), column => column.Value is DateTimeOffset);
        await JudgeWhoWasAskedAsync(seen, trial, round);
    }

    /// <summary>The whole store at one moment.</summary>
    private static async Task JudgeAsync(BotUnderTest bot, SeenPartitions seen, ReviewTrial trial, ReviewRound round, HashSet<string> patterns, Dictionary<int, List<string>> written, bool isOver)
    {
        await JudgeWhoWasAskedAsync(seen, trial, round);
        var rows = await seen.AllRowsAsync(Token);
        var boxes = rows.Where(one => one.Table == ReviewRows.Table && one.Row.PartitionKey.StartsWith(ReviewRows.KeyOf(round) + ".", StringComparison.Ordinal)).Select(one => one.Row).ToList();
        Assert.Equal(Count, boxes.Select(row => row.PartitionKey).Distinct().Count());
        Assert.DoesNotContain(boxes.SelectMany(row => row.Columns), column => column.Value is DateTimeOffset); // no time but when the round is
        Assert.DoesNotContain(boxes.SelectMany(row => row.Columns), column => column.Value is string text && patterns.Contains(text));
        if (isOver)
            Assert.All(boxes, row => Assert.True(row.RowKey is ReviewRows.Subject or "head.anonymous", row.RowKey)); // neither roll nor answers

        // Comments stand in the clear only where ten people had written one, and then alone.
        foreach (var (_, row) in rows.Where(one => Words(one.Row).Contains(Said, StringComparison.Ordinal)))
        {
            Assert.StartsWith(ReviewRows.Comment, row.RowKey, StringComparison.Ordinal);
            Assert.Equal(["Person", "Words"], row.Columns.Select(column => column.Key).Order());
        }

        Assert.Equal(isOver && round.Title != Rounds[0].Title || round.Title == Rounds[2].Title, ReviewTrial.StoreSays(bot, Said)); // before, not even in the bytes of the file
        Assert.NotEmpty(written);
    }

    /// <summary>Read by their subject, and by whoever has the store: no writer, no round, no date, not in the order in which they were written.</summary>
    private static async Task JudgePublishedAsync(BotUnderTest bot, ReviewTrial trial, int subject, List<string> written)
    {
        var key = ReviewRows.WordsKey(ReviewTrial.Here, AskedPeople.IdOf(trial.People[subject]));
        var rows = await bot.RowsAsync(ReviewRows.Table, key, ReviewRows.Comment);
        Assert.InRange(rows.Count, 12, 18);
        Assert.NotEqual(written.Where(words => rows.Exists(row => row.GetString("Words") == words)), rows.Select(row => row.GetString("Words")));
        var ids = rows.Select(row => row.RowKey[ReviewRows.Comment.Length..]).ToHashSet();
        Assert.Superset(ids, (await bot.RowsAsync(ReviewRows.Table, key, ReviewRows.Batch)).SelectMany(ReviewRows.CommentsIn).ToHashSet());

        var held = bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single();
        var told = Assert.Single(await held.DescribeAsync(new PersonAsked(AskedPeople.IdOf(trial.People[subject]), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token)).Json;
        var comments = CardReading.All(told).Where(one => one.ToJsonString().Contains(Said, StringComparison.Ordinal) && one.ContainsKey("Words")).ToList();
        Assert.Equal(rows.Count, comments.Count);
        Assert.All(comments, one => Assert.False(Regex.IsMatch(one.ToJsonString(), @"20\d\d-|Month|Round|At\b", RegexOptions.None, TimeSpan.FromSeconds(1)), one.ToJsonString()));
        Assert.DoesNotContain(trial.People, who => who != trial.People[subject] && told.ToJsonString().Contains(who.ObjectId, StringComparison.Ordinal));
    }
}
