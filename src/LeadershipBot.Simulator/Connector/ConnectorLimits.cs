namespace LeadershipBot.Simulator.Connector;

/// <summary>At most so many calls in so long.</summary>
/// <param name="Calls">The number that still passes.</param>
/// <param name="Span">In any span of this length.</param>
public sealed record RateWindow(int Calls, TimeSpan Span);

/// <summary>
/// What Teams allows a bot. Source of the numbers: Microsoft's pages "Rate limiting for bots" and "Format your bot
/// messages".
/// </summary>
public sealed record ConnectorLimits
{
    /// <summary>Per bot and conversation: send, update, delete and create.</summary>
    public IReadOnlyList<RateWindow> Sends { get; init; } = [];

    /// <summary>Per bot and conversation: reading members and teams.</summary>
    public IReadOnlyList<RateWindow> Reads { get; init; } = [];

    /// <summary>Per app and tenant: all calls.</summary>
    public IReadOnlyList<RateWindow> Tenant { get; init; } = [];

    /// <summary>Most bytes of an activity counted as UTF-16.</summary>
    public int ActivityBytesMax { get; init; } = 100 * 1024;

    /// <summary>Most bytes of a channel post counted as UTF-8; Teams says "about 28 KB" and not how it counts.</summary>
    public int ChannelPostBytesMax { get; init; } = 28 * 1024;

    /// <summary>What Teams documents.</summary>
    public static ConnectorLimits Teams { get; } = new()
    {
        Sends = [Window(7, 1), Window(8, 2), Window(60, 30), Window(1_800, 3_600)],
        Reads = [Window(14, 1), Window(16, 2), Window(120, 30), Window(3_600, 3_600)],
        Tenant = [Window(50, 1)],
    };

    /// <summary>Sizes are checked, the pace isn't: for tests whose clock stands still, and for load tests.</summary>
    public static ConnectorLimits Unpaced { get; } = new();

    private static RateWindow Window(int calls, int seconds) => new(calls, TimeSpan.FromSeconds(seconds));
}

/// <summary>Counts calls by key and says how long to wait when there were too many. Not safe to use by several at once.</summary>
internal sealed class RateCounter(TimeProvider clock, IReadOnlyList<RateWindow> windows)
{
    private readonly TimeSpan _longest = windows.Count == 0 ? TimeSpan.Zero : windows.Max(window => window.Span);
    private readonly Dictionary<string, List<TimeSpan>> _calls = [];

    /// <summary>How long a call of this cost would have to wait; null when it may pass.</summary>
    public TimeSpan? WaitFor(string key, int cost)
    {
        if (!_calls.TryGetValue(key, out var calls))
            return null;
        var now = clock.GetElapsedTime(0);
        Forget(calls, now);
        TimeSpan? wait = null;
        foreach (var window in windows)
        {
            // So many may be inside; the one before them must be out.
            var room = window.Calls - cost + 1;
            if (room > calls.Count)
                continue;
            var left = calls[Math.Min(calls.Count - 1, calls.Count - room)] + window.Span - now;
            if (left > TimeSpan.Zero && !(wait >= left))
                wait = left;
        }

        return wait;
    }

    /// <summary>Counts a call of this cost. Refused calls don't count.</summary>
    public void Count(string key, int cost)
    {
        if (windows.Count == 0)
            return;
        if (!_calls.TryGetValue(key, out var calls))
            _calls.Add(key, calls = []);
        calls.AddRange(Enumerable.Repeat(clock.GetElapsedTime(0), cost));
    }

    private void Forget(List<TimeSpan> calls, TimeSpan now)
    {
        if (calls.Count > 0 && now - calls[0] >= _longest)
            calls.RemoveAll(at => now - at >= _longest);
    }
}
