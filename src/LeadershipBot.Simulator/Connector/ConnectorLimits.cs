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

/// <summary>Counts calls by key and says how long to wait when there were too many. Refused calls don't count.</summary>
internal sealed class RateCounter(TimeProvider clock, IReadOnlyList<RateWindow> windows)
{
    private readonly TimeSpan _longest = windows.Count == 0 ? TimeSpan.Zero : windows.Max(window => window.Span);
    private readonly Dictionary<string, List<TimeSpan>> _calls = [];
    private readonly Lock _gate = new();

    /// <summary>Counts a call of this cost; answers null, or how long to wait when it may not pass.</summary>
    public TimeSpan? Take(string key, int cost)
    {
        if (windows.Count == 0)
            return null;
        var now = clock.GetElapsedTime(0);
        lock (_gate)
        {
            if (!_calls.TryGetValue(key, out var calls))
                _calls.Add(key, calls = []);
            calls.RemoveAll(at => now - at >= _longest);
            foreach (var window in windows)
            {
                var inside = calls.FindIndex(at => now - at < window.Span);
                var count = inside < 0 ? 0 : calls.Count - inside;
                if (count + cost > window.Calls)
                    return calls[Math.Min(calls.Count - 1, calls.Count - window.Calls + cost - 1)] + window.Span - now;
            }

            calls.AddRange(Enumerable.Repeat(now, cost));
            return null;
        }
    }
}
