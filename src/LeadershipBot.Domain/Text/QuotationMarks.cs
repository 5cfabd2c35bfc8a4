namespace LeadershipBot.Domain.Text;

/// <summary>Quotation marks as people and phones type them: straight, curly, low and French ones, also mixed and nested.</summary>
internal static class QuotationMarks
{
    private const string Double = "\"“”„«»";
    private const string Single = "'‘’‚";

    public static bool StandAt(string words, int at) => Double.Contains(words[at], StringComparison.Ordinal);

    /// <summary>Where the quotation ends that begins at <paramref name="start"/>; null if it doesn't.</summary>
    public static int? Closing(string words, int start)
    {
        var depth = 1;
        int? first = null;
        for (var at = start + 1; at < words.Length; at++)
        {
            if (!StandAt(words, at))
                continue;
            first ??= at;
            depth += Opens(words, at) ? 1 : -1;
            if (depth == 0)
                return at;
        }

        return first;
    }

    /// <summary>The words without single marks around the whole of them. Only there: inside, they are apostrophes.</summary>
    public static string WithoutSingle(string words)
        => words.Length > 1 && Single.Contains(words[0], StringComparison.Ordinal) && Single.Contains(words[^1], StringComparison.Ordinal)
            ? words[1..^1].Trim()
            : words;

    private static bool Opens(string words, int at) => words[at] switch
    {
        '„' or '«' => true,
        '”' or '»' => false,
        _ => char.IsWhiteSpace(words[at - 1]) && at + 1 < words.Length && !char.IsWhiteSpace(words[at + 1]) && !char.IsPunctuation(words[at + 1]),
    };
}
