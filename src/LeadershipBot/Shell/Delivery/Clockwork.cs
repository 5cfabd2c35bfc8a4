using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// Knows when what is due. What this server committed it knows from memory, to the moment; what other servers or an
/// earlier life of this one left behind it finds by sweeping the pointers at intervals.
/// </summary>
public sealed partial class Clockwork(IRecordStore store, DeliveryWorker worker, TimeProvider time, ILogger<Clockwork> log) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(15);
    private const int AtOnceMax = 16;

    /// <summary>Of these places so many at the most are taken by what works in bulk.</summary>
    private const int BulkAtOnceMax = 4;

    private readonly Lock _door = new();
    private readonly PriorityQueue<PointerAt, DateTimeOffset> _expected = new();
    private readonly Dictionary<string, Running> _running = [];
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _places = new(AtOnceMax);
    private readonly SemaphoreSlim _bulkPlaces = new(BulkAtOnceMax);
    private long? _sweptAt;

    /// <summary>Takes note of an outbox row that this server has just committed.</summary>
    public void Expect(PointerAt pointer) => ExpectAt(pointer, pointer.Pointer.DueAt);

    /// <summary>
    /// Carries out all that is due at this moment, here or left behind, and what becomes due by that, and returns when
    /// nothing is left. Safe to call while the clockwork runs by itself.
    /// </summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        do
        {
            StartDue(cancellationToken);
            await Task.WhenAll(RunningNow());
        }
        while (IsAnythingDue());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(static state => ((SemaphoreSlim)state!).Release(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (!stoppingToken.IsCancellationRequested)
        {
            await SweepIfTimeAsync(stoppingToken);
            StartDue(stoppingToken);
            timer.Change(UntilNext(), Timeout.InfiniteTimeSpan);
            await _wake.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (_wake.Wait(0, CancellationToken.None))
            {
                // one look serves all that woke us
            }
        }

        await Task.WhenAll(RunningNow());
    }

    private async Task SweepIfTimeAsync(CancellationToken cancellationToken)
    {
        if (_sweptAt is { } swept && time.GetElapsedTime(swept) < SweepEvery)
            return;
        _sweptAt = time.GetTimestamp(); // no clock on the wall: that one may be set back
        try
        {
            await SweepAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the app stops; what is due is found at the next start
        }
#pragma warning disable CA1031 // the edge of the work that nobody waits for: the next sweep may have more luck
        catch (Exception cause)
#pragma warning restore CA1031
        {
            Log.SweepFailed(log, cause);
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

    /// <summary>Starts what is due, each by itself: one that hangs holds nobody up.</summary>
    private void StartDue(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (_door)
        {
            while (_expected.TryPeek(out var pointer, out var at) && at <= now)
            {
                _expected.Dequeue();
                if (_running.TryGetValue(pointer.Key, out var running))
                    running.Next = pointer; // looked at again when the try that is under way has ended
                else
                    _running[pointer.Key] = new Running(Task.Run(() => RunAsync(pointer, cancellationToken), CancellationToken.None));
            }
        }
    }

    private async Task RunAsync(PointerAt pointer, CancellationToken cancellationToken)
    {
        DeliveryWorker.Again? again = null;
        var bulkPlaces = worker.IsBulk(pointer) ? _bulkPlaces : null;
        await (bulkPlaces?.WaitAsync(CancellationToken.None) ?? Task.CompletedTask);
        await _places.WaitAsync(CancellationToken.None);
        try
        {
            again = await worker.RunAsync(pointer, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the app stops; the lease runs out, and the row is done after the next start or by another server
        }
        finally
        {
            _places.Release();
            bulkPlaces?.Release();
            Finish(pointer, again);
        }
    }

    private void Finish(PointerAt pointer, DeliveryWorker.Again? again)
    {
        lock (_door)
        {
            _running.Remove(pointer.Key, out var running);
            if (running?.Next is { } next)
                _expected.Enqueue(next.Pointer == again?.Pointer.Pointer ? again.Pointer : next, time.GetUtcNow()); // the same pointer, as it was written last
            if (again is not null)
                _expected.Enqueue(again.Pointer, again.At);
        }

        _wake.Release();
    }

    private void ExpectAt(PointerAt pointer, DateTimeOffset at)
    {
        lock (_door)
            _expected.Enqueue(pointer, at);
        _wake.Release();
    }

    private List<Task> RunningNow()
    {
        lock (_door)
            return [.. _running.Values.Select(r => r.Work)];
    }

    private bool IsAnythingDue()
    {
        lock (_door)
            return _running.Count > 0 || (_expected.TryPeek(out _, out var at) && at <= time.GetUtcNow());
    }

    private TimeSpan UntilNext()
    {
        var wait = _sweptAt is { } swept ? SweepEvery - time.GetElapsedTime(swept) : TimeSpan.Zero;
        lock (_door)
        {
            if (_expected.TryPeek(out _, out var at) && at - time.GetUtcNow() < wait)
                wait = at - time.GetUtcNow();
        }

        return wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait;
    }

    private sealed class Running(Task work)
    {
        public Task Work => work;

        public PointerAt? Next { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store could not be asked for what is due; asking again at the next sweep.")]
        public static partial void SweepFailed(ILogger log, Exception cause);
    }
}
