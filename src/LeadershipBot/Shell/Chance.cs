using System.Globalization;
using System.Security.Cryptography;

namespace LeadershipBot.Shell;

/// <summary>Where ids, nonces and jitter come from: the operating system's generator, or a test's own.</summary>
public class Chance
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int VersionLetters = 6;

    /// <summary>Fills the bytes.</summary>
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>A whole number from 0 up to, not including, <paramref name="end"/>.</summary>
    public int Below(int end)
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return (int)(BitConverter.ToUInt32(bytes) % (uint)end);
    }

    /// <summary>An id of 26 lower-case letters and digits that can't be guessed (130 bits).</summary>
    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[26];
        Fill(bytes);
        return Spell(bytes);
    }

    /// <summary>A name for rows that are staged to become current at once: newer ones come later in ordinal order.</summary>
    public string NewVersion(DateTimeOffset now)
        => now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + NewId()[..VersionLetters];

    /// <summary>Spells bytes in letters and digits that fit every key, five bits of each byte.</summary>
    internal static string Spell(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            letters[i] = Letters[bytes[i] & 31];
        return new string(letters);
    }
}
