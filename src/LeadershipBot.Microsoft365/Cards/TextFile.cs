using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>
/// The sentences that people see, by flat key, from <c>cards/text/&lt;language&gt;.json</c>. A sentence has named
/// places (<c>{count}</c>); one that depends on a number is kept under <c>key.one</c> and <c>key.other</c> and asked
/// for as <c>key</c> with an argument named <c>count</c>.
/// </summary>
public sealed class TextFile
{
    private const string CountName = "count";
    private readonly FrozenDictionary<string, Sentence> _sentences;

    private TextFile(string name, Dictionary<string, Sentence> sentences)
        => (Name, _sentences) = (name, sentences.ToFrozenDictionary());

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>Every key of the file.</summary>
    public IEnumerable<string> Keys => _sentences.Keys;

    /// <summary>Reads a text file.</summary>
    /// <exception cref="CardLibraryException">It isn't one flat JSON object of sentences, or a key stands twice.</exception>
    public static TextFile Parse(string name, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var sentences = new Dictionary<string, Sentence>();
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.String)
                    throw new CardLibraryException($"{name}: {entry.Name} is not a sentence in quotation marks.");
                sentences.Add(entry.Name, Sentence.Parse($"{name}: {entry.Name}", entry.Value.GetString()!));
            }
            return new TextFile(name, sentences);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new CardLibraryException($"{name} is not a flat JSON object of sentences: {problem.Message}", problem);
        }
    }

    /// <summary>A sentence for a TextBlock. Strings among the arguments are people's words and get escaped.</summary>
    /// <exception cref="TextFileException">No such key, or arguments and places differ.</exception>
    public CardText Format(string key, params ReadOnlySpan<TextArgument> arguments)
    {
        var sentence = Find(key, arguments);
        return new CardText(sentence.Fill(key, arguments, static argument => argument.Markdown));
    }

    /// <summary>A sentence for a place without Markdown: a button, a tooltip, an input, a summary.</summary>
    /// <exception cref="TextFileException">No such key, arguments and places differ, or an argument is already escaped.</exception>
    public PlainText Plain(string key, params ReadOnlySpan<TextArgument> arguments)
    {
        var sentence = Find(key, arguments);
        return new PlainText(sentence.Fill(key, arguments, static argument => argument.Plain));
    }

    /// <summary>A sentence to be read aloud (<c>speak</c>), without the characters that mean something in SSML.</summary>
    /// <exception cref="TextFileException">As for <see cref="Plain"/>.</exception>
    public PlainText Spoken(string key, params ReadOnlySpan<TextArgument> arguments)
        => new(Plain(key, arguments).Words.Replace('<', ' ').Replace('>', ' ').Replace('&', ' '));

    /// <summary>The sentence as written, where it has no places: what a template's <c>${$root.text['key']}</c> becomes.</summary>
    internal string? Fixed(string key) => _sentences.TryGetValue(key, out var sentence) && sentence.IsFixed ? sentence.Source : null;

    /// <summary>The sentence as written, places and all; null if there is none of this key.</summary>
    internal string? Source(string key) => _sentences.GetValueOrDefault(key)?.Source;

    private Sentence Find(string key, ReadOnlySpan<TextArgument> arguments)
    {
        if (_sentences.TryGetValue(key, out var sentence))
            return sentence;
        foreach (var argument in arguments)
        {
            if (argument.Name != CountName || argument.Number is not { } number)
                continue;
            // English; a language with more forms (Welsh has six) chooses here by its own rule.
            if (_sentences.TryGetValue(number == 1 ? key + ".one" : key + ".other", out sentence))
                return sentence;
        }
        throw new TextFileException($"{Name} has no sentence {key}.");
    }

    private sealed record Sentence(string Source, string[] Parts)
    {
        // Words stand at even places, names at odd ones.
        public bool IsFixed => Parts.Length == 1;

        public static Sentence Parse(string place, string source)
        {
            var parts = new List<string>();
            var rest = source;
            for (var open = rest.IndexOf('{', StringComparison.Ordinal); open >= 0; open = rest.IndexOf('{', StringComparison.Ordinal))
            {
                var close = rest.IndexOf('}', open);
                if (close < 0 || close == open + 1 || !rest[(open + 1)..close].All(char.IsAsciiLetter))
                    throw new CardLibraryException($"{place}: a place is written {{name}}, with letters only.");
                parts.Add(rest[..open]);
                parts.Add(rest[(open + 1)..close]);
                rest = rest[(close + 1)..];
            }
            parts.Add(rest);
            return new Sentence(source, [.. parts]);
        }

        public string Fill(string key, ReadOnlySpan<TextArgument> arguments, Func<TextArgument, string> show)
        {
            foreach (var argument in arguments)
                if (argument.Name != CountName && !Has(argument.Name))
                    throw new TextFileException($"The sentence {key} has no place {{{argument.Name}}}.");
            if (IsFixed)
                return Parts[0];
            var result = new StringBuilder();
            for (var i = 0; i < Parts.Length; i++)
                result.Append(i % 2 == 0 ? Parts[i] : show(Argument(key, Parts[i], arguments)));
            return result.ToString();
        }

        private bool Has(string name)
        {
            for (var i = 1; i < Parts.Length; i += 2)
                if (Parts[i] == name)
                    return true;
            return false;
        }

        private static TextArgument Argument(string key, string name, ReadOnlySpan<TextArgument> arguments)
        {
            foreach (var argument in arguments)
                if (argument.Name == name)
                    return argument;
            throw new TextFileException($"The sentence {key} needs {{{name}}}.");
        }
    }
}

/// <summary>
/// What goes into one place of a sentence: a number (shown with thousands separated), people's words, or words already
/// made safe. Written as a pair: <c>("count", 12)</c>.
/// </summary>
public readonly struct TextArgument
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private readonly string? _words;
    private readonly bool _escaped;

    private TextArgument(string name, string? words, bool escaped, long? number)
        => (Name, _words, _escaped, Number) = (name, words, escaped, number);

    /// <summary>The place's name.</summary>
    public string Name { get; }

    internal long? Number { get; }

    internal string Markdown => Number is { } number ? Show(number) : _escaped ? _words! : MarkdownText.Escape(_words!);

    internal string Plain
        => Number is { } number ? Show(number)
            : _escaped ? throw new TextFileException($"{{{Name}}} is escaped for Markdown, but this sentence stands where it isn't read: give the bare words.")
            : MarkdownText.WithoutControls(_words!);

    public static implicit operator TextArgument((string Name, int Number) pair) => new(pair.Name, null, false, pair.Number);

    public static implicit operator TextArgument((string Name, long Number) pair) => new(pair.Name, null, false, pair.Number);

    public static implicit operator TextArgument((string Name, string Words) pair) => new(pair.Name, pair.Words, false, null);

    public static implicit operator TextArgument((string Name, CardText Words) pair) => new(pair.Name, pair.Words.Markdown, true, null);

    private static string Show(long number) => number.ToString("N0", British);
}
