using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Deployment;

/// <summary>Reads the values of a Bicep file, from its start to its end.</summary>
internal sealed partial class BicepText(string source)
{
    private readonly string text = LineComment().Replace(source, "");
    private readonly List<string> expressions = [];
    private int at;

    public IReadOnlyList<string> Expressions => expressions;

    /// <summary>The rest of the next line that isn't empty, without consuming it; null at the end.</summary>
    public string? NextLine()
    {
        SkipSpace();
        return at == text.Length ? null : text[at..LineEnd()].TrimEnd();
    }

    public void Advance(int characters) => at += characters;

    public void SkipDecorator()
    {
        at = text.IndexOf('(', at);
        ReadBalanced();
    }

    /// <summary>Reads <c>if (…)</c>, where it stands.</summary>
    public void ReadCondition()
    {
        if (text[at] == '{')
            return;
        at = text.IndexOf('(', at);
        Remember(ReadBalanced());
        SkipSpace();
    }

    public JsonObject ReadObject()
    {
        var result = new JsonObject();
        Expect('{');
        for (SkipSpace(); text[at] != '}'; SkipSpace())
        {
            var key = text[at] == '\'' ? ReadText().Value : ReadWord();
            SkipSpace();
            Expect(':');
            SkipSpace();
            result.Add(key, ReadValue());
        }

        at++;
        return result;
    }

    public JsonNode? ReadValue()
    {
        var start = at;
        switch (text[at])
        {
            case '{':
                return ReadObject();
            case '[' when !text.AsSpan(at).StartsWith("[for "):
                return ReadArray();
            case '\'':
                var mark = expressions.Count;
                var (value, isExpression) = ReadText();
                if (AtValueEnd())
                    return isExpression ? $"[format({value})]" : value;
                expressions.RemoveRange(mark, expressions.Count - mark);
                at = start;
                break;
        }

        var expression = ReadExpression();
        if (expression is "true" or "false")
            return expression == "true";
        if (expression == "null")
            return null;
        if (int.TryParse(expression, CultureInfo.InvariantCulture, out var number))
            return number;
        Remember(expression);
        return $"[{expression}]";
    }

    private JsonArray ReadArray()
    {
        var result = new JsonArray();
        Expect('[');
        for (SkipSpace(); text[at] != ']'; SkipSpace())
            result.Add(ReadValue());
        at++;
        return result;
    }

    private string ReadExpression()
    {
        var start = at;
        while (at < text.Length && text[at] is not ('\n' or '}' or ']'))
            if (text[at] is '(' or '[' or '{')
                ReadBalanced();
            else if (text[at] == '\'')
                SkipText();
            else
                at++;
        return text[start..at].Trim();
    }

    private string ReadBalanced()
    {
        var start = at;
        var depth = 0;
        do
        {
            if (at == text.Length)
                throw new FormatException($"A bracket is never closed: {text[start..LineEnd(start)]}");
            if (text[at] == '\'')
            {
                SkipText();
                continue;
            }

            depth += text[at] is '(' or '[' or '{' ? 1 : text[at] is ')' or ']' or '}' ? -1 : 0;
            at++;
        }
        while (depth > 0);
        return text[start..at];
    }

    private void SkipText()
    {
        for (at++; text[at] != '\''; at++)
            if (text[at] == '\\')
                at++;
            else if (text[at] == '\n')
                throw new FormatException("A text is never closed.");
            else if (text[at] == '$' && text[at + 1] == '{')
            {
                at++;
                ReadBalanced();
                at--;
            }

        at++;
    }

    private (string Value, bool IsExpression) ReadText()
    {
        var start = at;
        SkipText();
        var inside = text[(start + 1)..(at - 1)];
        var parts = Interpolation().Matches(inside);
        foreach (Match part in parts)
            Remember(part.Groups["expression"].Value);
        return (new StringBuilder(inside).Replace("\\'", "'").ToString(), parts.Count > 0);
    }

    private string ReadWord()
    {
        var start = at;
        while (char.IsLetterOrDigit(text[at]) || text[at] == '_')
            at++;
        return at > start ? text[start..at] : throw new FormatException($"A name is missing at \"{text[at..LineEnd()]}\".");
    }

    private void Remember(string expression) => expressions.Add(expression);

    private bool AtValueEnd() => string.IsNullOrWhiteSpace(text[at..LineEnd()]) || text[at] is '}' or ']';

    private void Expect(char wanted)
    {
        if (text[at] != wanted)
            throw new FormatException($"Expected {wanted} at \"{text[at..LineEnd()]}\".");
        at++;
    }

    private int LineEnd() => LineEnd(at);

    private int LineEnd(int from) => text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    // Ours stand alone on a line, or after a value and a space.
    [GeneratedRegex("(?<=^|[ ])//[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex LineComment();

    [GeneratedRegex(@"\$\{(?<expression>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Interpolation();
}
