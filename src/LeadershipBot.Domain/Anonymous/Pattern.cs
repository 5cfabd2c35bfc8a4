using System.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// What one person answered to all questions of an ask, as one short text in a form of the asker's own. Two people who
/// answered the same have the same pattern: it holds nothing of who, when or how.
/// </summary>
/// <remarks>Free words don't belong in it: they would tell one from all others. They are comments.</remarks>
public sealed record Pattern : IComparable<Pattern>
{
    /// <summary>The longest pattern, in bytes of UTF-8.</summary>
    public const int BytesMax = 400;

    private Pattern(string words) => Words = words;

    /// <summary>The text; 1 to <see cref="BytesMax"/> bytes of UTF-8, without control characters.</summary>
    public string Words { get; }

    /// <summary>Its length in bytes of UTF-8.</summary>
    public int Bytes => Encoding.UTF8.GetByteCount(Words);

    /// <summary>A pattern of this text.</summary>
    /// <exception cref="ArgumentException">It is empty, too long, holds control characters, or half of a surrogate pair.</exception>
    public static Pattern Of(string words)
    {
        ArgumentException.ThrowIfNullOrEmpty(words);
        if (Encoding.UTF8.GetByteCount(words) > BytesMax)
            throw new ArgumentException($"A pattern has at most {BytesMax} bytes.", nameof(words));
        foreach (var rune in words.EnumerateRunes())
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                throw new ArgumentException("A pattern is well-formed text without control characters.", nameof(words));
        return new Pattern(words);
    }

    /// <summary>Patterns are ordered by their characters, so that a list of them says nothing of when each came.</summary>
    public int CompareTo(Pattern? other) => string.CompareOrdinal(Words, other?.Words);

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator <(Pattern left, Pattern right) => left?.CompareTo(right) < 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator >(Pattern left, Pattern right) => left?.CompareTo(right) > 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator <=(Pattern left, Pattern right) => left?.CompareTo(right) <= 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator >=(Pattern left, Pattern right) => left?.CompareTo(right) >= 0;

    /// <summary>Says nothing, so that no answer gets into a log by mistake.</summary>
    public override string ToString() => "(a pattern)";
}
