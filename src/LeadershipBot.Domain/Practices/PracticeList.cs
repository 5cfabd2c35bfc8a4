using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Practices;

/// <summary>An open GP practice, as people choose it.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name as published, usually in capitals.</param>
/// <param name="Town">Tells practices of one name apart; empty if unknown.</param>
/// <param name="Postcode">Empty if unknown.</param>
/// <param name="Commissioner">The code of its commissioner; empty if unknown.</param>
public sealed record ListedPractice(OdsCode Code, string Name, string Town, string Postcode, string Commissioner);

/// <summary>A body that commissions from practices: a CCG then, an ICB now.</summary>
/// <param name="Code">Its ODS code.</param>
/// <param name="Name">Its name; empty if no import told it.</param>
/// <param name="ActivePractices">How many open GP practices it has.</param>
public sealed record Commissioner(string Code, string Name, int ActivePractices);

/// <summary>
/// All open GP practices, to be searched as somebody types, and by commissioner. It never changes, so that many threads may
/// read it at once.
/// </summary>
public sealed class PracticeList
{
    /// <summary>The most words of a search that are looked at; the others are passed over.</summary>
    public const int WordsMax = 8;

    private const int WordCharactersMax = 40;

    private readonly Entry[] _entries;
    private readonly FrozenDictionary<string, ListedPractice> _byCode;
    private readonly FrozenSet<string> _closed;
    private readonly FrozenDictionary<string, IReadOnlyList<ListedPractice>> _byCommissioner;

    /// <summary>The list of those among the practices that are open GP practices.</summary>
    /// <param name="practices">Practices, also closed ones.</param>
    /// <param name="bodies">The names of commissioners, by code.</param>
    public PracticeList(IEnumerable<Practice> practices, IReadOnlyDictionary<string, string> bodies)
    {
        ArgumentNullException.ThrowIfNull(practices);
        ArgumentNullException.ThrowIfNull(bodies);
        var (open, closed) = (new List<ListedPractice>(), new List<string>());
        foreach (var practice in practices)
        {
            if (practice.IsOpenGpPractice)
                open.Add(new ListedPractice(practice.Code, practice.Name, practice.Town, practice.Postcode, practice.Commissioner));
            else
                closed.Add(practice.Code.ToString());
        }

        open.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name) is not 0 and var order ? order : string.CompareOrdinal(one.Code.ToString(), other.Code.ToString()));
        _entries = [.. open.Select(practice => new Entry(practice))];
        _byCode = open.ToFrozenDictionary(practice => practice.Code.ToString());
        _closed = closed.ToFrozenSet();
        _byCommissioner = open.Where(practice => practice.Commissioner.Length > 0).GroupBy(practice => practice.Commissioner, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<ListedPractice> (group) => [.. group], StringComparer.OrdinalIgnoreCase);
        Commissioners = [.. _byCommissioner
            .Select(group => new Commissioner(group.Key, bodies.GetValueOrDefault(group.Key.ToUpperInvariant(), ""), group.Value.Count))
            .OrderBy(one => one.Name.Length == 0).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase).ThenBy(one => one.Code, StringComparer.Ordinal)];
    }

    /// <summary>No practice.</summary>
    public static PracticeList Empty { get; } = new([], new Dictionary<string, string>());

    /// <summary>How many open GP practices there are.</summary>
    public int Count => _entries.Length;

    /// <summary>The commissioners that have open GP practices, by name, those without a name last.</summary>
    public IReadOnlyList<Commissioner> Commissioners { get; }

    /// <summary>The open GP practice of this code; null if there is none.</summary>
    public ListedPractice? Find(string code) => _byCode.GetValueOrDefault(code.ToUpperInvariant());

    /// <summary>Whether the code is of a practice that is no open GP practice: closed, dormant, not open yet, or of another kind.</summary>
    public bool IsNotOpen(string code) => _closed.Contains(code.ToUpperInvariant());

    /// <summary>The name of a commissioner, as published; empty for an unknown code, or where the list of commissioners was never imported.</summary>
    public string NameOfCommissioner(string code)
        => Commissioners.FirstOrDefault(one => one.Code.Equals(code.Trim(), StringComparison.OrdinalIgnoreCase))?.Name ?? "";

    /// <summary>The open GP practices of a commissioner, by name; empty if it has none.</summary>
    public IReadOnlyList<ListedPractice> OfCommissioner(string code) => _byCommissioner.GetValueOrDefault(code.Trim(), []);

    /// <summary>
    /// The practices in which each word begins a word of the code, name, town or postcode, in any order and any case, the
    /// best first; empty where no letter or digit was typed.
    /// </summary>
    /// <param name="typed">What somebody typed, of any length.</param>
    /// <param name="max">How many at the most.</param>
    public IReadOnlyList<ListedPractice> Search(string typed, int max)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var words = WordsOf(typed.Length > WordsMax * WordCharactersMax ? typed[..(WordsMax * WordCharactersMax)] : typed).Take(WordsMax).ToArray();
        if (words.Length == 0 || max < 1)
            return [];
        var found = new List<(int Worth, int At)>();
        for (var at = 0; at < _entries.Length; at++)
            if (_entries[at].WorthOf(words) is > 0 and var worth)
                found.Add((worth, at));
        found.Sort((one, other) => other.Worth.CompareTo(one.Worth) is not 0 and var order ? order : one.At.CompareTo(other.At));
        return [.. found.Take(max).Select(one => _entries[one.At].Practice)];
    }

    // Capitals without accents; a hyphen parts words, an apostrophe doesn't.
    private static IEnumerable<string> WordsOf(string text)
    {
        var word = new StringBuilder();
        foreach (var c in FoldedText.Of(text).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
                word.Append(char.ToUpperInvariant(c));
            else if (word.Length > 0 && c is not ('\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private sealed class Entry
    {
        private readonly string _code;
        private readonly (string Word, int Worth)[] _words;

        public Entry(ListedPractice practice)
        {
            (Practice, _code) = (practice, practice.Code.ToString());
            var postcode = WordsOf(practice.Postcode).ToList();
            _words =
            [
                .. WordsOf(practice.Name).Select((word, at) => (word, at == 0 ? 12 : 9)),
                .. WordsOf(practice.Town).Select(word => (word, 6)),
                .. postcode.Append(string.Concat(postcode)).Select(word => (word, 5)),
            ];
        }

        public ListedPractice Practice { get; }

        /// <summary>0 if one of the words isn't in it.</summary>
        public int WorthOf(string[] words)
        {
            var worth = 0;
            foreach (var word in words)
            {
                var best = WorthOf(word);
                if (best == 0)
                    return 0;
                worth += best;
            }

            return worth;
        }

        private int WorthOf(string word)
        {
            if (_code.StartsWith(word, StringComparison.Ordinal))
                return _code.Length == word.Length ? 100 : 20;
            var best = 0;
            foreach (var (own, worth) in _words)
            {
                if (own.StartsWith(word, StringComparison.Ordinal))
                    best = Math.Max(best, own.Length == word.Length ? worth + 4 : worth);
            }

            return best;
        }
    }
}
