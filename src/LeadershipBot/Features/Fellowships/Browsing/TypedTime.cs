using System.Globalization;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Fellowships.Browsing;

/// <summary>
/// How much time somebody typed, as in "1 day" or "2 sessions", by the words of the cards. It is found as a whole, and its number as a
/// number: each word by itself "1 day" is in "half a day a week (1 session)", too.
/// </summary>
/// <param name="Sessions">The sessions a week of which the words are said.</param>
/// <param name="Rest">What else was typed.</param>
internal sealed record TypedTime(IReadOnlySet<decimal> Sessions, string Rest)
{
    /// <summary>Fewer words are said of too much, such as "day".</summary>
    private const int WordsMin = 2;

    private const decimal Step = 0.5m;

    private static readonly char[] Separators = [' ', '(', ')'];

    /// <summary>The longest run of the words that says a time; null where none does.</summary>
    public static TypedTime? In(TextFile text, string typed)
    {
        var words = Split(typed);
        var names = Split(text.Plain("fellowships.find.numbers").Words);
        var times = Enumerable.Range(1, (int)(FellowshipLimits.SessionsMax / Step)).Select(count => count * Step).Select(sessions => (Sessions: sessions, Words: Split(FellowshipWords.Time(text, sessions)))).ToList();
        for (var length = words.Length; length >= WordsMin; length--)
        {
            for (var from = 0; from + length <= words.Length; from++)
            {
                var phrase = words[from..(from + length)];
                var such = times.Where(time => Says(time.Words, phrase, names)).Select(time => time.Sessions).ToHashSet();
                if (such.Count > 0)
                    return new TypedTime(such, string.Join(' ', words.Take(from).Concat(words.Skip(from + length))));
            }
        }

        return null;
    }

    private static string[] Split(string words) => words.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a time is said with the words next to each other, from its beginning or a number on: "a day a week" alone isn't half a day.</summary>
    private static bool Says(string[] time, string[] phrase, string[] names)
        => Enumerable.Range(0, Math.Max(0, time.Length - phrase.Length + 1)).Any(from => (from == 0 || Number(time[from]) is not null) && phrase.Index().All(one => IsSame(time[from + one.Index], one.Item, names)));

    /// <summary>A number is the same number, also as a word; of a word the beginning is enough, as it is being typed, and one letter more, as in "1 days".</summary>
    private static bool IsSame(string word, string typed, string[] names)
    {
        if (Number(word) is { } number)
            return (Number(typed) ?? Named(names, typed)) == number;
        return word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || (typed.Length == word.Length + 1 && word.Length > 1 && typed.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The number of which a word is the name, from 1 on; null where it is none.</summary>
    private static decimal? Named(string[] names, string typed) => Array.FindIndex(names, name => name.Equals(typed, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at + 1 : null;

    private static decimal? Number(string word) => decimal.TryParse(word.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
