using LeadershipBot.Shell;

namespace LeadershipBot.Tests.Shell;

public sealed class LaneTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_arrives_while_a_batch_is_committed_becomes_the_next_batch_in_its_order()
    {
        var first = new TaskCompletionSource();
        var batches = new List<IReadOnlyList<int>>();
        var lane = new Lane<int, int>(100, async (_, items) =>
        {
            batches.Add(items);
            if (batches.Count == 1)
                await first.Task;
            return [.. items.Select(i => i * 10)];
        });

        var one = lane.RunAsync("poll", 1, Token);
        var rest = Enumerable.Range(2, 9).Select(i => lane.RunAsync("poll", i, Token)).ToList();
        first.SetResult();

        Assert.Equal(10, await one);
        var others = await Task.WhenAll(rest);
        Assert.Equal([20, 30, 40, 50, 60, 70, 80, 90, 100], others);
        Assert.InRange(batches.Count, 1, 2);
        Assert.Equal(Enumerable.Range(1, 10), batches.SelectMany(b => b));
    }

    [Fact]
    public async Task No_batch_is_larger_than_allowed_and_no_two_of_one_key_run_at_once()
    {
        var running = 0;
        var largest = 0;
        var lane = new Lane<int, int>(7, async (_, items) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            largest = Math.Max(largest, items.Count);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return items;
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => lane.RunAsync("poll", i, Token), Token)));

        Assert.Equal(Enumerable.Range(0, 500), results);
        Assert.InRange(largest, 1, 7);
    }

    [Fact]
    public async Task Different_keys_do_not_wait_for_one_another()
    {
        var never = new TaskCompletionSource();
        var lane = new Lane<int, int>(10, async (key, items) =>
        {
            if (key == "slow")
                await never.Task;
            return items;
        });

        var slow = lane.RunAsync("slow", 1, Token);

        Assert.Equal(2, await lane.RunAsync("fast", 2, Token));
        Assert.False(slow.IsCompleted);
        never.SetResult();
        Assert.Equal(1, await slow);
    }

    [Fact]
    public async Task A_batch_that_fails_fails_for_all_in_it_and_the_lane_goes_on()
    {
        var calls = 0;
        var lane = new Lane<int, int>(10, (_, items) => ++calls == 1 ? throw new TimeoutException() : Task.FromResult(items));

        await Assert.ThrowsAsync<TimeoutException>(() => lane.RunAsync("poll", 1, Token));

        Assert.Equal(2, await lane.RunAsync("poll", 2, Token));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_stop_the_work()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var finished = new TaskCompletionSource();
        var lane = new Lane<int, int>(10, async (_, items) =>
        {
            started.SetResult();
            await release.Task;
            finished.SetResult();
            return items;
        });
        using var patience = new CancellationTokenSource();

        var waiting = lane.RunAsync("poll", 1, patience.Token);
        await started.Task;
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.SetResult();
        await finished.Task.WaitAsync(Token);
    }
}
