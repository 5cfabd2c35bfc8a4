namespace LeadershipBot.Shell;

/// <summary>Finds things by words that somebody typed. Nothing is allocated for each thing, as there may be thousands.</summary>
internal static class WordSearch
{
    private static readonly char[] Separators = [' ', ',', '-', '/', '(', ')'];

    /// <summary>Whether some word of the texts begins with each of the words that were typed, in either case; where nothing was typed, everything is found.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="text">A thing's title.</param>
    /// <param name="more">What else it is found by; empty for nothing.</param>
    /// <param name="others">The same, for what is several; null for nothing.</param>
    public static bool Finds(string typed, string text, string more = "", IReadOnlyList<string>? others = null)
    {
        foreach (var word in typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Begins(text, word) && !Begins(more, word) && !(others?.Any(one => Begins(one, word)) ?? false))
                return false;
        }

        return true;
    }

    private static bool Begins(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at == 0 || Separators.Contains(text[at - 1]))
                return true;
        }

        return false;
    }
}
