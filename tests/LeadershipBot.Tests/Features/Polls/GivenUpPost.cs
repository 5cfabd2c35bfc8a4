using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Features.Polls;

/// <summary>A poll whose card Teams never took: as after three days of tries, of which only the last is made.</summary>
internal static class GivenUpPost
{
    /// <summary>Asks it, and answers its key. No poll may be newer.</summary>
    public static async Task<string> AskAsync(BotUnderTest bot)
    {
        bot.Teams.Faults.Next(999, new Fault(FaultKind.Answer, 401), r => r.Operation == ConnectorOperation.Send);
        await bot.Chair.Types("poll \"Extend again?\" Yes, No", bot.Channel);

        var key = (await bot.PollKeysAsync()).First();
        var row = Assert.Single(await bot.RowsAsync("Polls", key, OutboxRow.Prefix));
        row["Attempts"] = DeliveryWorker.AttemptsMax - 1;
        Assert.IsType<CommitResult.Committed>(await bot.Store.Inner.CommitAsync("Polls", key, [new Change.Replace(row)], TestContext.Current.CancellationToken));
        await bot.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20));
        Assert.NotNull(Assert.Single(await bot.RowsAsync("Polls", key, OutboxRow.Prefix)).GetString("GaveUpBecause"));
        bot.Teams.Faults.Clear();
        return key;
    }
}
