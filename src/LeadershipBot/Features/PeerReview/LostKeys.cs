namespace LeadershipBot.Features.PeerReview;

/// <summary>What a key is that couldn't be used just now.</summary>
internal enum KeyState
{
    /// <summary>No other can be used either: it is to be waited for.</summary>
    Away,

    /// <summary>Others can be used. It may have been one failed call, and is to be tried again.</summary>
    Doubtful,

    /// <summary>It failed again, some minutes apart, and others could be used each time.</summary>
    Lost,
}

/// <summary>
/// Tells a key that is lost from one that couldn't be used at a moment, since what it locks is deleted, or passed over, once it is lost.
/// Each server remembers by itself, and no longer than it runs.
/// </summary>
internal sealed class LostKeys(TimeProvider time)
{
    /// <summary>So long apart it must have failed at least.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    /// <summary>What wasn't tried for longer begins anew; longer than the longest time between two tries.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    private readonly Lock _door = new();
    private readonly Dictionary<string, (DateTimeOffset Since, DateTimeOffset Last)> _failed = new(StringComparer.Ordinal);

    /// <summary>It could be used.</summary>
    /// <param name="key">Whose key: a partition.</param>
    public void Opened(string key)
    {
        lock (_door)
            _failed.Remove(key);
    }

    /// <summary>It couldn't be used.</summary>
    /// <param name="key">Whose key: a partition.</param>
    /// <param name="othersOpen">Whether others can be used.</param>
    public KeyState Failed(string key, bool othersOpen)
    {
        var now = time.GetUtcNow();
        lock (_door)
        {
            foreach (var old in _failed.Where(one => one.Value.Last < now - Remembered).Select(one => one.Key).ToList())
                _failed.Remove(old);
            if (!othersOpen)
            {
                _failed.Remove(key);
                return KeyState.Away;
            }

            var since = _failed.TryGetValue(key, out var before) ? before.Since : now;
            _failed[key] = (since, now);
            return now - since >= Apart ? KeyState.Lost : KeyState.Doubtful;
        }
    }
}
