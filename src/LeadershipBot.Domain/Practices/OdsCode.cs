namespace LeadershipBot.Domain.Practices;

/// <summary>
/// The code that the Organisation Data Service gave a practice, such as A81001: five or six of A–Z and 0–9, the first
/// a letter, at least one a digit. Always upper case.
/// </summary>
public readonly record struct OdsCode
{
    private const int LengthMin = 5;
    private const int LengthMax = 6;

    private readonly string? _value;

    private OdsCode(string value) => _value = value;

    /// <summary>Reads a code; small letters and spaces around it are forgiven. False where it has no code's shape.</summary>
    public static bool TryParse(string? text, out OdsCode code)
    {
        var upper = text?.Trim().ToUpperInvariant() ?? "";
        var isCode = upper.Length is >= LengthMin and <= LengthMax
            && char.IsAsciiLetterUpper(upper[0])
            && upper.All(char.IsAsciiLetterOrDigit)
            && upper.Any(char.IsAsciiDigit);
        code = isCode ? new OdsCode(upper) : default;
        return isCode;
    }

    /// <summary>Reads a code that is known to be one.</summary>
    /// <exception cref="FormatException">It has no code's shape.</exception>
    public static OdsCode Parse(string text)
        => TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not an ODS code.");

    /// <summary>The code in upper case; empty for the default value.</summary>
    public override string ToString() => _value ?? "";
}
