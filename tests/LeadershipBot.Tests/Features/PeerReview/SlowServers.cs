using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Features.PeerReview;

/// <summary>Two servers on one store that do the same at once, as where one was taken for dead in the middle of it: nothing runs by itself on either.</summary>
internal static class SlowServers
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>From now on what is due on a server is done only when a test says so.</summary>
    public static Task StandsStillAsync(this BotUnderTest bot) => bot.Services.GetRequiredService<Clockwork>().StopAsync(Token);

    /// <summary>Carries an order out until it is done, or waits for a later time.</summary>
    public static async Task DeliversAsync<TDelivery>(this BotUnderTest bot, string table, Record row)
        where TDelivery : class, IDelivery
    {
        var delivery = bot.Services.GetRequiredService<TDelivery>();
        while (await delivery.DeliverAsync(table, row, Token) is Delivered.NotBefore again && again.At <= bot.Clock.GetUtcNow())
        {
            // on to what is left
        }
    }

    /// <summary>One server is held up as it makes a commit, until the other has done the same from beginning to end.</summary>
    /// <param name="slow">The one that is held up.</param>
    /// <param name="quick">The other.</param>
    /// <param name="isThere">At which change.</param>
    /// <param name="table">The order's table.</param>
    /// <param name="row">The order.</param>
    public static async Task OvertakesAsync<TDelivery>(BotUnderTest slow, BotUnderTest quick, Func<Change, bool> isThere, string table, Record row)
        where TDelivery : class, IDelivery
    {
        var (arrived, goes) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        slow.Store.BeforeCommit = (_, _, changes) =>
        {
            if (!changes.Any(isThere))
                return Task.CompletedTask;
            arrived.TrySetResult();
            return goes.Task;
        };
        var late = slow.DeliversAsync<TDelivery>(table, row);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await quick.DeliversAsync<TDelivery>(table, row);
        goes.SetResult();
        await late;
        slow.Store.BeforeCommit = null;
    }
}
