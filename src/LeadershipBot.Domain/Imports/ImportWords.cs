namespace LeadershipBot.Domain.Imports;

/// <summary>Checks words that a file brings in before anybody reads them on a card or in an export.</summary>
public static class ImportWords
{
    /// <summary>The longest name, title or other words, in characters.</summary>
    public const int CharactersMax = 100;

    /// <summary>
    /// What is wrong with the words, as the end of a sentence; null if nothing is. What begins like a formula is refused rather
    /// than changed: what is never kept can't be evaluated by whoever opens an export.
    /// </summary>
    public static Refusal? ProblemOf(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Length > CharactersMax)
            return TooLong(words.Length, CharactersMax);
        return FormulaIn(words) ?? BrokenCharacterIn(words);
    }

    /// <summary>
    /// Whether a spreadsheet could take the words for a formula, as the end of a sentence; null if not. Dashes alone, which
    /// people write for "nothing", are none, and neither is an @ before plain words, as in "@Home Practice": what calls
    /// anything has brackets, or a sign of an address or an operator.
    /// </summary>
    public static Refusal? FormulaIn(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var begun = words.AsSpan().Trim();
        var isFormula = begun is [var first, .. var rest] && first switch
        {
            '=' or '+' => true,
            '-' => rest.ContainsAnyExcept('-'),
            '@' => rest is not [var letter, ..] || !char.IsLetter(letter) || !IsPlain(rest),
            _ => false,
        };
        return isFormula ? new Refusal("imports.line.formula", ("character", begun[..1].ToString())) : null;
    }

    private static bool IsPlain(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '\'' or '’' or '-' or '.' or ',' or '&'))
                return false;
        }

        return true;
    }

    /// <summary>Whether there is a control character or half of a surrogate pair among them, as the end of a sentence; null if not.</summary>
    public static Refusal? BrokenCharacterIn(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        for (var at = 0; at < words.Length; at++)
        {
            if (char.IsControl(words[at]))
                return new Refusal("imports.line.control");
            if (char.IsSurrogatePair(words, at))
                at++;
            else if (char.IsSurrogate(words[at]))
                return new Refusal("imports.line.half");
        }

        return null;
    }

    internal static Refusal TooLong(int characters, int max)
        => new Refusal("imports.line.tooLong", ("length", Number(characters)), ("max", Number(max)));

    /// <summary>A number as a value of a reason.</summary>
    public static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
