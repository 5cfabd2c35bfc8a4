using System.Collections.Frozen;

namespace LeadershipBot.Microsoft365.Cards.Expressions;

/// <summary>The functions and operators that our cards use, with the meaning they have in the npm package adaptive-expressions 4.23.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, (int Least, int Most, Function Run)> Table = new Dictionary<string, (int, int, Function)>
    {
        ["if"] = (3, 3, If),
        ["exists"] = (1, 1, (Expression[] a, in BindingScope s) => Value.Of(a[0].Find(s).Kind != ValueKind.Missing)),
        ["empty"] = (1, 1, Empty),
        ["!"] = (1, 1, Not),
        ["not"] = (1, 1, Not),
        ["&&"] = (2, 2, And),
        ["and"] = (1, int.MaxValue, And),
        ["||"] = (2, 2, Or),
        ["or"] = (1, int.MaxValue, Or),
        ["=="] = (2, 2, Equal),
        ["equals"] = (2, 2, Equal),
        ["!="] = (2, 2, (Expression[] a, in BindingScope s) => Value.Of(!Same(a[0].Evaluate(s), a[1].Evaluate(s)))),
        ["<"] = (2, 2, Less),
        ["less"] = (2, 2, Less),
        ["<="] = (2, 2, LessOrEqual),
        ["lessOrEquals"] = (2, 2, LessOrEqual),
        [">"] = (2, 2, Greater),
        ["greater"] = (2, 2, Greater),
        [">="] = (2, 2, GreaterOrEqual),
        ["greaterOrEquals"] = (2, 2, GreaterOrEqual),
        ["+"] = (2, 2, Add),
        ["add"] = (2, int.MaxValue, Add),
        ["-"] = (2, 2, Subtract),
        ["sub"] = (2, int.MaxValue, Subtract),
        ["*"] = (2, 2, Multiply),
        ["mul"] = (2, int.MaxValue, Multiply),
        ["/"] = (2, 2, Divide),
        ["div"] = (2, int.MaxValue, Divide),
        ["negate"] = (1, 1, (Expression[] a, in BindingScope s) => Value.Of(-Number(a[0], s))),
        ["concat"] = (1, int.MaxValue, Concat),
        ["string"] = (1, 1, AsString),
        ["length"] = (1, 1, (Expression[] a, in BindingScope s) => Value.Of((double)Text(a[0], s).Length)),
        ["count"] = (1, 1, Count),
        ["formatNumber"] = (2, 3, FormatNumber),
        ["join"] = (2, 3, Join),
    }.ToFrozenDictionary();

    public static bool TryGet(string name, out (int Least, int Most, Function Run) function) => Table.TryGetValue(name, out function);

    private static Value If(Expression[] a, in BindingScope s) => a[0].Evaluate(s).IsTrue ? a[1].Evaluate(s) : a[2].Evaluate(s);

    private static Value Not(Expression[] a, in BindingScope s) => Value.Of(!a[0].Evaluate(s).IsTrue);

    private static Value And(Expression[] a, in BindingScope s)
    {
        foreach (var one in a)
            if (!one.Evaluate(s).IsTrue)
                return Value.Of(false);
        return Value.Of(true);
    }

    private static Value Or(Expression[] a, in BindingScope s)
    {
        foreach (var one in a)
            if (one.Evaluate(s).IsTrue)
                return Value.Of(true);
        return Value.Of(false);
    }

    private static Value Equal(Expression[] a, in BindingScope s) => Value.Of(Same(a[0].Evaluate(s), a[1].Evaluate(s)));

    private static Value Less(Expression[] a, in BindingScope s) => Value.Of(Compare(a, s) < 0);

    private static Value LessOrEqual(Expression[] a, in BindingScope s) => Value.Of(Compare(a, s) <= 0);

    private static Value Greater(Expression[] a, in BindingScope s) => Value.Of(Compare(a, s) > 0);

    private static Value GreaterOrEqual(Expression[] a, in BindingScope s) => Value.Of(Compare(a, s) >= 0);

    private static Value Empty(Expression[] a, in BindingScope s)
    {
        var value = a[0].Find(s);
        return value.Kind switch
        {
            ValueKind.Missing => Value.Of(true),
            ValueKind.Text => Value.Of(value.Text.Length == 0),
            ValueKind.List => Value.Of(value.List.Count == 0),
            ValueKind.Part => Value.Of(value.Part.Count == 0),
            _ => throw new ExpressionException($"{a[0]} is a number or a flag, which can't be empty"),
        };
    }

    private static Value Add(Expression[] a, in BindingScope s)
    {
        var sum = a[0].Evaluate(s);
        for (var i = 1; i < a.Length; i++)
        {
            var next = a[i].Evaluate(s);
            sum = sum.Kind == ValueKind.Number && next.Kind == ValueKind.Number
                ? Value.Of(sum.Number + next.Number)
                : Value.Of(Addend(a[i - 1], sum) + Addend(a[i], next));
        }
        return sum;
    }

    private static string Addend(Expression from, Value value)
        => value.Kind is ValueKind.Text or ValueKind.Number ? value.AsText()! : throw new ExpressionException($"{from} is neither number nor text");

    private static Value Subtract(Expression[] a, in BindingScope s)
    {
        var result = Number(a[0], s);
        for (var i = 1; i < a.Length; i++)
            result -= Number(a[i], s);
        return Value.Of(result);
    }

    private static Value Multiply(Expression[] a, in BindingScope s)
    {
        var result = 1.0;
        foreach (var one in a)
            result *= Number(one, s);
        return Value.Of(result);
    }

    /// <summary>Whole numbers give the whole number below.</summary>
    private static Value Divide(Expression[] a, in BindingScope s)
    {
        var result = Number(a[0], s);
        for (var i = 1; i < a.Length; i++)
        {
            var by = Number(a[i], s);
            if (by == 0)
                throw new ExpressionException($"{a[i]} is 0, and nothing can be divided by it");
            result = IsWhole(result) && IsWhole(by) ? Math.Floor(result / by) : result / by;
        }
        return Value.Of(result);
    }

    private static Value Concat(Expression[] a, in BindingScope s)
    {
        var parts = new string[a.Length];
        for (var i = 0; i < a.Length; i++)
            parts[i] = a[i].Evaluate(s).AsText() ?? throw new ExpressionException($"{a[i]} has no text form");
        return Value.Of(string.Concat(parts));
    }

    private static Value AsString(Expression[] a, in BindingScope s)
    {
        var value = a[0].Evaluate(s);
        if (value.Kind == ValueKind.Number)
            return Value.Of(JavaScriptNumber.Fixed(value.Number, Decimals(JavaScriptNumber.Format(value.Number))));
        return Value.Of(value.AsText() ?? throw new ExpressionException($"{a[0]} has no text form"));
    }

    private static int Decimals(string number)
        => number.IndexOf('.', StringComparison.Ordinal) is var point && point < 0 ? 0 : number.Length - point - 1;

    private static Value Count(Expression[] a, in BindingScope s)
    {
        var value = a[0].Evaluate(s);
        return Value.Of((double)(value.Kind switch
        {
            ValueKind.Text => value.Text.Length,
            ValueKind.List => value.List.Count,
            ValueKind.Part => value.Part.Count,
            _ => throw new ExpressionException($"{a[0]} is not a list"),
        }));
    }

    /// <summary>Thousands by commas, in both locales that may be named; halves go up.</summary>
    private static Value FormatNumber(Expression[] a, in BindingScope s)
    {
        var decimals = Number(a[1], s);
        if (decimals is < 0 or > 15 || !IsWhole(decimals))
            throw new ExpressionException($"{a[1]} is not a number of decimals from 0 to 15");
        if (a.Length == 3 && Text(a[2], s) is not ("en-GB" or "en-US"))
            throw new ExpressionException($"{a[2]} is not a language that numbers are written in here");
        var scale = Math.Pow(10, decimals);
        return Value.Of(JavaScriptNumber.Fixed(Math.Floor((Number(a[0], s) * scale) + 0.5) / scale, (int)decimals));
    }

    private static Value Join(Expression[] a, in BindingScope s)
    {
        var list = a[0].Evaluate(s);
        if (list.Kind != ValueKind.List)
            throw new ExpressionException($"{a[0]} is not a list");
        var parts = new string[list.List.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Value.Of(list.List[i]).AsText() ?? throw new ExpressionException($"{a[0]}[{i}] has no text form");
        var between = Text(a[1], s);
        if (a.Length == 2)
            return Value.Of(string.Join(between, parts));
        var last = Text(a[2], s);
        return Value.Of(parts.Length < 3 ? string.Join(last, parts) : string.Join(between, parts[..^1]) + last + parts[^1]);
    }

    private static double Number(Expression from, in BindingScope s)
    {
        var value = from.Evaluate(s);
        return value.Kind == ValueKind.Number ? value.Number : throw new ExpressionException($"{from} is not a number");
    }

    private static string Text(Expression from, in BindingScope s)
    {
        var value = from.Evaluate(s);
        return value.Kind == ValueKind.Text ? value.Text : throw new ExpressionException($"{from} is not text");
    }

    private static int Compare(Expression[] a, in BindingScope s)
    {
        var (left, right) = (a[0].Evaluate(s), a[1].Evaluate(s));
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Number, ValueKind.Number) => left.Number.CompareTo(right.Number),
            (ValueKind.Text, ValueKind.Text) => string.CompareOrdinal(left.Text, right.Text),
            _ => throw new ExpressionException($"{a[0]} and {a[1]} are not two numbers or two texts"),
        };
    }

    private static bool Same(Value left, Value right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Number, ValueKind.Number) => Math.Abs(left.Number - right.Number) < double.BitIncrement(1) - 1,
        (ValueKind.Text, ValueKind.Text) => left.Text == right.Text,
        (ValueKind.Flag, ValueKind.Flag) => left.Flag == right.Flag,
        (ValueKind.List, ValueKind.List) or (ValueKind.Part, ValueKind.Part) => System.Text.Json.Nodes.JsonNode.DeepEquals(left.Node, right.Node),
        _ => false,
    };

    private static bool IsWhole(double number) => number == Math.Floor(number);
}
