using System.Diagnostics;
using System.Text.Json.Nodes;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Two thousand people who are matched as it runs: with a year of earlier rounds in the store, by what is read and by the clock.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class TalksAtScaleTests : WholeApp
{
    private const int Count = 2_000;
    private const int Rounds = 26;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_with_a_year_of_rounds_are_matched_anew_in_two_seconds_by_two_reads_for_each()
    {
        var bot = await StartAsync();
        var people = (await bot.ListsManyAsync(ReviewTrial.Here, Count)).Select(who => new Person(AskedPeople.IdOf(who), who.Name)).ToList();
        await bot.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await bot.StandsStillAsync();
        await JoinAsync(bot, people);
        await PlayAsync(bot, people, Rounds);
        bot.Clock.Advance(TalkTrial.Monday - bot.Clock.GetUtcNow());
        var (before, rows, listed) = (bot.Store.Reads, bot.Store.ReadsOf(TalkRows.Table), 0);
        bot.Store.RowRead = _ => Interlocked.Increment(ref listed);
        var took = new List<TimeSpan> { await MatchAsync(bot) };
        bot.Store.RowRead = null;

        var talks = (await bot.TalksAsync()).Where(talk => talk.At == bot.Clock.GetUtcNow()).ToList();
        Assert.Equal((Count / 2, Count), (talks.Count, talks.SelectMany(talk => talk.People).Select(one => one.Id).Distinct().Count()));
        var met = (await bot.TalksAsync()).SelectMany(talk => talk.Pairs()).CountBy(pair => pair);
        Assert.All(met, pair => Assert.Equal(1, pair.Value)); // nobody again
        Assert.InRange(bot.Store.Reads - before, Count, (2 * Count) + 50); // of each, whether they pause; and a few lists
        Assert.InRange(bot.Store.ReadsOf(TalkRows.Table) - rows, 1, 20); // however many rounds there were
        Assert.InRange(listed, 1, (Rounds * Count / 2) + (2 * Count) + 100); // each conversation before, who takes part, and the list: once

        // Timed three times, by the median: the machine may do something else for a second.
        for (var next = 0; next < 2; next++)
        {
            bot.Clock.Advance(TimeSpan.FromDays(14));
            took.Add(await MatchAsync(bot));
        }

        Assert.Equal(3 * Count / 2, (await bot.TalksAsync()).Count(talk => talk.At >= TalkTrial.Monday));
        Assert.True(took.Order().ElementAt(1) < Promised, $"{string.Join(", ", took)} for {Count} people after {Rounds} rounds.");
    }

    private static async Task<TimeSpan> MatchAsync(BotUnderTest bot)
    {
        var watch = Stopwatch.StartNew();
        await bot.Services.GetRequiredService<MatchTalks>().DeliverAsync(TalkRows.Table, OutboxRow.New(ReviewTrial.Here, MatchTalks.Kind, "", bot.Clock.GetUtcNow()), Token);
        return watch.Elapsed;
    }

    private static async Task JoinAsync(BotUnderTest bot, List<Person> people)
    {
        var since = bot.Clock.GetUtcNow();
        foreach (var some in people.Index().Chunk(StoreLimits.ChangesMax))
            await bot.Store.Inner.CommitAsync(TalkRows.Table, ReviewTrial.Here, [.. some.Select(one => new Change.Upsert(TalkRows.OfMember(ReviewTrial.Here, new TalkMember(one.Item, since.AddSeconds(one.Index)))))], Token);
    }

    /// <summary>What earlier rounds left: who talked with whom, by the rule that matched them.</summary>
    private static async Task PlayAsync(BotUnderTest bot, List<Person> people, int rounds)
    {
        var (named, ids) = (people.ToDictionary(one => one.Id.ToString(), StringComparer.Ordinal), people.ConvertAll(one => one.Id.ToString()));
        var (random, met, organisation) = (new Random(1), new Dictionary<PeerPair, int>(), new OrganisationName(ReviewTrial.Here, "Larkford"));
        for (var round = 1; round <= rounds; round++)
        {
            var talks = TalkMatching.Match(ids, met, random.Next, ids).Select((group, n) => new Talk($"r{round}n{n}", organisation, [.. group.Select(one => named[one])], bot.Clock.GetUtcNow().AddDays(-14 * (rounds + 1 - round)))).ToList();
            foreach (var pair in talks.SelectMany(talk => talk.Pairs()))
                met[pair] = met.GetValueOrDefault(pair) + 1;
            var number = TalkRows.NumberOf(round);
            foreach (var some in talks.Chunk(StoreLimits.ChangesMax))
                await bot.Store.Inner.CommitAsync(TalkRows.Table, ReviewTrial.Here, [.. some.Select(talk => new Change.Upsert(TalkRows.OfTalk(number, "v1", talk)))], Token);
            await bot.Store.Inner.CommitAsync(TalkRows.Table, ReviewTrial.Here, [new Change.Upsert(TalkRows.OfMatch(ReviewTrial.Here, number, "v1", talks[0]))], Token);
        }

        var head = (await bot.Services.GetRequiredService<TalkShelf>().FindHeadAsync(ReviewTrial.Here, Token))!;
        await bot.Store.Inner.CommitAsync(TalkRows.Table, ReviewTrial.Here, [new Change.Replace(TalkRows.OfHead(head with { Number = rounds }))], Token);
    }
}
