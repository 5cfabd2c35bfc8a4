using System.Globalization;

namespace LeadershipBot.Domain.Text;

/// <summary>Which texts are about the same, as far as their words tell.</summary>
public static class LikeWords
{
    /// <summary>Shorter words say too little.</summary>
    private const int LettersMin = 4;

    /// <summary>Of longer words so many letters count, so that "appointment" and "appointments" are the same.</summary>
    private const int LettersCounted = 7;

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "about", "after", "again", "also", "because", "been", "before", "being", "cannot", "could", "does", "doesn", "every", "from", "have", "having", "into", "just", "more", "most", "much", "need", "needs", "only", "other", "ours", "over", "should",
        "some", "than", "that", "their", "them", "then", "there", "these", "they", "this", "those", "very", "want", "were", "what", "when", "where", "which", "while", "will", "with", "would", "your",
    };

    /// <summary>
    /// How alike two texts are: the share of their words that both have (Jaccard, 1901), from 0 for none to 1 for all.
    /// Common and short words don't count.
    /// </summary>
    public static double Likeness(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Likeness(WordsOf(one), WordsOf(other));
    }

    /// <summary>Those of the known texts that have a word in common with one, the most alike first; of equals, the earlier.</summary>
    /// <param name="text">The one.</param>
    /// <param name="known">The known things.</param>
    /// <param name="wordsOf">The words of a known thing.</param>
    /// <param name="max">How many at the most.</param>
    public static IReadOnlyList<T> MostAlike<T>(string text, IEnumerable<T> known, Func<T, string> wordsOf, int max)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(wordsOf);
        var words = WordsOf(text);
        return [.. known.Select(one => (One: one, Likeness: Likeness(words, WordsOf(wordsOf(one))))).Where(one => one.Likeness > 0).OrderByDescending(one => one.Likeness).Select(one => one.One).Take(max)];
    }

    private static double Likeness(HashSet<string> one, HashSet<string> other)
    {
        var both = one.Count(other.Contains);
        return both == 0 ? 0 : (double)both / (one.Count + other.Count - both);
    }

    private static HashSet<string> WordsOf(string text)
    {
        var folded = FoldedText.Of(text).ToLower(CultureInfo.InvariantCulture);
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < folded.Length; at++)
        {
            var from = at;
            while (at < folded.Length && char.IsLetterOrDigit(folded[at]))
                at++;
            if (at - from >= LettersMin && folded[from..at] is var word && !Common.Contains(word))
                words.Add(word.Length > LettersCounted ? word[..LettersCounted] : word);
        }

        return words;
    }
}
