using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// JSON whose shape the protocol leaves to its user: a card, an answer's value. Holds a tree or UTF-8 text that is
/// already rendered; the latter is copied to the wire without being read again. A tree must not be changed after it
/// was handed over.
/// </summary>
[JsonConverter(typeof(RawJsonConverter))]
public sealed class RawJson
{
    private readonly JsonElement _element;
    private readonly JsonNode? _node;
    private readonly ReadOnlyMemory<byte> _utf8;

    private RawJson(JsonElement element, JsonNode? node, ReadOnlyMemory<byte> utf8) =>
        (_element, _node, _utf8) = (element, node, utf8);

    /// <summary>Rendered JSON. It is trusted to be one valid JSON value, and kept, not copied.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static RawJson FromUtf8(ReadOnlyMemory<byte> utf8) =>
        utf8.IsEmpty ? throw new ArgumentException("A JSON value is never empty text.", nameof(utf8)) : new(default, null, utf8);

    /// <summary>A tree made here.</summary>
    public static RawJson FromNode(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(default, node, default);
    }

    /// <summary>A value that was read.</summary>
    /// <exception cref="ArgumentException">The element is undefined (the default of its type).</exception>
    public static RawJson FromElement(JsonElement element) =>
        element.ValueKind == JsonValueKind.Undefined
            ? throw new ArgumentException("The element holds no value.", nameof(element))
            : new(element, null, default);

    public static implicit operator RawJson(JsonNode node) => FromNode(node);

    public static implicit operator RawJson(JsonElement element) => FromElement(element);

    /// <summary>Writes the value as it is.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_node is not null)
            _node.WriteTo(writer);
        else if (_utf8.IsEmpty)
            _element.WriteTo(writer);
        else
            writer.WriteRawValue(_utf8.Span, skipInputValidation: true);
    }

    /// <summary>The value for reading. Rendered text and trees are parsed at each call.</summary>
    /// <exception cref="JsonException">The rendered text was no JSON.</exception>
    public JsonElement ToElement()
    {
        if (_node is not null)
            return JsonElement.Parse(JsonSerializer.SerializeToUtf8Bytes(_node, TeamsJson.Default.JsonNode));
        return _utf8.IsEmpty ? _element : JsonElement.Parse(_utf8.Span);
    }

    /// <summary>The value as JSON text.</summary>
    public string ToJson() =>
        _node?.ToJsonString(TeamsJson.Default.Options)
        ?? System.Text.Encoding.UTF8.GetString(_utf8.IsEmpty ? JsonMarshal.GetRawUtf8Value(_element) : _utf8.Span);

    internal sealed class RawJsonConverter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FromElement(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
