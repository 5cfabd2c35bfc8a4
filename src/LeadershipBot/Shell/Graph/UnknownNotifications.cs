namespace LeadershipBot.Shell.Graph;

/// <summary>
/// Keeps a server from looking up, for whoever sends them, notifications that nobody knows: so many a second, then only those of
/// subscriptions that were known here before. Safe to call from several requests at once.
/// </summary>
internal sealed class UnknownNotifications(TimeProvider time)
{
    /// <summary>So many a second are looked up.</summary>
    public const int PerSecondMax = 20;

    /// <summary>So many known subscriptions are remembered: all that a large deployment has.</summary>
    private const int KnownMax = 2_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _since = time.GetTimestamp();
    private int _inSecond;

    /// <summary>Whether a notification of a subscription may be looked up now.</summary>
    public bool MayBeLookedAt(string subscriptionId)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_since) >= Second)
                (_since, _inSecond) = (time.GetTimestamp(), 0);
            return _inSecond < PerSecondMax || _known.Contains(subscriptionId);
        }
    }

    /// <summary>Takes note of what was looked up.</summary>
    public void Note(string subscriptionId, bool isKnown)
    {
        lock (_gate)
        {
            _inSecond += isKnown ? 0 : 1;
            if (isKnown && _known.Count < KnownMax)
                _known.Add(subscriptionId);
        }
    }
}
