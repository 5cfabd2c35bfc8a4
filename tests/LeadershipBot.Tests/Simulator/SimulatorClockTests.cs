using LeadershipBot.Simulator.Faults;

namespace LeadershipBot.Tests.Simulator;

public sealed class SimulatorClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_stopped_clock_stands_until_it_is_moved()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        Assert.Equal(Start, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(Start.AddMinutes(5), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), clock.GetElapsedTime(0));
    }

    [Fact]
    public void The_clock_cannot_be_advanced_backwards()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var delay = Task.Delay(TimeSpan.FromSeconds(10), clock, Token);
        clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(5), Token);
    }

    [Fact]
    public void A_cancellation_after_a_span_follows_the_clock()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(15), clock);
        clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(source.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void A_periodic_timer_fires_once_a_period_at_its_own_time()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = new List<DateTimeOffset>();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([Start.AddSeconds(5), Start.AddSeconds(15), Start.AddSeconds(25)], fired);
        Assert.Equal(Start.AddSeconds(30), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = new List<string>();
        using var late = clock.CreateTimer(_ => fired.Add("late"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add("early"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var second = clock.CreateTimer(_ => fired.Add("second"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["early", "second", "late"], fired);
    }

    [Fact]
    public void A_timer_made_by_a_timer_fires_within_the_same_move()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = 0;
        ITimer? inner = null;
        using var outer = clock.CreateTimer(
            _ => inner = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, fired);
        inner!.Dispose();
    }

    [Fact]
    public void A_disposed_or_stopped_timer_does_not_fire()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = 0;
        var disposed = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var stopped = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        disposed.Dispose();
        Assert.True(stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fired);
        Assert.Equal(0, clock.WaitingTimers);
        Assert.False(disposed.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void A_timer_that_is_due_now_fires_at_once()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.Equal(1, fired);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_moves_no_timer_and_no_timestamp()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        clock.JumpWallClock(TimeSpan.FromHours(-2));
        Assert.Equal(Start.AddHours(-2), clock.GetUtcNow());
        Assert.Equal(0, fired);
        Assert.Equal(0, clock.GetTimestamp());
    }

    [Fact]
    public void A_running_clock_keeps_step_and_can_be_moved_ahead()
    {
        using var real = SimulatorClock.StoppedAt(Start);
        using var clock = SimulatorClock.Running(real);
        real.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Start.AddSeconds(3), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Start.AddDays(1).AddSeconds(3), clock.GetUtcNow());
    }

    [Fact]
    public void Timers_of_a_running_clock_fire_by_themselves_and_when_it_is_moved()
    {
        using var real = SimulatorClock.StoppedAt(Start);
        using var clock = SimulatorClock.Running(real);
        var fired = 0;
        using var soon = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var tomorrow = clock.CreateTimer(_ => fired += 10, null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        real.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, fired);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(11, fired);
    }

    [Fact]
    public void A_period_of_a_running_clock_fires_once_for_all_the_time_that_was_skipped()
    {
        using var real = SimulatorClock.StoppedAt(Start);
        using var clock = SimulatorClock.Running(real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, fired);
        real.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, fired);
    }

    [Fact]
    public void Whoever_listens_hears_of_each_move()
    {
        using var clock = SimulatorClock.StoppedAt(Start);
        var heard = new List<DateTimeOffset>();
        using (clock.OnMove(heard.Add))
            clock.Advance(TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([Start.AddSeconds(1)], heard);
    }
}
