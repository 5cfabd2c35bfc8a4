using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Microsoft365.Cards.Expressions;

internal enum ValueKind
{
    /// <summary>Not there, or null: the official language makes no difference.</summary>
    Missing,
    Flag,
    Number,
    Text,
    List,
    Part,
}

/// <summary>What an expression gives: a JSON value, kept as it came so that it's written as it came.</summary>
internal readonly struct Value
{
    private readonly JsonNode? _node;
    private readonly string? _text;
    private readonly double _number;

    private Value(ValueKind kind, JsonNode? node, string? text, double number)
        => (Kind, _node, _text, _number) = (kind, node, text, number);

    public ValueKind Kind { get; }

    public bool Flag => _number != 0;

    public double Number => _number;

    public string Text => _text!;

    public JsonArray List => (JsonArray)_node!;

    public JsonObject Part => (JsonObject)_node!;

    public JsonNode? Node => _node;

    /// <summary>Everything is true but what is absent and false itself.</summary>
    public bool IsTrue => Kind switch { ValueKind.Missing => false, ValueKind.Flag => Flag, _ => true };

    public static Value Missing => default;

    public static Value Of(bool flag) => new(ValueKind.Flag, null, null, flag ? 1 : 0);

    public static Value Of(double number) => new(ValueKind.Number, null, null, number);

    public static Value Of(string text) => new(ValueKind.Text, null, text, 0);

    public static Value Of(JsonNode? node) => node switch
    {
        null => default,
        JsonArray => new(ValueKind.List, node, null, 0),
        JsonObject => new(ValueKind.Part, node, null, 0),
        JsonValue value => Of(value),
        _ => default,
    };

    /// <summary>As part of a longer text; null where the value has no text form that people should see.</summary>
    public string? AsText() => Kind switch
    {
        ValueKind.Text => Text,
        ValueKind.Flag => Flag ? "true" : "false",
        ValueKind.Number => JavaScriptNumber.Format(_number),
        _ => null,
    };

    public void WriteTo(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case ValueKind.Text:
                writer.WriteStringValue(_text);
                break;
            case ValueKind.Flag:
                writer.WriteBooleanValue(Flag);
                break;
            case ValueKind.Number when _node is null:
                writer.WriteRawValue(JavaScriptNumber.Format(_number));
                break;
            default:
                _node!.WriteTo(writer);
                break;
        }
    }

    private static Value Of(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                return new(ValueKind.Text, value, value.GetValue<string>(), 0);
            case JsonValueKind.True or JsonValueKind.False:
                return new(ValueKind.Flag, value, null, value.GetValue<bool>() ? 1 : 0);
            case JsonValueKind.Number:
                var number = value.TryGetValue(out long whole) ? whole
                    : value.TryGetValue(out double real) ? real
                    : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
                return new(ValueKind.Number, value, null, number);
            default:
                return default;
        }
    }
}
