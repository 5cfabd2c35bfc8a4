using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell;

public sealed class SendPaceTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);
    private readonly MemoryRecordStore _store = new();
    private readonly CancellationTokenSource _end = new();
    private int _busy;

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _clock.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public async Task One_server_reaches_the_pace_and_never_goes_over_it(int requestsPerSecond)
    {
        var passed = Busy(Server(requestsPerSecond));

        await PassAsync(TimeSpan.FromSeconds(4));

        AssertPace(passed, requestsPerSecond, TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task More_servers_do_not_mean_more_requests_and_each_gets_its_part(int servers)
    {
        var passed = Enumerable.Range(0, servers).Select(_ => Busy(Server(50))).ToList();

        await PassAsync(TimeSpan.FromSeconds(10));

        AssertPace([.. passed.SelectMany(server => server).Order()], 50, TimeSpan.FromSeconds(10));
        Assert.All(passed, server => Assert.InRange(server.Count, 500 / servers / 2, 500 / servers * 2));
    }

    [Fact]
    public async Task What_a_person_waits_for_goes_before_a_broadcast_on_the_same_server_and_on_another()
    {
        var (here, there) = (Server(50), Server(50));
        Busy(here);
        Busy(there);
        await PassAsync(TimeSpan.FromSeconds(1));
        var third = Server(50);

        var pressed = here.WaitAsync("a", canWait: false, _end.Token);
        var pressedElsewhere = third.WaitAsync("a", canWait: false, _end.Token);
        await PassAsync(TimeSpan.FromMilliseconds(600));
        Assert.True(pressed.IsCompletedSuccessfully);
        await PassAsync(TimeSpan.FromMilliseconds(400));
        Assert.True(pressedElsewhere.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task When_Teams_wants_to_be_left_alone_no_server_calls_and_then_they_go_on()
    {
        var servers = new[] { Server(50), Server(50) };
        var passed = servers.Select(server => Busy(server)).ToList();
        await PassAsync(TimeSpan.FromSeconds(1));

        await servers[0].PauseAsync("A", TimeSpan.FromSeconds(3));
        await PassAsync(TimeSpan.FromMilliseconds(500)); // what the other had reserved already
        var before = passed.Sum(server => server.Count);
        await PassAsync(TimeSpan.FromMilliseconds(2300));
        Assert.Equal(before, passed.Sum(server => server.Count));
        await PassAsync(TimeSpan.FromMilliseconds(1200));

        Assert.InRange(passed.Sum(server => server.Count) - before, 40, 52);
    }

    [Fact]
    public async Task A_pause_earns_no_burst_afterwards()
    {
        var pace = Server(50);
        await pace.WaitAsync("a", canWait: false, _end.Token);
        await PassAsync(TimeSpan.FromMilliseconds(100));
        _clock.Advance(TimeSpan.FromMinutes(1));

        var passed = Busy(pace);
        await SettleAsync();

        Assert.InRange(passed.Count, 0, 1);
    }

    [Fact]
    public async Task A_clock_that_is_far_ahead_does_not_stop_the_others()
    {
        var row = new Record("a", "next") { ["Next"] = BotUnderTest.Start.AddHours(1), ["PausedUntil"] = BotUnderTest.Start.AddHours(1) };
        await _store.CommitAsync(PaceLedger.Table, "a", [new Change.Insert(row)], _end.Token);

        var passed = Busy(Server(50));
        await PassAsync(TimeSpan.FromSeconds(2));

        AssertPace(passed, 50, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Without_the_store_a_tenth_of_the_pace_goes_on()
    {
        var store = new FaultyStore(_store);
        store.Fails(StoreFault.Unavailable, PaceLedger.Table);
        var passed = Busy(new SendPace(50, store, _clock));

        await PassAsync(TimeSpan.FromSeconds(4));

        AssertPace(passed, 5, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Tenants_do_not_wait_for_each_other_and_are_the_same_however_they_are_written()
    {
        var pace = Server(1);
        await pace.WaitAsync("a", canWait: false, _end.Token);
        var waits = pace.WaitAsync("A", canWait: false, _end.Token);

        await pace.WaitAsync("b", canWait: false, _end.Token);

        await PassAsync(TimeSpan.FromMilliseconds(900));
        Assert.False(waits.IsCompleted);
        await PassAsync(TimeSpan.FromMilliseconds(110));
        await waits;
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_its_place_to_the_next()
    {
        var pace = Server(1);
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", canWait: false, _end.Token);
        var first = pace.WaitAsync("a", canWait: false, cancel.Token);
        var second = pace.WaitAsync("a", canWait: false, cancel.Token);
        var third = pace.WaitAsync("a", canWait: false, _end.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await PassAsync(TimeSpan.FromMilliseconds(1010));
        await third;
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_request_and_serves_those_that_wait()
    {
        var pace = Server(1);
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", canWait: false, _end.Token);
        var first = pace.WaitAsync("a", canWait: false, _end.Token);
        var others = Enumerable.Range(1, SendPace.WaitingMax - 1).Select(_ => pace.WaitAsync("a", canWait: true, cancel.Token)).ToList();

        await Assert.ThrowsAsync<TimeoutException>(() => pace.WaitAsync("a", canWait: false, _end.Token));
        await PassAsync(TimeSpan.FromMilliseconds(1010));
        await first;
        var next = pace.WaitAsync("a", canWait: false, cancel.Token); // there is room for one again

        Assert.False(next.IsFaulted);
        await cancel.CancelAsync();
        Assert.All(others, o => Assert.False(o.IsCompletedSuccessfully));
    }

    private SendPace Server(int requestsPerSecond) => new(requestsPerSecond, _store, _clock);

    /// <summary>A server with more to send than it can; the moments at which requests passed.</summary>
    private List<DateTimeOffset> Busy(SendPace server)
    {
        var passed = new List<DateTimeOffset>();
        _busy++;
        for (var i = 0; i < 1000; i++)
            _ = OneAsync();
        return passed;

        async Task OneAsync()
        {
            await server.WaitAsync("a", canWait: true, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (passed)
                passed.Add(_clock.GetUtcNow());
        }
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            await SettleAsync();
            _clock.Advance(Step);
        }

        await SettleAsync();
    }

    /// <summary>Until every busy server waits for the clock.</summary>
    private async Task SettleAsync()
    {
        var (calm, limit) = (0, Environment.TickCount64 + (_busy > 0 ? 10_000 : 20));
        while (calm < 20 && Environment.TickCount64 < limit)
        {
            await Task.Yield();
            calm = _busy > 0 && _clock.WaitingTimers >= _busy ? calm + 1 : 0;
        }
    }

    private static void AssertPace(List<DateTimeOffset> passed, int requestsPerSecond, TimeSpan time)
    {
        var wanted = requestsPerSecond * time.TotalSeconds;
        Assert.InRange(passed.Count, (int)(wanted * 0.96), (int)wanted + 1);
        var second = passed.Select((at, i) => passed.Skip(i).TakeWhile(other => other - at < TimeSpan.FromSeconds(1)).Count());
        Assert.All(second, count => Assert.InRange(count, 1, requestsPerSecond + 2)); // steps of 5 ms are coarse
    }
}
