using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Knows when what is due. What this server committed it knows from memory, to the moment; what other servers or an
/// earlier life of this one left behind it finds by sweeping the pointers at intervals.
/// </summary>
public sealed partial class Clockwork(IRecordStore store, DeliveryWorker worker, TimeProvider time, ILogger<Clockwork> log) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AtOnceMax = TimeSpan.FromDays(1);

    private readonly Lock door = new();
    private readonly PriorityQueue<PointerAt, DateTimeOffset> expected = new();
    private readonly SemaphoreSlim wake = new(0);
    private DateTimeOffset nextSweep;

    /// <summary>Takes note of an outbox row that this server has just committed.</summary>
    public void Expect(PointerAt pointer) => ExpectAt(pointer, pointer.Pointer.DueAt);

    /// <summary>
    /// Carries out all that is due at this moment, here or left behind, and what becomes due by that, and returns when
    /// nothing is left. Safe to call while the clockwork runs by itself.
    /// </summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        while (TakeDue() is { Count: > 0 } due)
            await RunAsync(due, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(static state => ((SemaphoreSlim)state!).Release(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetUtcNow() >= nextSweep)
                {
                    nextSweep = time.GetUtcNow() + SweepEvery;
                    await SweepAsync(stoppingToken);
                }

                await RunAsync(TakeDue(), stoppingToken);
            }
            catch (StoreUnavailableException cause)
            {
                Log.SweepFailed(log, cause);
            }

            timer.Change(UntilNext(), Timeout.InfiniteTimeSpan);
            await wake.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var bucket = 0; bucket < Pointer.Buckets; bucket++)
        {
            await foreach (var row in store.ListAsync(Pointer.DueTable, Pointer.BucketKey(bucket), Pointer.DueUntil(now), cancellationToken))
                ExpectAt(new PointerAt(Pointer.From(row), row.ETag), now);
        }
    }

    private async Task RunAsync(List<PointerAt> due, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, options, async (pointer, stop) =>
        {
            if (await worker.RunAsync(pointer, stop) is { } again)
                ExpectAt(again.Pointer, again.At);
        });
    }

    private void ExpectAt(PointerAt pointer, DateTimeOffset at)
    {
        lock (door)
            expected.Enqueue(pointer, at);
        wake.Release();
    }

    private List<PointerAt> TakeDue()
    {
        var now = time.GetUtcNow();
        var due = new Dictionary<(string, string, string), PointerAt>();
        lock (door)
        {
            while (expected.TryPeek(out var pointer, out var at) && at <= now)
            {
                expected.Dequeue();
                due[(pointer.Pointer.Table, pointer.Pointer.PartitionKey, pointer.Pointer.RowKey)] = pointer;
            }
        }

        return [.. due.Values];
    }

    private TimeSpan UntilNext()
    {
        var next = nextSweep;
        lock (door)
        {
            if (expected.TryPeek(out _, out var at) && at < next)
                next = at;
        }

        var wait = next - time.GetUtcNow();
        return wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait < AtOnceMax ? wait : AtOnceMax;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store could not be asked for what is due; asking again at the next sweep.")]
        public static partial void SweepFailed(ILogger log, Exception cause);
    }
}
