namespace LeadershipBot.Domain.Text;

/// <summary>Which known words somebody may have meant.</summary>
public static class NearestWords
{
    /// <summary>
    /// The known words that are near to the beginning of what was typed, nearest first: at most a third of the letters
    /// differ. Empty if none is near.
    /// </summary>
    /// <param name="typed">What was typed; only as many letters as the known word has, and one more, are looked at.</param>
    /// <param name="known">The known words.</param>
    /// <param name="max">How many to give at the most.</param>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known, int max)
    {
        var start = typed.TrimStart().ToUpperInvariant();
        return
        [
            .. known.Select(word => (Word: word, Distance: Nearest(start, word.ToUpperInvariant())))
                .Where(near => near.Distance * 3 <= near.Word.Length)
                .OrderBy(near => near.Distance)
                .Select(near => near.Word)
                .Take(max),
        ];
    }

    /// <summary>The distance to the first word(s) of what was typed, whether a letter too few or too many was typed.</summary>
    private static int Nearest(string typed, string word)
    {
        var least = word.Length;
        for (var length = Math.Max(1, word.Length - 1); length <= word.Length + 1 && length <= typed.Length; length++)
            least = Math.Min(least, Distance(typed.AsSpan(0, length), word));
        return least;
    }

    /// <summary>Letters to add, drop or change (Levenshtein, 1966).</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
