using System.Text.Json.Nodes;
using LeadershipBot.Features.PeerConversations;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Features.Asks;
using LeadershipBot.Tests.Features.PeerReview;
using LeadershipBot.Tests.Features.Succession;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.PeerConversations;

/// <summary>Whoever leaves on one device while they press something on another has left.</summary>
public sealed class LeftWhilePausingTests : WholeApp
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_gone_at_the_moment_in_which_they_pause_or_end_a_pause_is_not_put_back(bool isPausing)
    {
        var bot = await StartAsync();
        await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "join" });
        var member = TalkRows.Member + AskedPeople.IdOf(bot.Tomasz);
        if (!isPausing)
            await bot.Tomasz.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" });
        bot.Store.BeforeCommit = async (table, _, changes) =>
        {
            if (table != TalkRows.Table || !changes.Any(change => change.RowKey == member))
                return;
            bot.Store.BeforeCommit = null;
            await bot.Store.Inner.CommitAsync(TalkRows.Table, ReviewTrial.Here, [new Change.Delete(member, null)], Token); // such as by the command line
        };
        var answer = isPausing ? await bot.Tomasz.SendsFormAsync("talks.pause.form", [], new JsonObject { ["weeks"] = "4" }) : await bot.Tomasz.PressesAsync(bot, "talks.home", new JsonObject { ["do"] = "back" });
        Assert.Null(bot.Store.BeforeCommit);
        Assert.Empty(await bot.RowsAsync(TalkRows.Table, ReviewTrial.Here, TalkRows.Member));
        Assert.StartsWith("You take no part in conversations", answer.Sentence ?? CardReading.Of(answer.Card).ToString(), StringComparison.Ordinal);
    }
}
