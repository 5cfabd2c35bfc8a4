using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards.Expressions;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>A compiled part of a template, which writes itself.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes one value, where JSON needs one.</summary>
    public abstract void WriteValue(Utf8JsonWriter writer, in BindingScope scope);

    /// <summary>Whether there is anything to write here: what <c>$when</c> drops leaves no property behind.</summary>
    public virtual bool IsPresent(in BindingScope scope) => true;

    /// <summary>Writes none, one or several values, in a list.</summary>
    public virtual void WriteItems(Utf8JsonWriter writer, in BindingScope scope) => WriteValue(writer, scope);
}

/// <summary>A part without expressions, kept as the bytes to be written.</summary>
internal sealed class FixedNode(byte[] utf8) : TemplateNode
{
    public ReadOnlySpan<byte> Utf8 => utf8;

    public override void WriteValue(Utf8JsonWriter writer, in BindingScope scope) => writer.WriteRawValue(utf8, skipInputValidation: true);
}

/// <summary>Where an expression stands, so that its failure can be found.</summary>
internal sealed class PlacedExpression(string template, string path, string source, Expression expression)
{
    public Value Evaluate(in BindingScope scope)
    {
        try
        {
            return expression.Evaluate(scope);
        }
        catch (ExpressionException problem)
        {
            throw Failure(problem.Message);
        }
    }

    public CardBindingException Failure(string reason) => new(template, path, source, reason);
}

/// <summary>A string that is one expression: keeps the type of its value.</summary>
internal sealed class ExpressionNode(PlacedExpression expression) : TemplateNode
{
    public override void WriteValue(Utf8JsonWriter writer, in BindingScope scope) => expression.Evaluate(scope).WriteTo(writer);

    public override void WriteItems(Utf8JsonWriter writer, in BindingScope scope)
    {
        var value = expression.Evaluate(scope);
        if (value.Kind != ValueKind.List)
        {
            value.WriteTo(writer);
            return;
        }
        foreach (var item in value.List)
            if (item is null)
                writer.WriteNullValue();
            else
                item.WriteTo(writer);
    }
}

/// <summary>A string with expressions in it. The bare strings stand between them: one more than expressions.</summary>
internal sealed class InterpolatedNode(string[] between, PlacedExpression[] expressions) : TemplateNode
{
    public override void WriteValue(Utf8JsonWriter writer, in BindingScope scope)
    {
        var parts = new string[between.Length + expressions.Length];
        for (var i = 0; i < expressions.Length; i++)
        {
            parts[2 * i] = between[i];
            parts[(2 * i) + 1] = expressions[i].Evaluate(scope).AsText()
                ?? throw expressions[i].Failure("a list or a part can't stand inside a text");
        }
        parts[^1] = between[^1];
        writer.WriteStringValue(string.Concat(parts));
    }
}

internal sealed class ListNode(TemplateNode[] items) : TemplateNode
{
    public override void WriteValue(Utf8JsonWriter writer, in BindingScope scope)
    {
        writer.WriteStartArray();
        WriteItems(writer, scope);
        writer.WriteEndArray();
    }

    /// <summary>The official library lays a list in a list out flat.</summary>
    public override void WriteItems(Utf8JsonWriter writer, in BindingScope scope)
    {
        foreach (var item in items)
            item.WriteItems(writer, scope);
    }
}

internal readonly record struct TemplateProperty(JsonEncodedText Name, TemplateNode Value);

/// <summary>An object, with the <c>$data</c> that it is repeated or moved by and the <c>$when</c> that it is dropped by.</summary>
internal sealed class PartNode(TemplateProperty[] properties, PlacedExpression? when, PlacedExpression? data) : TemplateNode
{
    public override bool IsPresent(in BindingScope scope) => when is null || IsWanted(Inner(scope));

    public override void WriteValue(Utf8JsonWriter writer, in BindingScope scope) => WriteOne(writer, Inner(scope));

    public override void WriteItems(Utf8JsonWriter writer, in BindingScope scope)
    {
        if (data is null)
        {
            WriteIfWanted(writer, scope);
            return;
        }
        var value = data.Evaluate(scope);
        if (value.Kind != ValueKind.List)
        {
            WriteIfWanted(writer, scope.With(DataOf(value)));
            return;
        }
        for (var i = 0; i < value.List.Count; i++)
            WriteIfWanted(writer, scope.With(value.List[i], i));
    }

    private BindingScope Inner(in BindingScope scope)
    {
        if (data is null)
            return scope;
        var value = data.Evaluate(scope);
        return value.Kind == ValueKind.List ? throw data.Failure("only an object in a list can be repeated") : scope.With(DataOf(value));
    }

    private void WriteIfWanted(Utf8JsonWriter writer, in BindingScope scope)
    {
        if (IsWanted(scope))
            WriteOne(writer, scope);
    }

    private void WriteOne(Utf8JsonWriter writer, in BindingScope scope)
    {
        writer.WriteStartObject();
        foreach (var property in properties)
        {
            if (!property.Value.IsPresent(scope))
                continue;
            writer.WritePropertyName(property.Name);
            property.Value.WriteValue(writer, scope);
        }
        writer.WriteEndObject();
    }

    private bool IsWanted(in BindingScope scope)
    {
        if (when is null)
            return true;
        var value = when.Evaluate(scope);
        return value.Kind == ValueKind.Flag ? value.Flag : throw when.Failure("$when needs true or false");
    }

    private JsonNode DataOf(Value value) => value.Node ?? throw data!.Failure("$data needs a value of the data");
}
