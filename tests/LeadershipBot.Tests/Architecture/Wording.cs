using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Architecture;

/// <summary>The words that code and cards ask for, read from their text.</summary>
internal static partial class Wording
{
    /// <summary>
    /// String literals that look like a text key of one of the families (<c>polls</c>, <c>shell</c> …), but for those on
    /// lines that name a verb, an outbox kind or an entry of the audit.
    /// </summary>
    public static IEnumerable<string> KeysIn(string code, IReadOnlyCollection<string> families)
        => from line in code.Split('\n')
           where !OtherNames().IsMatch(line)
           from match in Literal().Matches(line)
           let key = match.Groups[1].Value
           where families.Contains(key.Split('.')[0])
           select key;

    /// <summary>The keys that a template's expressions name.</summary>
    public static IEnumerable<string> KeysIn(CardFile card)
        => from words in card.Strings
           from match in InTemplate().Matches(words)
           select match.Groups[1].Value;

    /// <summary>
    /// The places where code fills a sentence with values that it names on the spot: the keys that it may be, and the
    /// values' names. Calls that hand on a list of values are left out.
    /// </summary>
    public static IEnumerable<Filling> FillingsIn(string code)
    {
        foreach (Match call in Call().Matches(code))
        {
            var arguments = Arguments(code, call.Index + call.Length);
            var names = arguments.Skip(1).Select(argument => Value().Match(argument)).ToList();
            var keys = Literal().Matches(arguments[0]).Select(match => match.Groups[1].Value).ToList();
            if (keys.Count > 0 && names.All(name => name.Success))
                yield return new Filling(keys, [.. names.Select(name => name.Groups[1].Value)]);
        }
    }

    /// <summary>The names of a sentence's places.</summary>
    public static IReadOnlyList<string> PlacesIn(string sentence) => [.. Place().Matches(sentence).Select(match => match.Groups[1].Value)];

    /// <summary>The arguments of a call that begins behind its bracket, parted at its own commas.</summary>
    private static List<string> Arguments(string code, int start)
    {
        var arguments = new List<string>();
        var (depth, inWords, from) = (0, false, start);
        for (var at = start; at < code.Length; at++)
        {
            inWords ^= code[at] == '"';
            if (inWords)
                continue;
            if (depth == 0 && code[at] is ',' or ')')
            {
                arguments.Add(code[from..at].Trim());
                from = at + 1;
            }

            if (depth == 0 && code[at] == ')')
                break;
            depth += code[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        }

        return arguments;
    }

    [GeneratedRegex("""
        "([a-z]+(?:\.[A-Za-z]+)+)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex("""
        \.(?:Command|(?:Anonymous)?Verb)<|Audit\.(?:Entry|ByProgram|Also)\(|\baudit\(|const string \w*(?:Kind|Verb)\b|const string \w+ = "shell\.command"
        """)]
    private static partial Regex OtherNames();

    [GeneratedRegex(@"text\['([^']+)'\]")]
    private static partial Regex InTemplate();

    [GeneratedRegex(@"(?:[Tt]ext\.(?:Format|Plain|Spoken)|\bnew (?:Refusal|Statement))\(")]
    private static partial Regex Call();

    [GeneratedRegex("""
        ^\("(\w+)",
        """)]
    private static partial Regex Value();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}

/// <summary>Code that fills a sentence: one of these keys, with values of these names.</summary>
internal sealed record Filling(IReadOnlyList<string> Keys, IReadOnlyList<string> Names);
