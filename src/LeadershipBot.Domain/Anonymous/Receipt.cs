using System.Diagnostics.CodeAnalysis;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// A number of 128 random bits that a person gets for an answer. It proves that one was counted, and says nothing of which.
/// </summary>
/// <remarks>
/// As a code: 26 letters and digits in Crockford's base 32 (Douglas Crockford, "Base 32", crockford.com/base32.html), which
/// has neither I, L, O nor U; read back, small letters, spaces, dashes and those that look alike are taken as meant.
/// </remarks>
public sealed record Receipt : IComparable<Receipt>
{
    /// <summary>Its length in bytes.</summary>
    public const int Bytes = 16;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int LettersInCode = 26;
    private const int LettersInGroup = 5;
    private const int TypedMax = 100;

    private readonly UInt128 _number;

    private Receipt(UInt128 number) => _number = number;

    /// <summary>As people read and type it: <c>7ZZZZ-0A1B2-C3D4E-F5G6H-J7K8M9</c>.</summary>
    public string Code
    {
        get
        {
            Span<char> code = stackalloc char[LettersInCode + 4];
            var (at, rest) = (code.Length - 1, _number);
            for (var letter = LettersInCode - 1; letter >= 0; letter--)
            {
                code[at--] = Letters[(int)(rest & 31)];
                rest >>= 5;
                if (letter % LettersInGroup == 0 && letter is > 0 and < LettersInCode - 1)
                    code[at--] = '-';
            }

            return new string(code);
        }
    }

    /// <summary>The receipt of these bytes, the highest first.</summary>
    /// <exception cref="ArgumentException">There are not 16 of them.</exception>
    public static Receipt Of(ReadOnlySpan<byte> bytes) => bytes.Length == Bytes
        ? new Receipt(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw new ArgumentException("A receipt has 16 bytes.", nameof(bytes));

    /// <summary>Reads a code as somebody typed it; false where it is none.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out Receipt? receipt)
    {
        receipt = null;
        if (typed is null || typed.Length > TypedMax)
            return false;
        var (number, letters) = (UInt128.Zero, 0);
        foreach (var typedLetter in typed)
        {
            if (char.IsWhiteSpace(typedLetter) || typedLetter is '-' or '–' or '\u2011')
                continue;
            var value = Letters.IndexOf(Meant(typedLetter), StringComparison.Ordinal);
            if (value < 0 || ++letters > LettersInCode || (letters == 1 && value > 7)) // 26 letters hold 130 bits: the first has three
                return false;
            number = (number << 5) | (uint)value;
        }

        receipt = letters == LettersInCode ? new Receipt(number) : null;
        return receipt is not null;
    }

    /// <summary>Writes its bytes, the highest first, so that bytes are ordered as receipts are.</summary>
    public void WriteTo(Span<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, _number);

    /// <summary>Receipts are ordered by their number, which is random: a list of them says nothing of when each came.</summary>
    public int CompareTo(Receipt? other) => other is null ? 1 : _number.CompareTo(other._number);

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator <(Receipt left, Receipt right) => left?.CompareTo(right) < 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator >(Receipt left, Receipt right) => left?.CompareTo(right) > 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator <=(Receipt left, Receipt right) => left?.CompareTo(right) <= 0;

    /// <summary>As <see cref="CompareTo"/>.</summary>
    public static bool operator >=(Receipt left, Receipt right) => left?.CompareTo(right) >= 0;

    /// <summary>Says nothing, so that no receipt gets into a log by mistake.</summary>
    public override string ToString() => "(a receipt)";

    private static char Meant(char typed) => char.ToUpperInvariant(typed) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var letter => letter,
    };
}
