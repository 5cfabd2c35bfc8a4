using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Features.PeerReview;
using LeadershipBot.Features.PeerReview.Rounds;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>What the rounds of earlier years cost when the next one starts: counted, since a clock judges the machine.</summary>
public sealed class EarlierRoundsTests : WholeApp
{
    private const int People = 40;
    private const int Rounds = 5;

    /// <summary>The round, its key, and the list of who was asked about whom.</summary>
    private const int ReadsEach = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_each_earlier_round_three_things_are_read_once_and_nobody_is_asked_again_about_whom_they_were()
    {
        var (none, _) = await StartAsync(0);
        var (all, ratings) = await StartAsync(Rounds);
        Assert.InRange(all - none, Rounds, Rounds * ReadsEach);
        Assert.Equal(People * RaterMatching.RatersEach, ratings.Count);
        Assert.All(ratings, one => Assert.True((one.Subject - one.Rater + People) % People > Rounds * RaterMatching.RatersEach, one.ToString()));
    }

    /// <summary>Starts a round after so many others.</summary>
    /// <returns>How much was read for it, and who is asked about whom.</returns>
    private async Task<(int Reads, IReadOnlyList<(int Rater, int Subject)> Ratings)> StartAsync(int rounds)
    {
        var bot = await StartAsync(new BotOptions { Store = new MemoryRecordStore() });
        var trial = await ReviewTrial.BeginAsync(bot, People);
        var round = await trial.MakeAsync("Spring", "2026-03-09", "2026-03-30");
        await bot.Services.GetRequiredService<Clockwork>().StopAsync(Token); // what is due is delivered here
        for (var number = 0; number < rounds; number++)
            await KeepAsync(bot, trial, round, number);
        bot.Clock.Advance(round.StartsAt.AddSeconds(11) - bot.Clock.GetUtcNow());
        var before = bot.Store.ReadsOf(ReviewRows.Table);
        while ((await bot.Store.Inner.FindAsync(ReviewRows.Table, ReviewRows.KeyOf(round), OutboxRow.RowKeyOf(StartRound.Kind, ""), Token)) is { } row)
            await bot.Services.GetRequiredService<DeliveryWorker>().RunAsync(new PointerAt(Pointer.To(ReviewRows.Table, row), null), Token);
        var read = bot.Store.ReadsOf(ReviewRows.Table) - before;
        return (read, await trial.RatingsAsync(await trial.NowAsync(round)));
    }

    /// <summary>An earlier round, in which everybody was asked about the six who come after them, counted on from round to round.</summary>
    private static async Task KeepAsync(BotUnderTest bot, ReviewTrial trial, ReviewRound round, int number)
    {
        var at = round.StartsAt.AddDays(-90 * (number + 1));
        var before = round with { Id = $"earlier{number:D2}", StartsAt = at, ClosesAt = at.AddDays(21), Match = "m" };
        var (key, page, staging) = (ReviewRows.KeyOf(before), await trial.Raters.OpenAsync(before, Token), bot.Services.GetRequiredService<Staging>());
        var people = trial.People.Select(AskedPeople.IdOf).ToList();
        await staging.WriteAsync(ReviewRows.Table, key,
        [
            ReviewRows.OfRound(before, null),
            .. people.Select(person => ReviewRows.OfPart(key, new RoundPart(person, "", at))),
            .. people.Select((person, n) => page.Of(before.Match, new AskedRater(person, [.. Enumerable.Range(1 + (6 * number), 6).Select(step => ReviewRows.NameOf(before.Id, people[(n + step) % People]))], null))),
        ], Token);
        await staging.WriteAsync(ReviewRows.Table, ReviewTrial.Here, [new Record(ReviewTrial.Here, ReviewRows.Listed + before.Id) { ["Round"] = before.Id, ["LastAt"] = before.LastAt }], Token);
    }
}
