using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Storage;
using LeadershipBot.Tests.Support;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Shell;

public sealed class SendPaceTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>A server that sent nothing for a while begins slowly.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);
    private readonly MemoryRecordStore _store = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<SendPace> _busyServers = [];
    private readonly TimeSpan _began;
    private long _noted;
    private int _busy;

    public SendPaceTests() => _began = _clock.GetElapsedTime(0);

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

        await PassAsync(WarmUp + TimeSpan.FromSeconds(10));

        AssertPace(passed, requestsPerSecond, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task One_two_or_four_servers_send_alike_in_two_minutes_and_each_gets_its_part(int servers)
    {
        var passed = Enumerable.Range(0, servers).Select(_ => Busy(Server(50))).ToList();

        await PassAsync(WarmUp + TimeSpan.FromMinutes(2));

        List<TimeSpan> all = [.. passed.SelectMany(server => server).Order()];
        AssertPace(all, 50, TimeSpan.FromMinutes(2));
        Assert.InRange(all.Count(at => at - _began >= WarmUp), 0.96 * 50 * 120, 0.975 * 50 * 120); // so that any two are within 2% of each other
        Assert.All(passed, server => Assert.InRange(server.Count, all.Count / servers / 2, all.Count / servers * 2));
    }

    [Fact]
    public async Task What_a_person_waits_for_goes_before_a_broadcast_to_ten_thousand_on_the_same_server_and_on_another()
    {
        var (here, there) = (Server(50), Server(50));
        Busy(here, SendPace.WaitingMax - 10);
        Busy(there);
        await PassAsync(TimeSpan.FromSeconds(1));
        var third = Server(50);
        third.ExpectBulk("a", TimeSpan.FromMinutes(1));

        _busyServers.Add(third);
        for (var round = 0; round < 10; round++)
        {
            var (pressed, pressedElsewhere, at) = (new List<TimeSpan>(), new List<TimeSpan>(), _clock.GetElapsedTime(0));
            _ = RecordAsync(here, canWait: false, pressed);
            await PassUntilAsync(RecordAsync(third, canWait: false, pressedElsewhere));
            await PassAsync(TimeSpan.FromMilliseconds(600));
            Assert.InRange(Assert.Single(pressed) - at, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
            Assert.InRange(Assert.Single(pressedElsewhere) - at, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_call_that_a_person_waits_for_costs_no_storage_call_while_nothing_is_sent_in_bulk()
    {
        var store = new FaultyStore(_store);
        var pace = new SendPace(50, store, _clock);

        for (var second = 0; second < 5; second++)
        {
            for (var call = 0; call < 5; call++)
                Assert.True(PassesAtOnce(pace));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((0, 0), (store.Reads, store.Commits));
    }

    [Fact]
    public async Task What_one_server_lets_pass_alone_is_little_and_the_ledger_makes_room_for_it()
    {
        var pace = Server(50);
        _busyServers.Add(pace);
        var passed = new List<TimeSpan>();
        for (var call = 0; call < 200; call++)
            _ = RecordAsync(pace, canWait: false, passed);

        Assert.InRange(passed.Count, 5, 6); // and the first that the ledger lets pass
        var last = RecordAsync(pace, canWait: false, []);
        Assert.InRange(await PassUntilAsync(last), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.4)); // one second's requests less, since it begins slowly

        Assert.Equal(200, passed.Count);
        AssertWindows(passed, 50);
    }

    [Fact]
    public async Task A_broadcast_makes_people_ask_for_their_turn_here_and_where_it_is_expected_and_not_elsewhere()
    {
        var (store, busy) = (new FaultyStore(_store), Server(50));
        var all = Busy(busy);
        await PassAsync(TimeSpan.FromSeconds(1));
        var other = new SendPace(50, store, _clock);
        Assert.True(PassesAtOnce(other));

        other.ExpectBulk("a", TimeSpan.FromSeconds(30));
        for (var round = 0; round < 20; round++)
        {
            for (var call = 0; call < 5; call++)
                _ = RecordAsync(other, canWait: false, all);
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.True(store.Commits > 0);
        AssertWindows([.. all.Order()], 50);
    }

    [Fact]
    public async Task Where_people_keep_it_busy_a_broadcast_still_gets_half_here_and_a_part_elsewhere()
    {
        var (here, there) = (Server(50), Server(50));
        var (bulk, urgent, bulkElsewhere) = (Busy(here), Busy(here, canWait: false), new List<TimeSpan>());
        _busy--; // both are one server
        await PassAsync(WarmUp);
        bulk.Clear();
        urgent.Clear();
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(urgent.Count, 235, 255);
        Assert.InRange(bulk.Count, 230, 250);

        bulkElsewhere = Busy(there);
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.True(bulkElsewhere.Count > 80, $"{bulkElsewhere.Count}");
        AssertWindows([.. bulk.Concat(urgent).Concat(bulkElsewhere).Order()], 50);
    }

    [Fact]
    public async Task A_server_that_stood_still_catches_up_by_one_request_at_most()
    {
        var passed = Busy(Server(50));
        await PassAsync(TimeSpan.FromSeconds(2));
        for (var round = 0; round < 10; round++)
        {
            var before = passed.Count;
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            await SettleAsync();
            Assert.InRange(passed.Count - before, 0, 2);
            await PassAsync(TimeSpan.FromMilliseconds(300));
        }

        AssertWindows(passed, 50);
    }

    [Fact]
    public async Task When_Teams_wants_to_be_left_alone_no_server_calls_and_then_they_go_on()
    {
        var servers = new[] { Server(50), Server(50) };
        var passed = servers.Select(server => Busy(server)).ToList();
        await PassAsync(WarmUp);

        await servers[0].PauseAsync("A", TimeSpan.FromSeconds(3));
        await PassAsync(TimeSpan.FromMilliseconds(500)); // what the other had reserved already
        var before = passed.Sum(server => server.Count);
        await PassAsync(TimeSpan.FromMilliseconds(2300));
        Assert.Equal(before, passed.Sum(server => server.Count));
        await PassAsync(TimeSpan.FromMilliseconds(1200));

        Assert.InRange(passed.Sum(server => server.Count) - before, 20, 31); // at half the pace at first
        await PassAsync(TimeSpan.FromSeconds(3));
        before = passed.Sum(server => server.Count);
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.InRange(passed.Sum(server => server.Count) - before, 95, 99);
    }

    [Fact]
    public async Task While_Teams_wants_to_be_left_alone_nobody_is_let_pass_alone_and_who_would_wait_too_long_hears_so()
    {
        var pace = Server(50);
        await pace.PauseAsync("a", TimeSpan.FromSeconds(20));

        var pressed = pace.WaitAsync("a", canWait: false, _end.Token).AsTask();
        _busy++;
        await PassAsync(TimeSpan.FromSeconds(1));
        _busy--;

        Assert.False(pressed.IsCompleted);
        Assert.Equal(19, pace.PausedFor("a")!.Value.TotalSeconds, 0.1);
        await Assert.ThrowsAsync<TimeoutException>(async () => await pace.WaitAsync("a", canWait: false, TimeSpan.FromSeconds(10), _end.Token));
        Assert.InRange(await PassUntilAsync(pressed), TimeSpan.FromMilliseconds(18_990), TimeSpan.FromMilliseconds(19_100));
    }

    [Fact]
    public async Task A_clock_that_is_set_stops_nobody_and_hurries_nobody()
    {
        var passed = Busy(Server(50));
        await PassAsync(TimeSpan.FromSeconds(1));

        _clock.JumpWallClock(TimeSpan.FromHours(1));
        await PassAsync(TimeSpan.FromSeconds(2));
        _clock.JumpWallClock(TimeSpan.FromHours(-2));
        await PassAsync(TimeSpan.FromSeconds(4));

        AssertPace(passed, 50, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_pause_earns_no_burst_afterwards()
    {
        var pace = Server(50);
        _busyServers.Add(pace);
        await RecordAsync(pace, canWait: true, []);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
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
        await PassAsync(WarmUp + TimeSpan.FromSeconds(2));

        AssertPace(passed, 50, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Without_the_store_a_tenth_of_the_pace_goes_on()
    {
        var store = new FaultyStore(_store);
        store.Fails(StoreFault.Unavailable, PaceLedger.Table);
        var passed = Busy(new SendPace(50, store, _clock));

        await PassAsync(WarmUp + TimeSpan.FromSeconds(4));

        AssertPace(passed, 5, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Tenants_do_not_wait_for_each_other_and_are_the_same_however_they_are_written()
    {
        var pace = Server(1);
        pace.ExpectBulk("a", TimeSpan.FromMinutes(1));
        await pace.WaitAsync("a", canWait: true, _end.Token);
        var waits = pace.WaitAsync("A", canWait: false, _end.Token).AsTask();

        await pace.WaitAsync("b", canWait: false, _end.Token);

        Assert.InRange(await PassUntilAsync(waits), TimeSpan.FromMilliseconds(2_000), TimeSpan.FromMilliseconds(2_100));
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_its_place_to_the_next()
    {
        var pace = Server(1);
        pace.ExpectBulk("a", TimeSpan.FromMinutes(1));
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", canWait: false, _end.Token);
        var first = pace.WaitAsync("a", canWait: false, cancel.Token).AsTask();
        var second = pace.WaitAsync("a", canWait: false, cancel.Token).AsTask();
        var third = pace.WaitAsync("a", canWait: false, _end.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.InRange(await PassUntilAsync(third), TimeSpan.FromMilliseconds(2_000), TimeSpan.FromMilliseconds(2_100));
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_request_and_serves_those_that_wait()
    {
        var pace = Server(1);
        pace.ExpectBulk("a", TimeSpan.FromMinutes(1));
        using var cancel = new CancellationTokenSource();
        await pace.WaitAsync("a", canWait: false, _end.Token);
        var first = pace.WaitAsync("a", canWait: false, _end.Token).AsTask();
        var others = Enumerable.Range(1, SendPace.WaitingMax - 1).Select(_ => pace.WaitAsync("a", canWait: true, cancel.Token).AsTask()).ToList();

        await Assert.ThrowsAsync<TimeoutException>(async () => await pace.WaitAsync("a", canWait: false, _end.Token));
        Assert.InRange(await PassUntilAsync(first), TimeSpan.FromMilliseconds(2_000), TimeSpan.FromMilliseconds(2_100));
        var next = pace.WaitAsync("a", canWait: false, cancel.Token).AsTask(); // there is room for one again

        Assert.False(next.IsFaulted);
        await cancel.CancelAsync();
        Assert.All(others, o => Assert.False(o.IsCompletedSuccessfully));
    }

    private bool PassesAtOnce(SendPace pace) => pace.WaitAsync("a", canWait: false, _end.Token).AsTask().IsCompletedSuccessfully;

    private SendPace Server(int requestsPerSecond) => new(requestsPerSecond, _store, _clock);

    /// <summary>A server on which so many callers want to send again as soon as they have sent; the moments at which requests passed.</summary>
    private List<TimeSpan> Busy(SendPace server, int callers = 100, bool canWait = true)
    {
        var passed = new List<TimeSpan>();
        _busy++;
        _busyServers.Add(server);
        for (var i = 0; i < callers; i++)
            _ = AgainAndAgainAsync();
        return passed;

        async Task AgainAndAgainAsync()
        {
            while (!_end.IsCancellationRequested)
                await RecordAsync(server, canWait, passed);
        }
    }

    private async Task RecordAsync(SendPace server, bool canWait, List<TimeSpan> passed)
    {
        await server.WaitAsync("a", canWait, _end.Token).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (passed)
            passed.Add(_clock.GetElapsedTime(0));
        if (_busyServers.Contains(server))
            Interlocked.Increment(ref _noted);
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

    /// <summary>Lets time pass until one request has passed; how long it took.</summary>
    private async Task<TimeSpan> PassUntilAsync(Task request)
    {
        _busy++;
        var passed = TimeSpan.Zero;
        await SettleAsync(request);
        for (; !request.IsCompleted && passed < TimeSpan.FromMinutes(1); passed += Step)
        {
            _clock.Advance(Step);
            await SettleAsync(request);
        }

        _busy--;
        return passed;
    }

    /// <summary>Until every busy server waits for the clock and all that it let pass have noted it, or the request has passed.</summary>
    private async Task SettleAsync(Task? request = null)
    {
        var (calm, limit) = (0, Environment.TickCount64 + 10_000);
        while (calm < 20 && Environment.TickCount64 < limit && request is not { IsCompleted: true })
        {
            await Task.Yield();
            var isCalm = _clock.WaitingTimers >= _busy && Interlocked.Read(ref _noted) >= _busyServers.Sum(server => server.PassedFor("a"));
            calm = isCalm ? calm + 1 : 0;
        }

        Assert.True(calm >= 20 || request is { IsCompleted: true }, "The servers never came to rest.");
    }

    private void AssertPace(List<TimeSpan> passed, int requestsPerSecond, TimeSpan time)
    {
        var wanted = requestsPerSecond * time.TotalSeconds;
        Assert.InRange(passed.Count(at => at - _began >= WarmUp), (int)(wanted * 0.96), (int)wanted + 1);
        AssertWindows(passed, requestsPerSecond);
    }

    /// <summary>As Teams judges: in no second are there more. Who has passed may note it a step of the clock later.</summary>
    private static void AssertWindows(List<TimeSpan> passed, int requestsPerSecond)
    {
        for (var i = 0; i + requestsPerSecond < passed.Count; i++)
            Assert.True(passed[i + requestsPerSecond] - passed[i] >= TimeSpan.FromSeconds(1) - Step, $"{requestsPerSecond + 1} in {passed[i + requestsPerSecond] - passed[i]}");
    }
}
