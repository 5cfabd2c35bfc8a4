namespace LeadershipBot.Microsoft365.Cards.Expressions;

/// <summary>An expression of the Adaptive Expression Language, ready to be asked.</summary>
internal abstract class Expression
{
    /// <summary>What it gives here, absent included.</summary>
    public abstract Value Find(in BindingScope scope);

    /// <summary>What it gives here, which has to be something.</summary>
    /// <exception cref="ExpressionException">There is nothing.</exception>
    public virtual Value Evaluate(in BindingScope scope)
    {
        var value = Find(scope);
        return value.Kind == ValueKind.Missing ? throw new ExpressionException($"{this} is not in the data") : value;
    }
}

/// <summary>Why an expression has no value here; whoever knows template and place tells them too.</summary>
internal sealed class ExpressionException(string message) : Exception(message);

internal sealed class Constant(Value value) : Expression
{
    public override Value Find(in BindingScope scope) => value;

    public override string ToString() => value.AsText() ?? "null";
}

internal enum PathStart
{
    Data,
    Root,
    Index,
}

/// <summary>A way into the data: <c>a.b</c>, <c>$root.a</c>, <c>$index</c>, <c>$data</c>.</summary>
internal sealed class PathStartExpression(PathStart start) : Expression
{
    public override Value Find(in BindingScope scope) => start switch
    {
        PathStart.Data => Value.Of(scope.Data),
        PathStart.Root => Value.Of(scope.Root),
        _ => scope.Index is { } index ? Value.Of((double)index) : Value.Missing,
    };

    public bool IsRoot => start == PathStart.Root;

    public override string ToString() => start switch { PathStart.Data => "$data", PathStart.Root => "$root", _ => "$index" };
}

internal sealed class Member(Expression of, string name) : Expression
{
    public Expression Of => of;

    public string Name => name;

    public override Value Find(in BindingScope scope)
    {
        var whole = of.Find(scope);
        return whole.Kind == ValueKind.Part && whole.Part.TryGetPropertyValue(name, out var node) ? Value.Of(node) : Value.Missing;
    }

    public override string ToString() => of is PathStartExpression { IsRoot: false } ? name : $"{of}.{name}";
}

/// <summary><c>list[0]</c> or <c>part['name']</c>.</summary>
internal sealed class Element(Expression of, Expression key) : Expression
{
    public override Value Find(in BindingScope scope)
    {
        var whole = of.Find(scope);
        var at = key.Evaluate(scope);
        return (whole.Kind, at.Kind) switch
        {
            (ValueKind.Part, ValueKind.Text) => Value.Of(whole.Part[at.Text]),
            (ValueKind.List, ValueKind.Number) when at.Number >= 0 && at.Number < whole.List.Count && at.Number == Math.Floor(at.Number)
                => Value.Of(whole.List[(int)at.Number]),
            _ => Value.Missing,
        };
    }

    public override string ToString() => $"{of}[{key}]";
}

/// <summary>A function or operator, with its arguments.</summary>
internal sealed class Call(string name, Function function, Expression[] arguments) : Expression
{
    public override Value Find(in BindingScope scope) => function(arguments, scope);

    public override string ToString() => $"{name}({string.Join(", ", arguments.AsEnumerable())})";
}

internal delegate Value Function(Expression[] arguments, in BindingScope scope);
