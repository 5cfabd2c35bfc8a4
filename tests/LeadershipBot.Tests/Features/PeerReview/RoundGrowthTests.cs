using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.Interests;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Results;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>How much is read and written for a round, from its start to its end, as many take part: counted, since a clock judges the machine.</summary>
public sealed class RoundGrowthTests : WholeApp
{
    private const int Few = 250;
    private const int Passes = 20; // each delivery of 200 people costs so much, whoever they are
    private const int Many = 2000;

    /// <summary>Nothing runs as long as half of its lease.</summary>
    private static readonly TimeSpan DeliveryMax = TimeSpan.FromSeconds(20);

    private static readonly AsyncLocal<Cost?> Counting = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_start_to_end_eight_times_as_many_people_cost_eight_times_as_much_and_standing_in_for_one_costs_the_same()
    {
        var (few, many) = (await PlayAsync(Few), await PlayAsync(Many));
        foreach (var (small, large) in new[] { (few.Start, many.Start), (few.Halfway, many.Halfway), (few.End, many.End) })
        {
            Assert.InRange(large.Reads, 1, ((Many / Few) * small.Reads) + (Many / NextPass.AtATime * Passes));
            Assert.InRange(large.Commits, 1, ((Many / Few) * small.Commits) + (Many / NextPass.AtATime * Passes));
        }

        foreach (var (small, large) in new[] { (few.Withdrawn, many.Withdrawn), (few.Declined, many.Declined) })
        {
            Assert.InRange(large.Reads, 1, small.Reads + 40); // whoever it is about is asked by some more or fewer
            Assert.InRange(large.Commits, 1, small.Commits + 40);
        }

        Assert.InRange(many.Start.Reads, Many, Many * 5);
        Assert.InRange(many.Start.Commits, Many, Many * 6);
        Assert.InRange(many.Halfway.Reads, Many, Many * 2);
        Assert.InRange(many.End.Reads, Many, Many * 16);
        Assert.InRange(many.End.Commits, Many, Many * 8);
        Assert.InRange(many.Withdrawn.Reads, 1, 100);
        Assert.InRange(many.Declined.Reads, 1, 100);
        Assert.All(new[] { many.Withdrawn, many.Declined }, one => Assert.InRange(one.RegisterReads, 1, 4)); // not one for each person
    }

    private async Task<Costs> PlayAsync(int count)
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var trial = await ReviewTrial.BeginAsync(bot, count);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.Services.GetRequiredService<Clockwork>().StopAsync(Token); // what is due is delivered here, and counted
        bot.Store.BeforeRead = table => Noted(cost => cost.Read(table));
        bot.Store.BeforeCommit = (_, _, _) => Noted(cost => cost.Committed());

        bot.Clock.Advance(round.StartsAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        var start = await DeliverAsync(bot, round, StartRound.Kind);
        round = await trial.NowAsync(round);
        var ratings = await trial.RatingsAsync(round);
        Assert.All(ratings.CountBy(rating => rating.Subject), one => Assert.Equal(RaterMatching.RatersEach, one.Value));
        Assert.Equal(count * RaterMatching.RatersEach, ratings.Count);

        foreach (var about in ratings.Where(rating => rating.Subject == 0))
            await trial.AnswersAsync(round, about.Rater, 0, "444");
        int[] leavers = [.. Enumerable.Range(1, count - 1).Where(person => !ratings.Contains((person, 0))).Take(3)];
        var withdrawn = new Cost();
        foreach (var leaver in leavers)
        {
            await trial.People[leaver].Executes("review.leave", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["sure"] = "true" });
            withdrawn = await DeliverAsync(bot, round, StandIn.Kind);
        }

        var (declines, subject) = (await trial.RatingsAsync(round)).First(rating => rating.Subject != 0 && !leavers.Contains(rating.Subject));
        await trial.People[declines].Executes("review.decline", new JsonObject { ["organisation"] = ReviewTrial.Here, ["round"] = round.Id, ["subject"] = ReviewRows.NameOf(round.Id, AskedPeople.IdOf(trial.People[subject])) });
        var declined = await DeliverAsync(bot, round, StandIn.Kind);
        var after = await trial.RatingsAsync(round);
        Assert.DoesNotContain(after, rating => leavers.Contains(rating.Rater) || rating == (declines, subject) || rating == (subject, declines));
        Assert.All(after.Where(rating => !leavers.Contains(rating.Subject)).CountBy(rating => rating.Subject), one => Assert.Equal(RaterMatching.RatersEach, one.Value));

        bot.Clock.Advance(round.HalfwayAt.AddSeconds(1) - bot.Clock.GetUtcNow());
        var halfway = await DeliverAsync(bot, round, StandIn.Kind);
        bot.Clock.Advance(round.LastAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        var end = await DeliverAsync(bot, round, EndRound.Kind);
        Assert.Equal(6, (await trial.SubjectAsync(round, 0))!.Result!.Answered);
        foreach (var person in Enumerable.Range(0, count))
        {
            Assert.Equal(leavers.Contains(person), (await trial.SubjectAsync(round, person))!.Result is null);
            Assert.Equal(leavers.Contains(person) ? 0 : 1, (await bot.RowsAsync(AskRows.Table, AskedPeople.IdOf(trial.People[person]).ToString(), OutboxRow.RowKeyOf(AskBook.SendKind, AskRows.NameOf(ResultNews.AskKind, round.Id)))).Count);
        }

        return new Costs(start, withdrawn, declined, halfway, end);
    }

    /// <summary>Delivers all of a kind that is due in a round, and what follows from it in the same kind.</summary>
    private static async Task<Cost> DeliverAsync(BotUnderTest bot, ReviewRound round, string kind)
    {
        var (cost, worker) = (new Cost(), bot.Services.GetRequiredService<DeliveryWorker>());
        for (var times = 0; await DueAsync(bot, round, kind) is { } pointer; times++)
        {
            Assert.InRange(times, 0, 50);
            var clock = Stopwatch.StartNew();
            Counting.Value = cost;
            await worker.RunAsync(pointer, Token);
            Counting.Value = null;
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, DeliveryMax);
        }

        return cost;
    }

    private static async Task<PointerAt?> DueAsync(BotUnderTest bot, ReviewRound round, string kind)
        => (await bot.RowsAsync(ReviewRows.Table, ReviewRows.KeyOf(round), OutboxRow.RowKeyOf(kind, ""))).FirstOrDefault(row => OutboxRow.DueOf(row) <= bot.Clock.GetUtcNow()) is { } row
            ? new PointerAt(Pointer.To(ReviewRows.Table, row), null)
            : null;

    private static Task Noted(Action<Cost> note)
    {
        if (Counting.Value is { } cost)
            note(cost);
        return Task.CompletedTask;
    }

    private sealed record Costs(Cost Start, Cost Withdrawn, Cost Declined, Cost Halfway, Cost End);

    private sealed class Cost
    {
        private int _reads;
        private int _registerReads;
        private int _commits;

        public int Reads => _reads;

        public int RegisterReads => _registerReads;

        public int Commits => _commits;

        public void Read(string table)
        {
            Interlocked.Increment(ref _reads);
            if (table == InterestRows.Table)
                Interlocked.Increment(ref _registerReads);
        }

        public void Committed() => Interlocked.Increment(ref _commits);
    }
}
