using System.Diagnostics.CodeAnalysis;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Ledger;

/// <summary>
/// By what somebody who raised something anonymously learns what became of it: 125 random bits, and a letter that shows
/// mistyping. Whoever has it is taken for the one who raised it; nothing else is.
/// </summary>
/// <remarks>
/// As a code: 26 letters and digits in Crockford's base 32. The last is the sum of the others, each times its place, modulo
/// 31: a wrong letter shows (but 0 for Z), and so do two neighbours that were swapped.
/// </remarks>
public sealed record RaiseCode
{
    private const int Letters = 26;
    private const int CheckModulus = 31;
    private const int TypedMax = 100;

    private readonly UInt128 _number;

    private RaiseCode(UInt128 number) => _number = number;

    /// <summary>As people read and type it: <c>7ZZZZ-0A1B2-C3D4E-F5G6H-J7K8M9</c>.</summary>
    public string Code
    {
        get
        {
            var letters = Crockford.Write(_number, Letters - 1) + Crockford.Write(CheckOf(_number), 1);
            return string.Join('-', letters[..5], letters[5..10], letters[10..15], letters[15..20], letters[20..]);
        }
    }

    /// <summary>The code of a number that was drawn by lot; only its lowest 125 bits count.</summary>
    public static RaiseCode Of(UInt128 drawn) => new(drawn & ((UInt128.One << ((Letters - 1) * Crockford.BitsPerLetter)) - 1));

    /// <summary>Reads a code as somebody typed it: small letters, spaces and dashes don't matter. False where it is none, or mistyped.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out RaiseCode? code)
    {
        code = null;
        if (typed is not { Length: <= TypedMax })
            return false;
        var letters = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '–' or '\u2011')));
        if (letters.Length != Letters || Crockford.Read(letters[..^1], Letters - 1) is not { } number || Crockford.Read(letters[^1..], 1) is not { } check || check != CheckOf(number))
            return false;
        code = new RaiseCode(number);
        return true;
    }

    /// <summary>Says nothing, so that no code gets into a log by mistake.</summary>
    public override string ToString() => "(a code)";

    private static UInt128 CheckOf(UInt128 number)
    {
        var sum = 0;
        for (var place = 1; place < Letters; place++, number >>= Crockford.BitsPerLetter)
            sum += place * (int)(number & 31);
        return (UInt128)(sum % CheckModulus);
    }
}
