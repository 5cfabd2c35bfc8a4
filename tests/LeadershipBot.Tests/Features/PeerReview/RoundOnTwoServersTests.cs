using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>A round that two servers start and end at the same time, on one store.</summary>
public sealed class RoundOnTwoServersTests : WholeApp
{
    private const int Count = 13;

    [Fact]
    public async Task Two_servers_that_start_and_end_a_round_at_once_make_one_match_and_one_result_and_tell_everybody_once()
    {
        var store = new MemoryRecordStore();
        var first = await StartAsync(new BotOptions { Store = store, ServerName = "first" });
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first });
        var trial = await ReviewTrial.BeginAsync(first, Count);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        var key = ReviewRows.KeyOf(round);
        await Task.WhenAll(first.StandsStillAsync(), second.StandsStillAsync());
        first.Clock.Advance(round.StartsAt.AddSeconds(11) - first.Clock.GetUtcNow());
        await SlowServers.OvertakesAsync<StartRound>(first, second, change => change is Change.Replace { Record: { RowKey: ReviewRows.Head } head } && head.GetString("Match") is not null, ReviewRows.Table, OutboxRow.New(key, StartRound.Kind, "", first.Clock.GetUtcNow()));
        await first.DrainAsync();
        Assert.Single(await first.RowsAsync(ReviewRows.Table, key, "audit."), row => row.GetString("What") == "review.started");
        Assert.Equal(Count, (await first.RowsAsync(ReviewRows.Table, key, ReviewRows.Rater)).Count); // of one match
        var ratings = await trial.RatingsAsync(round);
        Assert.All(Enumerable.Range(0, Count), person => Assert.Equal(6, ratings.Count(rating => rating.Subject == person)));
        foreach (var (rater, subject) in ratings.Where(rating => rating.Subject < 2))
            Assert.True(CardReading.Of((await trial.AnswersAsync(round, rater, subject, "444", "Clear")).Card).Says("Recorded about"));

        await first.Chair.PressesAsync(first, "review.manage", new JsonObject { ["round"] = round.Id, ["do"] = "close", ["sure"] = "true" });
        first.Clock.Advance(TimeSpan.FromSeconds(11));
        var box = ReviewRows.BoxKey(ReviewTrial.Here, round.Id, ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[0])));
        await SlowServers.OvertakesAsync<EndRound>(first, second, change => change is Change.Replace { Record: { RowKey: ReviewRows.Subject } subject } && subject.PartitionKey == box && subject.GetInt32("Answered") is not null, ReviewRows.Table, OutboxRow.New(key, EndRound.Kind, "", first.Clock.GetUtcNow()));
        await first.DrainAsync();
        await second.DrainAsync();
        foreach (var person in Enumerable.Range(0, 2))
            Assert.Equal(6, (await trial.SubjectAsync(round, person))!.Result!.Answered);
        Assert.All(trial.People, who => Assert.Single(first.CardsOf(who), card => card.Heading == "Your feedback: Spring"));
    }
}
