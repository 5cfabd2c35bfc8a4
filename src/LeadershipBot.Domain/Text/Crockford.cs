namespace LeadershipBot.Domain.Text;

/// <summary>
/// Numbers as letters and digits that people read out and type: Douglas Crockford, "Base 32" (crockford.com/base32.html),
/// which has neither I, L, O nor U.
/// </summary>
internal static class Crockford
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>How many bits a letter stands for.</summary>
    public const int BitsPerLetter = 5;

    /// <summary>So many letters of a number, the highest first; what doesn't fit into them is left out.</summary>
    public static string Write(UInt128 number, int letters) => string.Create(letters, number, (text, rest) =>
    {
        for (var at = text.Length - 1; at >= 0; at--, rest >>= BitsPerLetter)
            text[at] = Letters[(int)(rest & 31)];
    });

    /// <summary>
    /// Reads exactly so many letters as somebody typed them: small letters, spaces, dashes and those that look alike are
    /// taken as meant. Null where it isn't such a text.
    /// </summary>
    public static UInt128? Read(string typed, int letters)
    {
        var (number, read) = (UInt128.Zero, 0);
        foreach (var letter in typed)
        {
            if (char.IsWhiteSpace(letter) || letter is '-' or '–' or '\u2011')
                continue;
            var value = Letters.IndexOf(Meant(letter), StringComparison.Ordinal);
            if (value < 0 || ++read > letters || number >> (128 - BitsPerLetter) != 0)
                return null;
            number = (number << BitsPerLetter) | (uint)value;
        }

        return read == letters ? number : null;
    }

    private static char Meant(char typed) => char.ToUpperInvariant(typed) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var letter => letter,
    };
}
