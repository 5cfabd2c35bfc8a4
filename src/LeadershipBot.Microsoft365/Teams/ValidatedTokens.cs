using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Tokens that were found good, by their SHA-256, so that a repeat costs a look-up. An entry ends with its token and
/// with the set of keys that it was checked by, so that a withdrawn key ends its tokens too.
/// </summary>
internal sealed class ValidatedTokens(int countMax)
{
    private readonly ConcurrentDictionary<Digest, Entry> _entries = new();
    private readonly Lock _adding = new();

    public int Count => _entries.Count;

    public TokenVerdict? Find(in Digest digest, KeySet keys, DateTimeOffset now) =>
        _entries.TryGetValue(digest, out var entry) && ReferenceEquals(entry.Keys, keys) && now <= entry.GoodUntil ? entry.Verdict : null;

    public void Add(in Digest digest, TokenVerdict verdict, KeySet keys, DateTimeOffset goodUntil, DateTimeOffset now)
    {
        lock (_adding)
        {
            if (_entries.Count >= countMax)
                DropEnded(keys, now);
            if (_entries.Count >= countMax)
                _entries.Clear();
            _entries[digest] = new Entry(verdict, keys, goodUntil);
        }
    }

    private void DropEnded(KeySet keys, DateTimeOffset now)
    {
        foreach (var (digest, entry) in _entries)
        {
            if (now > entry.GoodUntil || !ReferenceEquals(entry.Keys, keys))
                _entries.TryRemove(digest, out _);
        }
    }

    private sealed record Entry(TokenVerdict Verdict, KeySet Keys, DateTimeOffset GoodUntil);

    /// <summary>The SHA-256 of a token; the token itself is not kept.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Digest(ulong A, ulong B, ulong C, ulong D)
    {
        public static Digest Of(ReadOnlySpan<char> token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
            var parts = MemoryMarshal.Cast<byte, ulong>(hash);
            return new Digest(parts[0], parts[1], parts[2], parts[3]);
        }
    }
}
