using System.Text;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>
/// Makes people's words show literally in Adaptive Card text. Escapes as little as it can, since the renderers of the
/// phones know fewer backslash escapes than CommonMark; links, <c>${</c> and <c>{{DATE(</c> are broken by a zero-width
/// space, which every renderer hides.
/// </summary>
public static class MarkdownText
{
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>
    /// The words with Markdown disarmed. Each line break becomes a paragraph, the only break that every renderer shows;
    /// blank lines and spaces at the edges of lines go. Not safe to repeat: escaping twice shows backslashes.
    /// </summary>
    /// <remarks>Date functions: adaptivecards 3.0.6, text-formatters. Block starts and inlines: CommonMark 0.31 §4–6.</remarks>
    public static string Escape(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (IsHarmless(words))
            return words;
        var result = new StringBuilder(words.Length + 16);
        foreach (var line in WithoutControls(words).AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
                continue;
            if (result.Length > 0)
                result.Append("\n\n");
            AppendLine(result, trimmed);
        }
        return result.ToString();
    }

    /// <summary>The words without control characters (but line breaks and tabs) and marks that reverse the direction of what follows.</summary>
    internal static string WithoutControls(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var clean = true;
        foreach (var c in words)
            clean &= !IsControl(c);
        return clean ? words : string.Concat(words.Where(c => !IsControl(c)));
    }

    private static bool IsControl(char c)
        => (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsHarmless(string words)
    {
        var previous = ' ';
        foreach (var c in words)
        {
            // A hyphen inside a line, as in a date or a double name, needs nothing.
            var fine = char.IsAsciiLetter(c) || c is ',' or '?' or '\'' or '%'
                || (c is ' ' or '-' && char.IsAsciiLetterOrDigit(previous))
                || (char.IsAsciiDigit(c) && previous is not '.');
            if (!fine)
                return false;
            previous = c;
        }
        return words.Length == 0 || previous is not ' ';
    }

    private static void AppendLine(StringBuilder result, ReadOnlySpan<char> line)
    {
        var start = AppendBlockStart(result, line);
        for (var i = start; i < line.Length; i++)
        {
            var c = line[i];
            var previous = i > 0 ? line[i - 1] : '\0';
            var next = i + 1 < line.Length ? line[i + 1] : '\0';
            if (c is '*' or '_' or '[' or ']' or '`' or '<' or '\\' || (c == '~' && (next == '~' || previous == '~')) || (c == '&' && (char.IsAsciiLetter(next) || next == '#')))
                result.Append('\\');
            result.Append(c);
            if (BreaksAfter(previous, c, next))
                result.Append(ZeroWidthSpace);
        }
    }

    /// <summary>Where a renderer would see an expression, a date function, a scheme, a host or an e-mail address, if nothing stood between.</summary>
    private static bool BreaksAfter(char previous, char c, char next)
        => (c is '$' or '{' && next == '{')
            || (c == ':' && (next == '/' || char.IsLetterOrDigit(next)) && !char.IsAsciiDigit(previous))
            || (c == '/' && next == '/')
            || (c is '.' or '@' or '\u3002' or '\uFF0E' && (char.IsLetterOrDigit(next) || next > '\u007F') && !(char.IsAsciiDigit(previous) && char.IsAsciiDigit(next)));

    /// <summary>Escapes a heading, quotation, list or rule at the start of a line; answers how many characters it dealt with.</summary>
    private static int AppendBlockStart(StringBuilder result, ReadOnlySpan<char> line)
    {
        if (line[0] is '#' or '>' or '-' or '+' or '=')
        {
            result.Append('\\').Append(line[0]);
            return 1;
        }
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
            digits++;
        if (digits == 0 || digits == line.Length || line[digits] is not ('.' or ')'))
            return 0;
        // "10.30" is a time, "10. " would be a list.
        if (digits + 1 < line.Length && line[digits + 1] is not (' ' or '\t'))
            return 0;
        result.Append(line[..digits]).Append('\\').Append(line[digits]);
        return digits + 1;
    }
}
