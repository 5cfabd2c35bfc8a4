namespace LeadershipBot.Tests.Support;

/// <summary>
/// What something would take if each call to the store took so long, told without waiting for it: a call begins when the last one before it
/// had ended, and those that are under way together end together.
/// </summary>
internal sealed class SlowStore
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _each;
    private TimeSpan _ended;

    private SlowStore(TimeSpan each) => _each = each;

    /// <summary>How long it took till now.</summary>
    public TimeSpan Taken
    {
        get
        {
            lock (_lock)
                return _ended;
        }
    }

    /// <summary>Every call to a bot's store takes so long from now on.</summary>
    public static SlowStore Of(BotUnderTest bot, TimeSpan each)
    {
        var slow = new SlowStore(each);
        bot.Store.BeforeRead = _ => slow.PassAsync();
        bot.Store.BeforeCommit = (_, _, _) => slow.PassAsync();
        return slow;
    }

    private async Task PassAsync()
    {
        var until = Taken + _each;
        await Task.Delay(1, TestContext.Current.CancellationToken); // so that what is asked at once is under way at once
        lock (_lock)
            _ended = _ended > until ? _ended : until;
    }
}
