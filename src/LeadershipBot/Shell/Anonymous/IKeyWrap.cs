using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// The key outside the store by which each ask's own key is locked: a key of Azure Key Vault, which never leaves it, or a
/// file. Whoever has the store and its backups, but not this, can open no box.
/// </summary>
internal interface IKeyWrap
{
    /// <exception cref="KeyAwayException">It can't be used now.</exception>
    Task<WrappedKey> WrapAsync(byte[] key, CancellationToken cancellationToken);

    /// <exception cref="KeyAwayException">It can't be used now, or isn't the one by which this was locked.</exception>
    Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken);
}

/// <summary>An ask's key, locked.</summary>
/// <param name="Name">Names the key by which it was locked; no secret.</param>
/// <param name="Bytes">What only that key opens.</param>
internal sealed record WrappedKey(string Name, byte[] Bytes);

/// <summary>The key for anonymous answers can't be used now. The message is for the log: it says why, and nothing of any answer.</summary>
internal sealed class KeyAwayException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether this is why something can't be asked: then the store itself answers, and what needs no key goes on.</summary>
    public static bool IsWhy(StoreUnavailableException unavailable) => unavailable.InnerException is KeyAwayException;
}
