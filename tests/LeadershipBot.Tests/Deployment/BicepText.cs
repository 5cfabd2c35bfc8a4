using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadershipBot.Tests.Deployment;

/// <summary>Reads the values of a Bicep file, from its start to its end.</summary>
internal sealed partial class BicepText(string source)
{
    private readonly string _text = LineComment().Replace(source, "");
    private readonly List<string> _expressions = [];
    private int _at;

    public IReadOnlyList<string> Expressions => _expressions;

    /// <summary>The rest of the next line that isn't empty, without consuming it; null at the end.</summary>
    public string? NextLine()
    {
        SkipSpace();
        return _at == _text.Length ? null : _text[_at..LineEnd()].TrimEnd();
    }

    public void Advance(int characters) => _at += characters;

    public void SkipDecorator()
    {
        _at = _text.IndexOf('(', _at);
        ReadBalanced();
    }

    /// <summary>Reads <c>if (…)</c>, where it stands.</summary>
    public void ReadCondition()
    {
        if (_text[_at] is '{' or '[')
            return;
        _at = _text.IndexOf('(', _at);
        Remember(ReadBalanced());
        SkipSpace();
    }

    /// <summary>Reads <c>[for … in …:</c>, where it stands.</summary>
    /// <returns>Whether it stood there, so that <see cref="EndLoop"/> must follow what is repeated.</returns>
    public bool ReadLoop()
    {
        if (_text[_at] != '[')
            return false;
        var end = _text.IndexOf(':', _at);
        Remember(_text[(_at + 1)..end]);
        _at = end + 1;
        SkipSpace();
        return true;
    }

    public void EndLoop() => Expect(']');

    public JsonObject ReadObject()
    {
        var result = new JsonObject();
        Expect('{');
        for (SkipSpace(); _text[_at] != '}'; SkipSpace())
        {
            var key = _text[_at] == '\'' ? ReadText().Value : ReadWord();
            SkipSpace();
            Expect(':');
            SkipSpace();
            result.Add(key, ReadValue());
        }

        _at++;
        return result;
    }

    public JsonNode? ReadValue()
    {
        var start = _at;
        switch (_text[_at])
        {
            case '{':
                return ReadObject();
            case '[' when !_text.AsSpan(_at).StartsWith("[for "):
                return ReadArray();
            case '\'':
                var mark = _expressions.Count;
                var (value, isExpression) = ReadText();
                if (AtValueEnd())
                    return isExpression ? $"[format({value})]" : value;
                _expressions.RemoveRange(mark, _expressions.Count - mark);
                _at = start;
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
        for (SkipSpace(); _text[_at] != ']'; SkipSpace())
            result.Add(ReadValue());
        _at++;
        return result;
    }

    private string ReadExpression()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not ('\n' or '}' or ']'))
            if (_text[_at] is '(' or '[' or '{')
                ReadBalanced();
            else if (_text[_at] == '\'')
                SkipText();
            else
                _at++;
        return _text[start.._at].Trim();
    }

    private string ReadBalanced()
    {
        var start = _at;
        var depth = 0;
        do
        {
            if (_at == _text.Length)
                throw new FormatException($"A bracket is never closed: {_text[start..LineEnd(start)]}");
            if (_text[_at] == '\'')
            {
                SkipText();
                continue;
            }

            depth += _text[_at] is '(' or '[' or '{' ? 1 : _text[_at] is ')' or ']' or '}' ? -1 : 0;
            _at++;
        }
        while (depth > 0);
        return _text[start.._at];
    }

    private void SkipText()
    {
        for (_at++; _text[_at] != '\''; _at++)
            if (_text[_at] == '\\')
                _at++;
            else if (_text[_at] == '\n')
                throw new FormatException("A text is never closed.");
            else if (_text[_at] == '$' && _text[_at + 1] == '{')
            {
                _at++;
                ReadBalanced();
                _at--;
            }

        _at++;
    }

    private (string Value, bool IsExpression) ReadText()
    {
        var start = _at;
        SkipText();
        var inside = _text[(start + 1)..(_at - 1)];
        var parts = Interpolation().Matches(inside);
        foreach (Match part in parts)
            Remember(part.Groups["expression"].Value);
        return (new StringBuilder(inside).Replace("\\'", "'").ToString(), parts.Count > 0);
    }

    private string ReadWord()
    {
        var start = _at;
        while (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')
            _at++;
        return _at > start ? _text[start.._at] : throw new FormatException($"A name is missing at \"{_text[_at..LineEnd()]}\".");
    }

    private void Remember(string expression) => _expressions.Add(expression);

    private bool AtValueEnd() => string.IsNullOrWhiteSpace(_text[_at..LineEnd()]) || _text[_at] is '}' or ']';

    private void Expect(char wanted)
    {
        if (_text[_at] != wanted)
            throw new FormatException($"Expected {wanted} at \"{_text[_at..LineEnd()]}\".");
        _at++;
    }

    private int LineEnd() => LineEnd(_at);

    private int LineEnd(int from) => _text.IndexOf('\n', from) is var end and >= 0 ? end : _text.Length;

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    // Ours stand alone on a line, or after a value and a space.
    [GeneratedRegex("(?<=^|[ ])//[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex LineComment();

    [GeneratedRegex(@"\$\{(?<expression>[^}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Interpolation();
}
