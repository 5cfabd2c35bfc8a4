using System.Collections.Concurrent;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// How fast this server calls the connector for one tenant; where several servers run, each takes its part of the pace.
/// Teams allows 50 requests a second for each app and tenant, of all kinds together, and blocks bots that go over it.
/// </summary>
/// <param name="requestsPerSecond">In one tenant; evenly spread, without bursts.</param>
/// <param name="time">Real time, whatever the clock says by which people live: it is Teams that counts.</param>
public sealed class SendPace(int requestsPerSecond, TimeProvider time)
{
    /// <summary>How many requests of one tenant may wait; the next one is refused.</summary>
    public const int WaitingMax = 10_000;

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1.0 / requestsPerSecond);
    private readonly ConcurrentDictionary<string, Queue> _tenants = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until one more request for the tenant may be made. One that is cancelled leaves its place to the next.</summary>
    /// <exception cref="TimeoutException">Too many are waiting already.</exception>
    public async ValueTask WaitAsync(string tenantId, CancellationToken cancellationToken)
    {
        var queue = _tenants.GetOrAdd(tenantId, _ => new Queue());
        try
        {
            if (Interlocked.Increment(ref queue.Waiting) > WaitingMax)
                throw new TimeoutException($"More than {WaitingMax} requests to Teams are waiting.");
            await queue.Head.WaitAsync(cancellationToken);
            try
            {
                await PassAsync(queue, cancellationToken);
            }
            finally
            {
                queue.Head.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref queue.Waiting);
        }
    }

    private async Task PassAsync(Queue queue, CancellationToken cancellationToken)
    {
        var early = queue.NextIn(_interval, time);
        if (early > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)), time, cancellationToken);

        // A timer is late by a moment: the next request makes up for it, but never for more than one interval.
        var late = -queue.NextIn(_interval, time);
        queue.Debt = queue.PassedAt is null || late > _interval ? TimeSpan.Zero : late;
        queue.PassedAt = time.GetTimestamp();
    }

    /// <summary>The requests of one tenant. Only its head looks at the time.</summary>
    private sealed class Queue
    {
        public int Waiting;

        public SemaphoreSlim Head { get; } = new(1);

        public long? PassedAt { get; set; }

        /// <summary>How late the last request was.</summary>
        public TimeSpan Debt { get; set; }

        /// <summary>How long it is until the next request may pass; negative if it might have passed already.</summary>
        public TimeSpan NextIn(TimeSpan interval, TimeProvider time)
            => PassedAt is { } passed ? interval - Debt - time.GetElapsedTime(passed) : TimeSpan.Zero;
    }
}
