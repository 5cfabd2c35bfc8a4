namespace LeadershipBot.Shell.Delivery;

/// <summary>
/// The requests of one tenant on this server, each let pass at a moment of its own. What a person waits for goes before
/// the rest, but where people keep it busy the rest gets half. As long as there is no broadcast, a tenth of the pace
/// passes without asking the ledger, and so without the store.
/// </summary>
internal sealed class PaceLane
{
    /// <summary>A moment that went by so long ago isn't made up for: a process that slept does not come back with a burst.</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromMilliseconds(20);

    /// <summary>At most so much of the time is asked of the ledger at once.</summary>
    private static readonly TimeSpan AskedAtOnceMax = TimeSpan.FromMilliseconds(125);

    /// <summary>So long after the last request that could wait it is still thought that others, or more of it, are on their way.</summary>
    private static readonly TimeSpan BulkStaysFor = TimeSpan.FromSeconds(2);

    /// <summary>What could wait, and has for so long had no turn, asks as if a person waited for it.</summary>
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromSeconds(1);

    /// <summary>A server that sent nothing for a while begins with half the pace: its first requests must open connections, and come late.</summary>
    private static readonly TimeSpan ColdAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlowWhenColdFor = TimeSpan.FromSeconds(2);

    /// <summary>The second of Teams' limit, and a little, since a request takes longer to come there than another.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1010);

    private readonly string _tenant;
    private readonly PaceLedger _ledger;
    private readonly TimeProvider _time;
    private readonly long _start;

    private readonly Lock _door = new();
    private readonly PaceQueue _urgent = new();
    private readonly PaceQueue _others = new();
    private readonly Queue<TimeSpan> _moments = new();
    private readonly Queue<TimeSpan> _passed = new();
    private readonly int _passedMax;
    private readonly Allowance _alone;
    private readonly Allowance _before;
    private readonly Queue<TimeSpan> _passedAlone = new();
    private readonly Queue<TimeSpan> _bulkPassed = new();
    private readonly Queue<TimeSpan> _bulkLately = new();
    private TaskCompletionSource _news = New();
    private long _passedInAll;
    private bool _isRunning;
    private TimeSpan _bulkUntil;
    private TimeSpan _bulkTurnAt;
    private TimeSpan _pausedUntil;
    private TimeSpan _passedAt = -ColdAfter;
    private TimeSpan _coldUntil;
    private TimeSpan _askNotBefore;
    private TimeSpan _askUrgentlyNotBefore;

    public PaceLane(string tenant, int requestsPerSecond, PaceLedger ledger, TimeProvider time)
    {
        (_tenant, _ledger, _time, _start) = (tenant, ledger, time, time.GetTimestamp());
        _passedMax = requestsPerSecond;
        _alone = new Allowance(Math.Max(1, requestsPerSecond / 10.0), requestsPerSecond / 10.0);
        _before = new Allowance(Math.Max(1, requestsPerSecond / 2.0), requestsPerSecond / 2.0);
    }

    /// <summary>How many requests were let pass since the start.</summary>
    public long Passed => Interlocked.Read(ref _passedInAll);

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public ValueTask WaitAsync(bool canWait, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        TaskCompletionSource request;
        lock (_door)
        {
            if (!canWait && PassesAlone(Now))
                return ValueTask.CompletedTask;
            if (waitMax != Timeout.InfiniteTimeSpan && _pausedUntil - Now > waitMax)
                throw new TimeoutException("Teams wants to be left alone for longer.");
            request = Add(canWait);
        }

        return new ValueTask(AwaitAsync(request, waitMax, cancellationToken));
    }

    public TimeSpan? PausedFor()
    {
        lock (_door)
            return _pausedUntil > Now ? _pausedUntil - Now : null;
    }

    public void ExpectBulk(TimeSpan forTime)
    {
        lock (_door)
            _bulkUntil = Later(_bulkUntil, Now + forTime);
    }

