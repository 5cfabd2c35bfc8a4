using LeadershipBot.Shell.Delivery;
using LeadershipBot.Simulator.Faults;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell;

public sealed class ConversationPaceTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly SimulatorClock _clock = SimulatorClock.StoppedAt(BotUnderTest.Start);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _clock.Dispose();

    [Theory]
    [InlineData(false, 7, 1)]
    [InlineData(false, 8, 2)]
    [InlineData(false, 60, 30)]
    [InlineData(false, 1_800, 3_600)]
    [InlineData(true, 14, 1)]
    [InlineData(true, 16, 2)]
    [InlineData(true, 120, 30)]
    [InlineData(true, 3_600, 3_600)]
    public async Task In_no_window_of_Teams_there_are_more_than_it_allows_and_what_is_allowed_is_used(bool isRead, int callsMax, int seconds)
    {
        var pace = new ConversationPace(_clock);
        var (calls, span) = (new List<TimeSpan>(), TimeSpan.FromSeconds(seconds));
        var end = _clock.GetElapsedTime(0) + (2 * span) + TimeSpan.FromSeconds(1);
        var step = seconds > 100 ? TimeSpan.FromMilliseconds(250) : Step;
        while (_clock.GetElapsedTime(0) < end)
        {
            var (turn, _) = await pace.EnterAsync("a:1", isRead, canWait: true, TimeSpan.Zero, Token);
            if (turn is null)
            {
                _clock.Advance(step);
                continue;
            }

            await turn.BeginAsync(Token);
            calls.Add(_clock.GetElapsedTime(0));
            turn.Dispose();
        }

        for (var i = 0; i + callsMax < calls.Count; i++)
            Assert.True(calls[i + callsMax] - calls[i] > span, $"{callsMax + 1} in {calls[i + callsMax] - calls[i]}");
        // Wider windows allow less in the long run than narrow ones: what comes first may be used in full.
        Assert.True(calls.Count(at => at - calls[0] <= span) >= callsMax * 0.98);
    }

    [Fact]
    public async Task Conversations_do_not_wait_for_each_other()
    {
        var pace = new ConversationPace(_clock);
        for (var call = 0; call < 7; call++)
            await PassAsync(pace, "a:1");

        Assert.Null((await pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.Zero, Token)).Turn);
        await PassAsync(pace, "a:2");
    }

    [Fact]
    public async Task Writes_to_one_conversation_go_one_after_the_other_and_reads_do_not_wait_for_them()
    {
        var pace = new ConversationPace(_clock);
        var (first, _) = await pace.EnterAsync("a:1", isRead: false, canWait: true, TimeSpan.FromSeconds(30), Token);
        await first!.BeginAsync(Token);
        var second = pace.EnterAsync("a:1", isRead: false, canWait: true, TimeSpan.FromSeconds(30), Token).AsTask();
        var (read, _) = await pace.EnterAsync("a:1", isRead: true, canWait: true, TimeSpan.FromSeconds(30), Token);
        await read!.BeginAsync(Token);
        Assert.False(second.IsCompleted);

        first.Dispose();
        Assert.NotNull((await second).Turn);
    }

    [Fact]
    public async Task Who_presses_a_button_does_not_wait_for_a_broadcast_that_waits_for_the_tenant_but_for_what_is_under_way()
    {
        var pace = new ConversationPace(_clock);
        var (broadcast, _) = await pace.EnterAsync("a:1", isRead: false, canWait: true, TimeSpan.FromSeconds(30), Token);
        var (pressed, _) = await pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.FromSeconds(10), Token);
        await pressed!.BeginAsync(Token);

        var begun = broadcast!.BeginAsync(Token).AsTask();
        Assert.False(begun.IsCompleted);
        pressed.Dispose();
        await begun;
        broadcast.Dispose();
    }

    [Fact]
    public async Task A_write_that_hangs_holds_the_next_one_up_for_two_seconds()
    {
        var pace = new ConversationPace(_clock);
        var (hangs, _) = await pace.EnterAsync("a:1", isRead: false, canWait: true, TimeSpan.FromSeconds(30), Token);
        await hangs!.BeginAsync(Token);
        var (next, _) = await pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.FromSeconds(10), Token);

        var begun = next!.BeginAsync(Token).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(1_900));
        Assert.False(begun.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        await begun;
    }

    [Fact]
    public async Task Room_that_was_taken_and_not_used_is_given_back_also_by_who_gives_up_waiting()
    {
        var pace = new ConversationPace(_clock);
        for (var call = 0; call < 30; call++)
        {
            var (turn, _) = await pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.Zero, Token);
            turn!.Dispose(); // cancelled while it waited for the tenant
        }

        for (var call = 0; call < 7; call++)
            await PassAsync(pace, "a:1");
        using var cancel = new CancellationTokenSource();
        var waits = pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.FromSeconds(10), cancel.Token).AsTask();
        var behind = pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.FromSeconds(10), Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        while (_clock.NextDueIn is not { TotalSeconds: < 2 }) // until it has the place, and waits for room
            await Task.Yield();
        _clock.Advance(TimeSpan.FromMilliseconds(1_100));
        Assert.NotNull((await behind).Turn);
    }

    [Fact]
    public async Task Who_would_wait_too_long_hears_when_to_come_again()
    {
        var pace = new ConversationPace(_clock);
        for (var call = 0; call < 60; call++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(300));
            await PassAsync(pace, "a:1");
        }

        var (turn, wait) = await pace.EnterAsync("a:1", isRead: false, canWait: false, TimeSpan.FromSeconds(10), Token);

        Assert.Null(turn);
        Assert.InRange(wait.TotalSeconds, 12, 12.5);
    }

    [Fact]
    public async Task A_sending_to_fifty_thousand_leaves_few_conversations_behind()
    {
        var pace = new ConversationPace(_clock);
        for (var i = 0; i < 50_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await PassAsync(pace, $"a:{i}");
        }

        Assert.InRange(pace.Count, 1, 2_200);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PassAsync(pace, "a:1");
        Assert.Equal(1, pace.Count);
    }

    [Fact]
    public async Task A_conversation_that_was_busy_is_remembered_although_it_is_quiet_now()
    {
        var pace = new ConversationPace(_clock);
        for (var round = 0; round < 30; round++)
        {
            for (var call = 0; call < 60; call++)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                await PassAsync(pace, "a:1");
            }

            _clock.Advance(TimeSpan.FromMinutes(1));
            await PassAsync(pace, "a:other");
        }

        // 1,800 in 45 minutes: the hour's limit is reached.
        Assert.Null((await pace.EnterAsync("a:1", isRead: false, canWait: true, TimeSpan.FromSeconds(30), Token)).Turn);
    }

    private static async Task PassAsync(ConversationPace pace, string conversation)
    {
        var (turn, wait) = await pace.EnterAsync(conversation, isRead: false, canWait: true, TimeSpan.Zero, Token);
        Assert.True(turn is not null, $"No room for {wait}.");
        await turn.BeginAsync(Token);
        turn.Dispose();
    }
}
