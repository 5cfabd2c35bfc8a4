using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class SendPaceTests : IDisposable
{
    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clock.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task So_many_requests_a_second_pass_in_one_tenant_and_no_burst(int requestsPerSecond)
    {
        var pace = new SendPace(requestsPerSecond, _clock);
        var requests = Enumerable.Range(0, (requestsPerSecond * 3) + 1).Select(_ => pace.WaitAsync("a", Token).AsTask()).ToList();

        for (var passed = 1; passed < requests.Count; passed++)
        {
            await requests[passed - 1];
            Assert.Equal(passed, requests.Count(r => r.IsCompleted));
            await UntilOneWaitsForTheClockAsync();
            _clock.Advance(TimeSpan.FromSeconds(1.0 / requestsPerSecond));
        }

        await requests[^1];
        Assert.Equal(BotUnderTest.Start.AddSeconds(3), _clock.GetUtcNow());
    }

    [Fact]
    public async Task A_pause_earns_no_burst_afterwards()
    {
        var pace = new SendPace(10, _clock);
        await pace.WaitAsync("a", Token);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await pace.WaitAsync("a", Token);
        var next = pace.WaitAsync("a", Token).AsTask();

        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await next;
    }

    [Fact]
    public async Task A_timer_that_is_late_by_a_moment_does_not_slow_the_pace()
    {
        var pace = new SendPace(10, _clock);
        await pace.WaitAsync("a", Token);
        for (var i = 1; i <= 10; i++)
        {
            var next = pace.WaitAsync("a", Token).AsTask();
            _clock.Advance(BotUnderTest.Start.AddMilliseconds((100 * i) + 20) - _clock.GetUtcNow());
            await next;
        }

        Assert.Equal(BotUnderTest.Start.AddMilliseconds(1020), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Tenants_do_not_wait_for_each_other()
    {
        var pace = new SendPace(1, _clock);
        await pace.WaitAsync("a", Token);
        var waits = pace.WaitAsync("A", Token).AsTask(); // the same tenant, however it is written

        Assert.True(pace.WaitAsync("b", Token).AsTask().IsCompletedSuccessfully);

        Assert.False(waits.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await waits;
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_its_place_to_the_next()
    {
        var pace = new SendPace(1, _clock);
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", Token);
        var first = pace.WaitAsync("a", cancel.Token).AsTask();
        var second = pace.WaitAsync("a", cancel.Token).AsTask();
        var third = pace.WaitAsync("a", Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await UntilOneWaitsForTheClockAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await third;
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_request_and_serves_those_that_wait()
    {
        var pace = new SendPace(1, _clock);
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", Token);
        var first = pace.WaitAsync("a", Token).AsTask();
        var others = Enumerable.Range(1, SendPace.WaitingMax - 1).Select(_ => pace.WaitAsync("a", cancel.Token).AsTask()).ToList();

        var refused = pace.WaitAsync("a", cancel.Token).AsTask();
        Assert.IsType<TimeoutException>(refused.Exception?.InnerException);
        Assert.True(pace.WaitAsync("b", Token).AsTask().IsCompletedSuccessfully);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await first;
        var next = pace.WaitAsync("a", cancel.Token).AsTask(); // there is room for one again

        Assert.False(next.IsCompleted);
        await cancel.CancelAsync();
        Assert.All(others.Append(next), o => Assert.False(o.IsCompletedSuccessfully));
    }

    private async Task UntilOneWaitsForTheClockAsync()
    {
        while (_clock.WaitingTimers == 0)
            await Task.Yield();
    }
}
