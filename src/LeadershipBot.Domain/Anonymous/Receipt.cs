using System.Diagnostics.CodeAnalysis;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Anonymous;

/// <summary>
/// A number of 128 random bits that a person gets for an answer. It proves that one was counted, and says nothing of which.
/// </summary>
/// <remarks>
/// As a code: 26 letters and digits in Crockford's base 32; read back, small letters, spaces, dashes and those that look
/// alike are taken as meant.
/// </remarks>
public sealed record Receipt : IComparable<Receipt>
{
    /// <summary>Its length in bytes.</summary>
    public const int Bytes = 16;

    private const int LettersInCode = 26;
    private const int TypedMax = 100;

    private readonly UInt128 _number;

    private Receipt(UInt128 number) => _number = number;

    /// <summary>As people read and type it: <c>7ZZZZ-0A1B2-C3D4E-F5G6H-J7K8M9</c>.</summary>
    public string Code
    {
        get
        {
            var code = Crockford.Write(_number, LettersInCode);
            return string.Join('-', code[..5], code[5..10], code[10..15], code[15..20], code[20..]);
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
        receipt = typed is { Length: <= TypedMax } && Crockford.Read(typed, LettersInCode) is { } number ? new Receipt(number) : null;
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
}