    public void Pause(TimeSpan forTime)
    {
        lock (_door)
        {
            var now = Now;
            _pausedUntil = Later(_pausedUntil, now + forTime);
            _bulkUntil = Later(_bulkUntil, _pausedUntil + BulkStaysFor); // and slowly after it, as the ledger gives it out
            _moments.Clear();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task AwaitAsync(TaskCompletionSource request, TimeSpan waitMax, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => request.TrySetCanceled(cancellationToken));
        try
        {
            await request.Task.WaitAsync(waitMax, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            if (request.TrySetCanceled(CancellationToken.None))
                throw;
            await request.Task; // its turn came at the last moment
        }
    }

    /// <summary>Whether a request passes by this server's own allowance: only while nothing waits and nothing is sent in bulk.</summary>
    private bool PassesAlone(TimeSpan now)
    {
        if (_isRunning || now < _bulkUntil || now < _pausedUntil || IsFull(now) || !_alone.TryTake(now))
            return false;
        _passedAlone.Enqueue(now);
        Forget(_passedAlone, now - Window);
        Pass(now);
        return true;
    }

    private TaskCompletionSource Add(bool canWait)
    {
        if (_urgent.Count + _others.Count >= SendPace.WaitingMax)
        {
            _urgent.DropCancelled();
            _others.DropCancelled();
            if (_urgent.Count + _others.Count >= SendPace.WaitingMax)
                throw new TimeoutException($"More than {SendPace.WaitingMax} requests to Teams are waiting.");
        }

        var request = New();
        (canWait ? _others : _urgent).Add(request);
        var now = Now;
        if (canWait)
        {
            if (_others.Count == 1)
                _bulkTurnAt = now; // it begins to wait only now
        }

        if (!_isRunning)
        {
            _isRunning = true;
            if (now - _passedAt >= ColdAfter)
                _coldUntil = now + SlowWhenColdFor;
            _ = Task.Run(RunAsync, CancellationToken.None); // each request has its own task to await
        }
        else if (!canWait)
        {
            _news.TrySetResult();
        }

        return request;
    }

    /// <summary>Lets the requests pass one by one until none waits.</summary>
    private async Task RunAsync()
    {
        try
        {
            Task<PaceOffer>? asked = null;
            while (true)
            {
                PaceOffer? offer = null;
                if (asked is { IsCompleted: true })
                    (offer, asked) = (await asked, null);
                TimeSpan wait;
                Task news;
                lock (_door)
                {
                    if (offer is not null)
                        Take(offer);
                    if (!IsAnyWaiting() && asked is null)
                    {
                        _isRunning = false;
                        return;
                    }

                    var now = Now;
                    wait = Step(now);
                    if (asked is null)
                        (asked, wait) = Ask(now, wait);
                    if (_news.Task.IsCompleted)
                        _news = New();
                    news = _news.Task;
                }

                await RestAsync(wait, asked, news);
            }
        }
#pragma warning disable CA1031 // a mistake here must not leave everybody waiting: each who waits hears of it
        catch (Exception bug)
#pragma warning restore CA1031
        {
            lock (_door)
            {
                _isRunning = false;
                _urgent.Fail(bug);
                _others.Fail(bug);
            }
        }
    }

    /// <summary>Lets pass what may pass now.</summary>
    /// <returns>How long until there may be more to do.</returns>
    private TimeSpan Step(TimeSpan now)
    {
        if (now < _pausedUntil)
        {
            _moments.Clear();
            return _pausedUntil - now;
        }

        while (_moments.TryPeek(out var moment) && moment + LateMax < now)
            _moments.Dequeue();
        if (!_moments.TryPeek(out var next) || _urgent.Count + _others.Count == 0)
            return TimeSpan.MaxValue;
        if (next > now)
            return next - now;
        if (IsFull(now))
            return _passed.Peek() + Window - now;
        _moments.Dequeue();
        _passedAt = now;
        PassOne(now);
        return _moments.TryPeek(out next) ? Later(next - now, TimeSpan.Zero) : TimeSpan.Zero;
    }

    private void PassOne(TimeSpan now)
    {
        if (_urgent.Count > 0 && (_others.Count == 0 || _before.TryTake(now)) && _urgent.PassFirst())
        {
            Pass(now);
        }
        else if (_others.PassFirst())
        {
            Pass(now);
            _bulkTurnAt = now;
            _bulkPassed.Enqueue(now);
            NoteBulk(now);
        }
        else if (_urgent.PassFirst())
        {
            Pass(now);
        }
    }

    /// <summary>A tenth of the pace within the time makes a broadcast of it; a page of a roster now and then is none.</summary>
    private void NoteBulk(TimeSpan now)
    {
        if (_bulkLately.Count > _passedMax / 10)
        {
            if (now - _bulkLately.Dequeue() < BulkStaysFor)
                _bulkUntil = Later(_bulkUntil, now + BulkStaysFor);
        }

        _bulkLately.Enqueue(now);
    }

    private void Pass(TimeSpan now)
    {
        if (_passed.Count == _passedMax)
            _passed.Dequeue();
        _passed.Enqueue(now);
        Interlocked.Increment(ref _passedInAll);
    }

    private bool IsFull(TimeSpan now) => _passed.Count == _passedMax && now - _passed.Peek() < Window;

    private bool IsAnyWaiting()
    {
        _urgent.DropCancelledFirst();
        _others.DropCancelledFirst();
        return _urgent.Count + _others.Count > 0;
    }

    /// <summary>Asks the ledger for more moments if it is time to.</summary>
    /// <returns>The question, if there is one, and how long until there may be more to do.</returns>
    private (Task<PaceOffer>? Asked, TimeSpan Wait) Ask(TimeSpan now, TimeSpan wait)
    {
        var waiting = _urgent.Count + _others.Count;
        if (waiting == 0 || now < _pausedUntil)
            return (null, wait);
        var most = Math.Max(1, (int)(AskedAtOnceMax / _ledger.Interval));
        Forget(_passedAlone, now - Window);
        Forget(_bulkPassed, now - AskedAtOnceMax);

        if (_urgent.Count > _moments.Count && (_others.Count == 0 || _before.Has(now)))
        {
            return now >= _askUrgentlyNotBefore
                ? (AskAsync(Math.Min(most, _urgent.Count - _moments.Count), isUrgent: true), wait)
                : (null, Sooner(wait, _askUrgentlyNotBefore - now));
        }

        // Those that pass come again soon where somebody sends many.
        var wanted = Math.Min(most, waiting + _bulkPassed.Count - _moments.Count);
        if (wanted <= 0 || (_moments.Count > 0 && _moments.Last() - now > _ledger.AskAhead))
            return (null, wait);
        return now >= _askNotBefore
            ? (AskAsync(wanted, isUrgent: _others.Count > 0 && now - _bulkTurnAt > StarvedAfter), wait)
            : (null, Sooner(wait, _askNotBefore - now));
    }

    private async Task<PaceOffer> AskAsync(int count, bool isUrgent)
        => await _ledger.ReserveAsync(_tenant, new PaceWish(count, isUrgent, IsSlow: Now < _coldUntil, _passedAlone.Count)) with { IsUrgent = isUrgent };

    private void Take(PaceOffer offer)
    {
        var now = Now;
        if (offer.Count == 0)
        {
            // Servers that look at the same moment would be in each other's way.
            _askNotBefore = now + offer.LookAgainAfter + TimeSpan.FromMilliseconds(_time.GetTimestamp() % 16);
            if (offer.IsUrgent)
                _askUrgentlyNotBefore = _askNotBefore;
            return;
        }

        _passedAlone.Clear();
        var first = now + (offer.From - _time.GetUtcNow()); // from here on, a clock that is set does no harm
        for (var i = 0; i < offer.Count; i++)
            _moments.Enqueue(first + (i * offer.Interval));
    }

    private async Task RestAsync(TimeSpan wait, Task? asked, Task news)
    {
        if (wait <= TimeSpan.Zero || asked is { IsCompleted: true })
            return;
        using var stop = new CancellationTokenSource();
        var rest = Task.Delay(wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, stop.Token);
        await (asked is null ? Task.WhenAny(rest, news) : Task.WhenAny(rest, news, asked));
        await stop.CancelAsync();
    }

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static void Forget(Queue<TimeSpan> moments, TimeSpan before)
    {
        while (moments.TryPeek(out var first) && first < before)
            moments.Dequeue();
    }

    /// <summary>So many a second may pass, and as many at once as come together in a second.</summary>
    private sealed class Allowance(double most, double aSecond)
    {
        private double _taken;
        private TimeSpan _at;

        public bool Has(TimeSpan now)
        {
            _taken = Math.Max(0, _taken - ((now - _at).TotalSeconds * aSecond));
            _at = now;
            return _taken + 1 <= most;
        }

        public bool TryTake(TimeSpan now)
        {
            if (!Has(now))
                return false;
            _taken++;
            return true;
        }
    }
}
