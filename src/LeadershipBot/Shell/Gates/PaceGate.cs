using System.Threading.RateLimiting;
using LeadershipBot.Domain;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// One member can't use up the bot: a burst is served, a storm is told to wait. Counted on each server for itself, as
/// its aim is to protect the server.
/// </summary>
/// <param name="burst">How many turns of one member are served at once.</param>
/// <param name="perSecond">How many more each second, by the machine's own clock: it is the server's time that is shared out.</param>
public sealed class PaceGate(int burst, int perSecond) : IAsyncDisposable
{
    public const int Burst = 30;
    public const int PerSecond = 10;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(member =>
        RateLimitPartition.GetTokenBucketLimiter(member, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
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
