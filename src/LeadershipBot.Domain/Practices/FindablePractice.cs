namespace LeadershipBot.Domain.Practices;

/// <summary>A practice as somebody finds it by typing a part of its name, town, postcode or code.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name, as it is shown.</param>
/// <param name="Town">Empty if unknown.</param>
/// <param name="Words">All of it in capitals, each word after a space.</param>
/// <param name="Joined">The code and the postcode without spaces.</param>
public sealed record FindablePractice(string Code, string Name, string Town, string Words, string Joined)
{
    /// <summary>The most letters of a search that are looked at.</summary>
    public const int SearchCharactersMax = 60;

    /// <summary>A practice that can be found by all of these.</summary>
    public static FindablePractice Of(string code, string name, string town, string postcode)
        => new(code, name, town, " " + Fold($"{name} {town} {postcode} {code}"), $" {Fold(postcode).Replace(" ", "", StringComparison.Ordinal)} {code.ToUpperInvariant()}");

    /// <summary>
    /// The practices of which each typed word begins a word, or the code or postcode; those whose name begins with
    /// what was typed come first, then by name. Takes time in proportion to the number of practices.
    /// </summary>
    /// <param name="typed">What was typed; empty finds all.</param>
    /// <param name="among">Where to look.</param>
    /// <param name="max">How many at the most.</param>
    public static IReadOnlyList<FindablePractice> Find(string typed, IEnumerable<FindablePractice> among, int max)
    {
        var folded = Fold(typed.Length <= SearchCharactersMax ? typed : typed[..SearchCharactersMax]);
        string[] words = [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => " " + word)];
        var whole = " " + string.Join("", words.Select(word => word[1..]));
        var begin = string.Join("", words);
        return [.. among.Where(practice => practice.Has(words, whole))
            .OrderBy(practice => begin.Length > 0 && practice.Words.StartsWith(begin, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(practice => practice.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(practice => practice.Code, StringComparer.Ordinal)
            .Take(max)];
    }

    private bool Has(string[] words, string whole)
    {
        if (words.Length > 1 && Joined.Contains(whole, StringComparison.Ordinal))
            return true; // a postcode typed with its space
        foreach (var word in words)
        {
            if (!Words.Contains(word, StringComparison.Ordinal) && !Joined.Contains(word, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>Capitals, with what is no letter or digit as a space; an apostrophe is nothing, as in ST MARY'S.</summary>
    private static string Fold(string text)
        => new([.. text.ToUpperInvariant().Where(c => c is not ('\'' or '’' or '.')).Select(c => char.IsLetterOrDigit(c) ? c : ' ')]);
}
