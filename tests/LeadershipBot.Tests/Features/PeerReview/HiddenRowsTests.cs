using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Held;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Shell.Privacy;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static LeadershipBot.Tests.Features.PeerReview.ReviewSearch;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Who is asked about whom changes in the course of a round: whose row it was hides among those of others, whatever the reason.</summary>
public sealed class HiddenRowsTests : WholeApp
{
    private const int Count = 12;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_joins_at_the_last_moment_and_who_is_asked_in_anothers_place_stand_in_nothing_that_changes()
    {
        var bot = await StartAsync();
        var seen = new SeenPartitions(bot.Store.Inner);
        bot.Store.BeforeCommit = (table, partition, _) => seen.Note(table, partition);
        var trial = await ReviewTrial.BeginAsync(bot, Count + 2);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var (key, late) = (ReviewRows.KeyOf(round), AskedPeople.IdOf(trial.People[Count + 1]));
        await bot.Store.Inner.CommitAsync(ReviewRows.Table, key, [new Change.Delete(ReviewRows.Part + late, null)], Token);

        // Whoever pressed Join just before it starts comes in while that settles; only then it is worked out who is asked.
        await bot.BecomesAsync(round.StartsAt.AddSeconds(1));
        await trial.Shelf.ChangePartAsync(key, late, _ => new RoundPart(late, "Late", round.StartsAt), [], Token);
        await bot.PassAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        round = await trial.NowAsync(round);
        Assert.Equal(6, (await trial.RatingsAsync(round)).Count(rating => rating.Subject == Count + 1));
        Assert.DoesNotContain(await bot.RowsAsync(ReviewRows.Table, key, OutboxRow.RowKeyOf(StandIn.Kind, "")), row => row.RowKey.EndsWith(".fill", StringComparison.Ordinal)); // nothing has to be made up for

        // Somebody leaves: theirs are handed over, and nothing that changes says to whom.
        var before = await trial.RatingsAsync(round);
        var changed = Changed(await AllAsync(seen), await AfterAsync(seen, async () =>
        {
            await trial.People[0].Executes("review.leave", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["sure"] = "true" });
            await bot.PassAsync(TimeSpan.FromSeconds(2));
        }));
        Assert.NotEmpty((await trial.RatingsAsync(round)).Except(before));
        Assert.DoesNotContain(changed, one => one.Table == AskRows.Table);
        var named = changed.Where(one => !one.Row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)).SelectMany(one => trial.People.Where(who => (one.Row.PartitionKey + Words(one.Row)).Contains(who.ObjectId, StringComparison.Ordinal))).Distinct();
        Assert.Equal([trial.People[0]], named);
        Assert.Equal(Count + 2, changed.Count(one => one.Row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)));
        JudgeOrder(changed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_forgotten_is_taken_out_of_everybodys_row_whether_they_were_asked_about_them_or_not(bool isOver)
    {
        var bot = await StartAsync();
        var trial = await ReviewTrial.BeginAsync(bot, 20);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        round = await trial.NowAsync(round);
        if (isOver)
            await bot.BecomesAsync(round.LastAt.AddMinutes(1));
        var gone = trial.People[3];
        var asked = (await trial.RatingsAsync(round)).Where(rating => rating.Subject == 3).ToList();
        Assert.Equal(6, asked.Count);
        var before = (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round))).ToDictionary(row => row.RowKey, row => row.ETag);
        var commits = new List<IReadOnlyList<string>>();
        bot.Store.BeforeCommit = (_, partition, changes) =>
        {
            if (partition == ReviewRows.KeyOf(round))
                commits.Add([.. changes.Where(change => change is Change.Replace && change.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)).Select(change => change.RowKey)]);
            return Task.CompletedTask;
        };
        await bot.Services.GetRequiredService<IEnumerable<IPersonalData>>().OfType<ReviewHeld>().Single().ForgetAsync(new PersonAsked(AskedPeople.IdOf(gone), TimeZoneInfo.Utc, bot.Clock.GetUtcNow()) { Organisations = [new(ReviewTrial.Here, "Larkford")] }, Token);
        bot.Store.BeforeCommit = null;
        var changed = (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round))).Where(row => before.TryGetValue(row.RowKey, out var old) && old != row.ETag && row.RowKey.StartsWith(ReviewRows.Rater, StringComparison.Ordinal)).ToList();
        Assert.Equal(19, changed.Count);
        Assert.All(commits, rows => Assert.Equal(rows.Order(StringComparer.Ordinal), rows));
        Assert.DoesNotContain(await trial.RatingsAsync(round), rating => rating.Subject == 3);
    }

    [Fact]
    public async Task Where_a_conflict_is_declared_in_a_large_round_every_row_that_changes_is_hidden_among_forty_or_more()
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var trial = await ReviewTrial.BeginAsync(bot, 200);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        round = await trial.NowAsync(round);
        var before = await trial.RatingsAsync(round);
        var (declines, about) = before.First(rating => before.Contains((rating.Subject, rating.Rater))); // each is asked about the other: both are handed over
        var commits = new List<List<string>>();
        bot.Store.BeforeCommit = (_, _, changes) =>
        {
            var rows = changes.Select(change => change.RowKey).Where(key => key.StartsWith(ReviewRows.RatersOf(round.Match), StringComparison.Ordinal)).ToList();
            if (rows.Count > 0)
                commits.Add(rows);
            return Task.CompletedTask;
        };
        await PressesAsync(trial, round, declines, "review.decline", new JsonObject { ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[about])) });
        await bot.PassAsync(TimeSpan.FromSeconds(2));
        bot.Store.BeforeCommit = null;
        var after = await trial.RatingsAsync(round);
        Assert.DoesNotContain((declines, about), after);
        Assert.DoesNotContain((about, declines), after);
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(4, commits.Count); // the conflict, one who isn't asked any more, and two who are instead
        Assert.All(commits, rows => Assert.InRange(rows.Count, 40, 80));
        Assert.All(commits, rows => Assert.Equal(rows.Order(StringComparer.Ordinal), rows));
    }

    [Fact]
    public async Task In_a_large_round_a_change_is_hidden_among_forty_or_more_and_two_changes_have_no_fewer_in_common()
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var trial = await ReviewTrial.BeginAsync(bot, 200);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.BecomesAsync(round.StartsAt.AddSeconds(11));
        round = await trial.NowAsync(round);
        foreach (var person in new[] { 0, 77, 199 })
        {
            var sets = new List<HashSet<string>>();
            foreach (var steps in new[] { "111", "222" })
            {
                var before = (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round))).ToDictionary(row => row.RowKey, row => row.ETag);
                await PressesAsync(trial, round, person, "review.self", ScalesOf(steps));
                sets.Add([.. (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round))).Where(row => before[row.RowKey] != row.ETag).Select(row => row.RowKey)]);
            }

            Assert.Contains(ReviewRows.RatersOf(round.Match) + AskedPeople.IdOf(trial.People[person]), sets[0]);
            Assert.InRange(sets[0].Count, 40, 80);
            Assert.Equal(sets[0].Order(), sets[1].Order());
        }
    }
}
