using System.Diagnostics.CodeAnalysis;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Ledger;

/// <summary>
/// By what people name something on the ledger: six letters and digits, drawn by lot, so that it says neither how many
/// there are nor when each came. As a text: <c>K7M-3PD</c>.
/// </summary>
public sealed record Reference
{
    private const int Letters = 6;
    private const int TypedMax = 40;

    private Reference(string code) => Code = code;

    /// <summary>The letters without a dash: a key.</summary>
    public string Code { get; }

    /// <summary>The reference of a number that was drawn by lot; only its lowest 30 bits count.</summary>
    public static Reference Of(uint drawn) => new(Crockford.Write(drawn, Letters));

    /// <summary>Reads a reference as somebody typed it; false where it is none.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out Reference? reference)
    {
        reference = typed is { Length: <= TypedMax } && Crockford.Read(typed, Letters) is { } number ? Of((uint)number) : null;
        return reference is not null;
    }

    /// <summary>As people read it.</summary>
    public override string ToString() => Code[..3] + "-" + Code[3..];
}
