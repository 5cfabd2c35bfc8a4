using System.Security.Cryptography;
using System.Text;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// Locks bytes by AES-256 in Galois/Counter Mode: a random nonce of 96 bits, then what is locked, then a tag of 128 bits.
/// The place is bound to it, so that a row that was moved or swapped can't be opened.
/// </summary>
/// <remarks>
/// Source: NIST SP 800-38D. Its section 8.3 allows 2^32 uses of one key with random nonces (then two are the same with a
/// probability below 2^-32). An answer uses its ask's key twice, and a box takes at most 200,000 answers: below 2^26 uses, even
/// if each were decided anew a hundred times because servers met in one row.
/// </remarks>
internal static class BoxSeal
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>So many bytes longer is what is locked.</summary>
    public const int MoreBytes = NonceBytes + TagBytes;

    public static byte[] Lock(byte[] key, ReadOnlySpan<byte> bytes, string place, Chance chance)
    {
        var locked = new byte[bytes.Length + MoreBytes];
        var nonce = locked.AsSpan(0, NonceBytes);
        chance.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, bytes, locked.AsSpan(NonceBytes, bytes.Length), locked.AsSpan(NonceBytes + bytes.Length), Encoding.UTF8.GetBytes(place));
        return locked;
    }

    /// <exception cref="CryptographicException">Another key, another place, or changed bytes.</exception>
    public static byte[] Unlock(byte[] key, ReadOnlySpan<byte> locked, string place)
    {
        if (locked.Length < MoreBytes)
            throw new CryptographicException("Too short to have been locked.");
        var bytes = new byte[locked.Length - MoreBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(locked[..NonceBytes], locked[NonceBytes..^TagBytes], locked[^TagBytes..], bytes, Encoding.UTF8.GetBytes(place));
        return bytes;
    }
}
