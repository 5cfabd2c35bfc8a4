namespace LeadershipBot.Shell;

/// <summary>Finds things by words that somebody typed. Nothing is allocated for each thing, as there may be thousands.</summary>
internal static class WordSearch
{
    private static readonly char[] Separators = [' ', ',', '-', '/', '(', ')'];

    /// <summary>Whether some word of the texts begins with each of the words that were typed, in either case; where nothing was typed, everything is found.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="text">A thing's name.</param>
    /// <param name="more">What else it is found by; empty for nothing.</param>
    /// <param name="others">The same, for what is several; null for nothing.</param>
    public static bool Finds(string typed, string text, string more = "", IReadOnlyList<string>? others = null)
    {
        foreach (var range in typed.AsSpan().SplitAny(Separators))
        {
            var word = typed.AsSpan(range);
            if (!word.IsEmpty && !Begins(text, word) && !Begins(more, word) && !AnyBegins(others, word))
                return false;
        }

        return true;
    }

    private static bool AnyBegins(IReadOnlyList<string>? texts, ReadOnlySpan<char> word)
    {
        for (var i = 0; i < texts?.Count; i++)
        {
            if (Begins(texts[i], word))
                return true;
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        for (var from = 0; from <= text.Length - word.Length; from++)
        {
            var found = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            from += found;
            if (from == 0 || !char.IsLetterOrDigit(text[from - 1]))
                return true;
        }

        return false;
    }
}
