using System.Threading.RateLimiting;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// How fast this server calls the connector for one tenant; where several servers run, each takes its part of the pace. Teams allows 50 requests a second for each app and tenant,
/// of all kinds together, and blocks bots that go over it.
/// </summary>
public sealed class SendPace(int requestsPerSecond) : IAsyncDisposable
{
    private const int WaitingMax = 10_000;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(tenant =>
        RateLimitPartition.GetTokenBucketLimiter(tenant, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 1,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / requestsPerSecond),
            QueueLimit = WaitingMax,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    /// <summary>Waits until one more request for the tenant may be made.</summary>
    public async ValueTask WaitAsync(string tenantId, CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(tenantId, 1, cancellationToken);
        if (!lease.IsAcquired)
            throw new TimeoutException($"More than {WaitingMax} requests to Teams are waiting.");
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
