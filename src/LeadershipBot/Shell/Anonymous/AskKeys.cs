using System.Security.Cryptography;
using System.Text;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// The keys of asks: each has one of its own, random, and kept only as it was locked by <c>Anonymous:Key</c>. What was
/// unlocked a server remembers for ten minutes, in memory, so that not every answer waits for the key vault.
/// </summary>
internal sealed class AskKeys(IKeyWrap? wrap, TimeProvider time, Chance chance)
{
    /// <summary>So long an ask's key stays in the memory of a server that used it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private const int KeyBytes = 32;
    private const int RememberedMax = 500;

    private readonly Lock _door = new();
    private readonly Dictionary<BoxAt, (byte[] Wrapped, AskKey Key, DateTimeOffset Until)> _remembered = [];

    /// <summary>Whether the deployment has a key at all.</summary>
    public bool IsSetUp => wrap is not null;

    /// <exception cref="KeyAwayException">It can't be locked now.</exception>
    public async Task<(AskKey Key, WrappedKey Wrapped)> MakeAsync(BoxAt at, CancellationToken cancellationToken)
    {
        var secret = new byte[KeyBytes];
        chance.Fill(secret);
        return (AskKey.Of(secret, at), await Wrap.WrapAsync(secret, cancellationToken));
    }

    /// <exception cref="KeyAwayException">It can't be unlocked now.</exception>
    public async Task<AskKey> OpenAsync(BoxAt at, WrappedKey wrapped, CancellationToken cancellationToken)
    {
        if (Recall(at, wrapped) is { } known)
            return known;
        var secret = await Wrap.UnwrapAsync(wrapped, cancellationToken);
        if (secret.Length != KeyBytes)
            throw new KeyAwayException("What was unlocked is no key of an ask.");
        var key = AskKey.Of(secret, at);
        lock (_door)
        {
            if (_remembered.Count >= RememberedMax)
                _remembered.Clear();
            _remembered[at] = (wrapped.Bytes, key, time.GetUtcNow() + Remembered);
        }

        return key;
    }

    /// <summary>The ask is over: its key is no longer needed.</summary>
    public void Forget(BoxAt at)
    {
        lock (_door)
            _remembered.Remove(at);
    }

    private IKeyWrap Wrap => wrap ?? throw new KeyAwayException("Anonymous:Key is not set.");

    private AskKey? Recall(BoxAt at, WrappedKey wrapped)
    {
        lock (_door)
        {
            var now = time.GetUtcNow();
            foreach (var old in _remembered.Where(one => one.Value.Until <= now).Select(one => one.Key).ToList())
                _remembered.Remove(old);
            return _remembered.TryGetValue(at, out var known) && known.Wrapped.AsSpan().SequenceEqual(wrapped.Bytes) ? known.Key : null;
        }
    }
}

/// <summary>An ask's key, unlocked: never written down.</summary>
internal sealed class AskKey
{
    private readonly byte[] _box;
    private readonly byte[] _roll;
    private readonly byte[] _numbers;
    private readonly BoxAt _at;

    private AskKey(byte[] box, byte[] roll, byte[] numbers, BoxAt at) => (_box, _roll, _numbers, _at) = (box, roll, numbers, at);

    /// <summary>
    /// Three keys out of the one: for the rows, for marks of people who were forgotten, and for numbers of slips. All are bound
    /// to the place, so that a locked key that was put into another partition opens nothing. Source: HKDF, RFC 5869.
    /// </summary>
    public static AskKey Of(byte[] secret, BoxAt at) => new(Derive(secret, "box", at), Derive(secret, "roll", at), Derive(secret, "numbers", at), at);

    public byte[] Lock(string rowKey, ReadOnlySpan<byte> bytes, Chance chance) => BoxSeal.Lock(_box, bytes, Place(rowKey), chance);

    /// <exception cref="CryptographicException">Another key, another row, or changed bytes.</exception>
    public byte[] Unlock(string rowKey, ReadOnlySpan<byte> locked) => BoxSeal.Unlock(_box, locked, Place(rowKey));

    /// <summary>A mark of a person that only this key can make; once the key is gone it leads to nobody.</summary>
    public string MarkOf(string personId) => Chance.Spell(HMACSHA256.HashData(_roll, Encoding.UTF8.GetBytes(personId)).AsSpan(0, 26));

    /// <summary>32 bytes that nobody without this key can tell from random ones; the same for the same words.</summary>
    public byte[] NumberOf(string purpose, string words) => HMACSHA256.HashData(_numbers, Encoding.UTF8.GetBytes($"{purpose}\n{words}"));

    private string Place(string rowKey) => $"LeadershipBot: a row of an anonymous box\n{_at.Table}\n{_at.PartitionKey}\n{rowKey}";

    private static byte[] Derive(byte[] secret, string purpose, BoxAt at)
        => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes($"LeadershipBot: {purpose}\n{at.Table}\n{at.PartitionKey}"));
}
