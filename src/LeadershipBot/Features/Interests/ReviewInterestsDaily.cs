using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Interests;

/// <summary>Sees at the start that the daily review is ordered, once for all servers; where the store can't be asked, it keeps trying.</summary>
internal sealed partial class ReviewInterestsDaily(IRecordStore store, Outbox outbox, TimeProvider time, ILogger<ReviewInterestsDaily> log) : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryOrderAsync(stoppingToken))
            await Task.Delay(AgainAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryOrderAsync(CancellationToken cancellationToken)
    {
        try
        {
            var order = ReviewOrganisations.Order(time.GetUtcNow());
            if (await store.FindAsync(InterestRows.Table, order.PartitionKey, order.RowKey, cancellationToken) is null)
                await outbox.CommitAsync(InterestRows.Table, order.PartitionKey, [new Change.Insert(order)], cancellationToken);
            return true;
        }
        catch (Exception cause) when (cause is StoreUnavailableException or CommitUnconfirmedException)
        {
            Log.NotOrdered(log, cause);
            return cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The daily review of interests could not be ordered yet; trying again.")]
        public static partial void NotOrdered(ILogger log, Exception cause);
    }
}
