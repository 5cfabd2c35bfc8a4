using System.Collections.Concurrent;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// How fast the connector is called for one tenant, by all servers together. Teams allows 50 requests a second for each
/// app and tenant, of all kinds together, and blocks bots that go over it. What a person waits for goes first.
/// </summary>
public sealed class SendPace
{
    /// <summary>How many requests of one tenant may wait on this server; the next one is refused.</summary>
    public const int WaitingMax = 10_000;

    /// <summary>A moment that went by so long ago isn't made up for: a process that slept does not come back with a burst.</summary>
    private static readonly TimeSpan MadeUpFor = TimeSpan.FromMilliseconds(250);

    private readonly PaceLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Queue> _tenants = new(StringComparer.Ordinal);

    /// <param name="requestsPerSecond">In one tenant, over all servers that share the store; evenly spread, without bursts.</param>
    /// <param name="store">Shared with the other servers.</param>
    /// <param name="time">Real time, whatever the clock says by which people live: it is Teams that counts.</param>
    public SendPace(int requestsPerSecond, IRecordStore store, TimeProvider time)
        => (_ledger, _time, RequestsPerSecond) = (new PaceLedger(requestsPerSecond, store, time), time, requestsPerSecond);

    /// <summary>In one tenant, over all servers.</summary>
    public int RequestsPerSecond { get; }

    /// <summary>Waits until one more request for the tenant may be made. One that is cancelled leaves its place to the next.</summary>
    /// <param name="tenantId">Whose limit it counts against, in any letter case; empty where it isn't known.</param>
    /// <param name="canWait">Whether nobody waits for it, as in a broadcast: then it lets all others go first.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <exception cref="TimeoutException">Too many are waiting already.</exception>
    public async Task WaitAsync(string tenantId, bool canWait, CancellationToken cancellationToken)
    {
        var tenant = KeyOf(tenantId);
        var queue = _tenants.GetOrAdd(tenant, _ => new Queue());
        var request = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!queue.TryAdd(request, canWait, out var mustBegin))
            throw new TimeoutException($"More than {WaitingMax} requests to Teams are waiting.");
        if (mustBegin)
            _ = Task.Run(() => LetPassAsync(tenant, queue), CancellationToken.None); // each request has its own task to await
        await using var registration = cancellationToken.Register(() => request.TrySetCanceled(cancellationToken));
        await request.Task;
    }

    /// <summary>Teams said that it wants to be left alone for a while: no server calls it for this tenant until then.</summary>
    /// <exception cref="StoreUnavailableException">The other servers could not be told; each hears it from Teams itself.</exception>
    /// <exception cref="CommitUnconfirmedException">As above, perhaps.</exception>
    /// <exception cref="OperationCanceledException">As above: the store took too long.</exception>
    public Task PauseAsync(string tenantId, TimeSpan forTime)
    {
        var tenant = KeyOf(tenantId);
        _tenants.GetOrAdd(tenant, _ => new Queue()).Pause(_time.GetUtcNow() + forTime);
        return _ledger.PauseAsync(tenant, forTime);
    }

    // The key of a row: what came from outside may hold anything.
    private static string KeyOf(string tenantId) => tenantId.Length is > 0 and <= 64 && tenantId.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tenantId.ToLowerInvariant() : "unknown";

    /// <summary>Lets the requests of a tenant pass one by one until none waits.</summary>
    private async Task LetPassAsync(string tenant, Queue queue)
    {
        var slots = default(PaceSlots);
        while (queue.CountWaiting() is > 0 and var waiting)
        {
            if (slots.Count == 0)
                slots = await _ledger.ReserveAsync(tenant, waiting, queue.IsAnyUrgent);
            if (slots.From < queue.PausedUntil)
            {
                slots = default;
                await WaitAsync(queue.PausedUntil - _time.GetUtcNow());
                continue;
            }

            var early = slots.From - _time.GetUtcNow();
            if (early > TimeSpan.Zero)
                await WaitAsync(early);
            else if (early < -MadeUpFor)
                slots = slots.Rest;
            else if (queue.LetOnePass())
                slots = slots.Rest;
        }
    }

    private async Task WaitAsync(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), _time);
    }

    /// <summary>The requests of one tenant that wait on this server.</summary>
    private sealed class Queue
    {
        private readonly Lock _door = new();
        private readonly Queue<TaskCompletionSource> _urgent = new();
        private readonly Queue<TaskCompletionSource> _others = new();
        private bool _isPassing;
        private DateTimeOffset _pausedUntil;

        /// <summary>Until when nothing passes; in the past where it does.</summary>
        public DateTimeOffset PausedUntil
        {
            get
            {
                lock (_door)
                    return _pausedUntil;
            }
        }

        public void Pause(DateTimeOffset until)
        {
            lock (_door)
                _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }

        /// <returns>False where too many wait already.</returns>
        public bool TryAdd(TaskCompletionSource request, bool canWait, out bool mustBegin)
        {
            lock (_door)
            {
                mustBegin = false;
                if (_urgent.Count + _others.Count >= WaitingMax)
                    DropCancelled();
                if (_urgent.Count + _others.Count >= WaitingMax)
                    return false;
                (canWait ? _others : _urgent).Enqueue(request);
                (mustBegin, _isPassing) = (!_isPassing, true);
                return true;
            }
        }

        /// <summary>How many wait. At none, whoever comes next must begin anew.</summary>
        public int CountWaiting()
        {
            lock (_door)
            {
                DropCancelledFirst(_urgent);
                DropCancelledFirst(_others);
                var count = _urgent.Count + _others.Count;
                _isPassing = count > 0;
                return count;
            }
        }

        public bool IsAnyUrgent()
        {
            lock (_door)
            {
                DropCancelledFirst(_urgent);
                return _urgent.Count > 0;
            }
        }

        public bool LetOnePass()
        {
            lock (_door)
                return TryPass(_urgent) || TryPass(_others);
        }

        private static bool TryPass(Queue<TaskCompletionSource> requests)
        {
            while (requests.TryDequeue(out var request))
            {
                if (request.TrySetResult())
                    return true;
            }

            return false;
        }

        private static void DropCancelledFirst(Queue<TaskCompletionSource> requests)
        {
            while (requests.TryPeek(out var first) && first.Task.IsCompleted)
                requests.Dequeue();
        }

        private void DropCancelled()
        {
            foreach (var requests in new[] { _urgent, _others })
            {
                for (var left = requests.Count; left > 0; left--)
                {
                    if (requests.Dequeue() is { Task.IsCompleted: false } waiting)
                        requests.Enqueue(waiting);
                }
            }
        }
    }
}
