using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>People whom two servers match at the same time, on one store.</summary>
public sealed class TalksOnTwoServersTests : WholeApp
{
    [Fact]
    public async Task Two_servers_that_match_people_at_once_make_one_match_and_everybody_gets_one_card()
    {
        var store = new MemoryRecordStore();
        var first = await StartAsync(new BotOptions { Store = store, ServerName = "first" });
        var second = await StartAsync(new BotOptions { Store = store, ServerName = "second", SharesTeamsWith = first });
        var people = await first.ListsManyAsync(ReviewTrial.Here, 9);
        foreach (var who in people)
            await who.PressesAsync(first, "talks.home", new JsonObject { ["do"] = "join" });
        await first.Organiser.SendsFormAsync("talks.often", [], new JsonObject { ["weeks"] = "2" });
        await Task.WhenAll(first.StandsStillAsync(), second.StandsStillAsync());
        first.Clock.Advance(TalkTrial.Monday - first.Clock.GetUtcNow());
        await SlowServers.OvertakesAsync<MatchTalks>(first, second, change => change is Change.Insert && change.RowKey.StartsWith(TalkRows.Match, StringComparison.Ordinal), TalkRows.Table, OutboxRow.New(ReviewTrial.Here, MatchTalks.Kind, "", first.Clock.GetUtcNow()));
        await Task.WhenAll(first.DrainAsync(), second.DrainAsync());
        Assert.Single(await first.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Match));
        var talks = await first.TalksAsync();
        Assert.Equal([2, 2, 2, 3], talks.Select(talk => talk.People.Count).Order());
        Assert.Equal(4, (await first.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Talk)).Count); // nothing is left of the other match
        Assert.Equal(9, (await first.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Mine)).Count);
        Assert.All(people, who => Assert.Single(first.CardsOf(who), card => card.Heading.StartsWith("Talk with ", StringComparison.Ordinal)));
    }
}
