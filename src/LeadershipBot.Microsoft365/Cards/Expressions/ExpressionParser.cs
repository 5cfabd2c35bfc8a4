using System.Globalization;
using System.Text;

namespace LeadershipBot.Microsoft365.Cards.Expressions;

/// <summary>
/// Reads an expression; precedence as in ExpressionAntlrParser.g4 of the npm package adaptive-expressions, where
/// <c>==</c> binds closer than <c>&lt;</c>. What isn't here is refused, so that no card means something else in Teams' tools.
/// </summary>
internal sealed class ExpressionParser(string source, Func<string, string>? text)
{
    private static readonly string[][] Operators = [["||"], ["&&"], ["<=", ">=", "<", ">"], ["==", "!="], ["+", "-"], ["*", "/"]];
    private int _at;

    /// <param name="source">What stands between <c>${</c> and <c>}</c>.</param>
    /// <param name="text">Gives the sentence of a key for <c>$root.text['key']</c>; null: no sentences are known.</param>
    /// <exception cref="ExpressionException">It can't be understood.</exception>
    public static Expression Parse(string source, Func<string, string>? text)
    {
        var parser = new ExpressionParser(source, text);
        var result = parser.Binary(0);
        parser.SkipSpace();
        return parser._at == source.Length ? result : throw new ExpressionException($"didn't expect \"{source[parser._at..]}\"");
    }

    private Expression Binary(int level)
    {
        if (level == Operators.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Operators[level].FirstOrDefault(Take) is { } sign)
            left = Call(sign, [left, Binary(level + 1)]);
        return left;
    }

    private Expression Unary()
    {
        if (Take("!"))
            return Call("!", [Unary()]);
        return Take("-") ? Call("negate", [Unary()]) : Postfix(Primary());
    }

    private Expression Primary()
    {
        SkipSpace();
        if (_at == source.Length)
            throw new ExpressionException("ends too early");
        var c = source[_at];
        if (c == '(')
        {
            _at++;
            var inner = Binary(0);
            Expect(')');
            return inner;
        }
        if (c is '\'' or '"')
            return new Constant(Value.Of(Quoted()));
        if (char.IsAsciiDigit(c))
            return new Constant(Value.Of(Number()));
        return Named(Identifier());
    }

    private Expression Named(string name)
    {
        if (Take("("))
            return Call(name, Arguments());
        return name switch
        {
            "true" => new Constant(Value.Of(true)),
            "false" => new Constant(Value.Of(false)),
            "$root" => new PathStartExpression(PathStart.Root),
            "$data" => new PathStartExpression(PathStart.Data),
            "$index" => new PathStartExpression(PathStart.Index),
            "null" or "undefined" => throw new ExpressionException($"{name} can't be compared with: use exists()"),
            _ when name[0] == '$' => throw new ExpressionException($"{name} is not known here"),
            _ => new Member(new PathStartExpression(PathStart.Data), name),
        };
    }

    private Expression Postfix(Expression of)
    {
        while (true)
        {
            if (Take("."))
            {
                of = new Member(of, Identifier());
            }
            else if (Take("["))
            {
                var key = Binary(0);
                Expect(']');
                of = (Expression?)Sentence(of, key) ?? new Element(of, key);
            }
            else
            {
                return of;
            }
        }
    }

    /// <summary>A sentence is looked up once, when the card is read.</summary>
    private Constant? Sentence(Expression of, Expression key)
    {
        if (text is null || of is not Member { Name: "text", Of: PathStartExpression { IsRoot: true } })
            return null;
        return key is Constant
            ? new Constant(Value.Of(text(key.ToString()!)))
            : throw new ExpressionException("the key of a sentence is written out, not worked out");
    }

    private Expression[] Arguments()
    {
        if (Take(")"))
            return [];
        var arguments = new List<Expression> { Binary(0) };
        while (Take(","))
            arguments.Add(Binary(0));
        Expect(')');
        return [.. arguments];
    }

    private static Call Call(string name, Expression[] arguments)
    {
        if (!Functions.TryGet(name, out var function))
            throw new ExpressionException($"there is no function {name}");
        if (arguments.Length < function.Least || arguments.Length > function.Most)
            throw new ExpressionException($"{name} doesn't take {arguments.Length} arguments");
        return new Call(name, function.Run, arguments);
    }

    private string Identifier()
    {
        SkipSpace();
        var start = _at;
        if (_at < source.Length && (char.IsAsciiLetter(source[_at]) || source[_at] is '_' or '$'))
            _at++;
        while (_at > start && _at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
            _at++;
        return _at > start ? source[start.._at] : throw new ExpressionException($"didn't expect \"{source[start..]}\"");
    }

    private double Number()
    {
        var start = _at;
        while (_at < source.Length && (char.IsAsciiDigit(source[_at]) || (source[_at] == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1]))))
            _at++;
        return double.TryParse(source.AsSpan(start, _at - start), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ExpressionException($"{source[start.._at]} is not a number");
    }

    private string Quoted()
    {
        var quote = source[_at++];
        var result = new StringBuilder();
        while (_at < source.Length && source[_at] != quote)
        {
            if (source[_at] == '\\')
                throw new ExpressionException("backslashes are not for expressions: put the words into cards/text");
            result.Append(source[_at++]);
        }
        Expect(quote);
        return result.ToString();
    }

    private bool Take(string sign)
    {
        SkipSpace();
        if (!source.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
            return false;
        // "!" must not take half of "!=", nor "<" half of "<>".
        if (sign is "!" or "<" && _at + 1 < source.Length && source[_at + 1] is '=' or '>')
            return false;
        _at += sign.Length;
        return true;
    }

    private void Expect(char c)
    {
        SkipSpace();
        if (_at == source.Length || source[_at] != c)
            throw new ExpressionException($"{c} is missing");
        _at++;
    }

    private void SkipSpace()
    {
        while (_at < source.Length && source[_at] is ' ' or '\t')
            _at++;
    }
}
