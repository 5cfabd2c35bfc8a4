using System.Threading.RateLimiting;
using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// One member can't use up the bot: a burst is served, a storm is told to wait. Counted on each server for itself, as
/// its aim is to protect the server.
/// </summary>
public sealed class PaceGate : IAsyncDisposable
{
    public const int Burst = 30;
    public const int PerSecond = 10;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(member =>
        RateLimitPartition.GetTokenBucketLimiter(member, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    public Refusal? Check(string objectId)
    {
        using var lease = _limiter.AttemptAcquire(objectId);
        return lease.IsAcquired ? null : new Refusal("shell.refused.pace");
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
