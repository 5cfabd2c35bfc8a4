using LeadershipBot.Shell.Anonymous;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>A key that can be away, and counts how often it was asked.</summary>
internal sealed class ShakyKey : IKeyWrap
{
    public bool IsAway { get; set; }

    /// <summary>Which of what is wrapped can't be unwrapped, asked each time; null for none.</summary>
    public Func<WrappedKey, bool>? Fails { get; set; }

    public int Unwrapped { get; private set; }

    public Task<WrappedKey> WrapAsync(byte[] key, CancellationToken cancellationToken)
        => IsAway ? throw new KeyAwayException("away") : Task.FromResult(new WrappedKey("shaky", [.. key.Reverse()]));

    public Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        Unwrapped++;
        return IsAway || Fails?.Invoke(wrapped) is true ? throw new KeyAwayException("away") : Task.FromResult<byte[]>([.. wrapped.Bytes.Reverse()]);
    }
}
