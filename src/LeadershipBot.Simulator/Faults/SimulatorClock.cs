using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.Faults;

/// <summary>
/// A clock that can be moved. Stopped, it moves only by <see cref="Advance"/> (for tests); running, it keeps step with
/// another clock and can be moved ahead of it (for the page). Timers and delays made with it fire when it is moved.
/// Safe to use from several threads.
/// </summary>
public sealed class SimulatorClock : TimeProvider, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SimulatorTimer> _timers = [];
    private readonly Listeners<DateTimeOffset> _moves = new();
    private readonly TimeProvider? _real;
    private readonly long _realStart;
    private readonly DateTimeOffset _start;
    private readonly ITimer? _wake;
    private TimeSpan _moved;
    private TimeSpan _jumped;
    private long _order;

    private SimulatorClock(DateTimeOffset start, TimeProvider? real)
    {
        _start = start.ToUniversalTime();
        _real = real;
        _realStart = real?.GetTimestamp() ?? 0;
        _wake = real?.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether time passes by itself.</summary>
    public bool IsRunning => _real is not null;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A clock that stands until it is moved.</summary>
    public static SimulatorClock StoppedAt(DateTimeOffset start) => new(start, null);

    /// <summary>A clock that keeps step with another one, from that one's time; null is the system's.</summary>
    public static SimulatorClock Running(TimeProvider? real = null)
    {
        real ??= System;
        return new(real.GetUtcNow(), real);
    }

    /// <summary>Calls the listener with the new time after each move, until the answer is disposed of.</summary>
    public IDisposable OnMove(Action<DateTimeOffset> listener) => _moves.Add(listener);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _start + Elapsed() + _jumped;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return Elapsed().Ticks;
    }

    /// <summary>
    /// Moves the clock ahead; each timer that falls due fires on this thread, in order of due time. On a stopped clock
    /// the time is the due time while its timer fires, and a periodic timer fires once a period; on a running one a
    /// periodic timer fires once for all the periods passed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative: see <see cref="JumpWallClock"/>.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        if (IsRunning)
        {
            lock (_gate)
                _moved += by;
            FireDue();
        }
        else
        {
            AdvanceInSteps(by);
        }

        _moves.Tell(GetUtcNow());
    }

    /// <summary>
    /// Sets the wall clock forward or back without time passing, as a time server's correction does: timers and
    /// timestamps don't notice.
    /// </summary>
    public void JumpWallClock(TimeSpan by)
    {
        lock (_gate)
            _jumped += by;
        _moves.Tell(GetUtcNow());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulatorTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How far <see cref="Advance"/> has moved it in all.</summary>
    public TimeSpan Moved
    {
        get
        {
            lock (_gate)
                return _moved;
        }
    }

    /// <summary>How many timers wait: what a test can look at before it moves the clock.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    /// <summary>After how long the next timer is due; null if none waits.</summary>
    public TimeSpan? NextDueIn
    {
        get
        {
            lock (_gate)
                return _timers.Count > 0 ? _timers.Min(timer => timer.Due) - Elapsed() : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake?.Dispose();

    internal void Schedule(SimulatorTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = Elapsed() + dueTime;
            timer.Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
            timer.Order = _order++;
            _timers.Add(timer);
            Wake();
        }

        // A stopped clock never comes back to a due time that is now.
        if (!IsRunning && dueTime == TimeSpan.Zero)
            FireDue();
    }

    internal void Remove(SimulatorTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private TimeSpan Elapsed() => _moved + (_real?.GetElapsedTime(_realStart) ?? TimeSpan.Zero);

    private void AdvanceInSteps(TimeSpan by)
    {
        TimeSpan end;
        lock (_gate)
            end = _moved + by;
        while (true)
        {
            SimulatorTimer? next;
            lock (_gate)
            {
                next = Earliest(end);
                _moved = next is null ? Max(_moved, end) : Max(_moved, next.Due);
                if (next is null)
                    return;
                Take(next, next.Due);
            }

            next.Fire();
        }
    }

    private void FireDue()
    {
        while (true)
        {
            SimulatorTimer? next;
            lock (_gate)
            {
                var now = Elapsed();
                next = Earliest(now);
                if (next is null)
                {
                    Wake();
                    return;
                }

                Take(next, IsRunning ? now : next.Due);
            }

            next.Fire();
        }
    }

    private SimulatorTimer? Earliest(TimeSpan until)
        => _timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.Order).FirstOrDefault();

    private void Take(SimulatorTimer timer, TimeSpan from)
    {
        if (timer.Period == Timeout.InfiniteTimeSpan)
            _timers.Remove(timer);
        else
            timer.Due = from + timer.Period;
    }

    private void Wake()
    {
        if (_wake is null || _timers.Count == 0)
            return;
        var left = _timers.Min(timer => timer.Due) - Elapsed();
        // Rounded up: a wake-up a fraction early would find nothing due and come again at once.
        var whole = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, int.MaxValue));
        _wake.Change(whole, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>A timer on this clock.</summary>
    internal sealed class SimulatorTimer(SimulatorClock clock, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Order { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
                return false;
            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Fire()
        {
            if (!_disposed)
                callback(state);
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
