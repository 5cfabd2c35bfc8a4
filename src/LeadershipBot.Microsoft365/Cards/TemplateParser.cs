using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Cards.Expressions;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>Compiles a template's JSON; parts without expressions become bytes.</summary>
internal sealed class TemplateParser(string template, TextFile? text)
{
    // A card is sent as JSON, never inside HTML, so "·" needn't become "\u00B7".
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HashSet<string> _textKeys = [];

    public IReadOnlySet<string> TextKeys => _textKeys;

    /// <exception cref="CardLibraryException">Something can't be understood.</exception>
    public TemplateNode Parse(JsonElement root)
        => root.ValueKind != JsonValueKind.Object ? throw new CardLibraryException($"{template}.json is not an object.")
            : root.TryGetProperty("$when", out _) ? throw Wrong("$when", "a whole card can't be dropped")
            : Node(root, "");

    private TemplateNode Node(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => Part(element, path),
        JsonValueKind.Array => List(element, path),
        JsonValueKind.String => Words(element.GetString()!, path),
        _ => new FixedNode(JsonSerializer.SerializeToUtf8Bytes(element, Compact)),
    };

    private TemplateNode Part(JsonElement element, string path)
    {
        PlacedExpression? when = null, data = null;
        var properties = new List<TemplateProperty>();
        foreach (var property in element.EnumerateObject())
        {
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            switch (property.Name)
            {
                case "$when":
                    when = Whole(property.Value, at) ?? throw Wrong(at, "$when is one expression");
                    break;
                case "$data":
                    data = Data(property.Value, at);
                    break;
                // Reserved by the official library, which drops them.
                case "$root" or "$index" or "$host" or "$_acTemplateVersion":
                    throw Wrong(at, $"{property.Name} is a name of the templating language");
                default:
                    properties.Add(new TemplateProperty(JsonEncodedText.Encode(property.Name, Compact.Encoder), Node(property.Value, at)));
                    break;
            }
        }
        var isFixed = when is null && data is null && properties.TrueForAll(property => property.Value is FixedNode);
        var node = new PartNode([.. properties], when, data);
        return isFixed ? Flatten(node) : node;
    }

    private TemplateNode List(JsonElement element, string path)
    {
        var items = new List<TemplateNode>();
        var i = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null)
                throw Wrong($"{path}[{i}]", "the official library drops null from lists");
            items.Add(Node(item, $"{path}[{i++}]"));
        }
        var node = new ListNode([.. items]);
        // A fixed list in a list isn't flattened by its bytes, so it stays a list.
        return items.TrueForAll(item => item is FixedNode) && !path.EndsWith(']') ? Flatten(node) : node;
    }

    private TemplateNode Words(string words, string path)
    {
        var (between, sources) = Split(words, path);
        if (sources.Count == 0)
            return new FixedNode(JsonSerializer.SerializeToUtf8Bytes(words, Compact));
        var expressions = new List<PlacedExpression>();
        var texts = new List<string> { between[0] };
        for (var i = 0; i < sources.Count; i++)
        {
            var expression = Understand(sources[i], path);
            // What is known now becomes part of the words around it.
            if (expression is Constant { } constant)
            {
                if (sources.Count == 1 && between is ["", ""])
                    return Flatten(new ExpressionNode(Place(sources[i], path, constant)));
                texts[^1] += constant + between[i + 1];
                continue;
            }
            expressions.Add(Place(sources[i], path, expression));
            texts.Add(between[i + 1]);
        }
        if (expressions.Count == 0)
            return new FixedNode(JsonSerializer.SerializeToUtf8Bytes(texts[0], Compact));
        return sources.Count == 1 && texts is ["", ""] ? new ExpressionNode(expressions[0]) : new InterpolatedNode([.. texts], [.. expressions]);
    }

    private PlacedExpression Data(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => Whole(element, path) ?? throw Wrong(path, "$data is one expression, a list or an object"),
        JsonValueKind.Array or JsonValueKind.Object when !element.GetRawText().Contains("${", StringComparison.Ordinal)
            => Place(element.GetRawText(), path, new Constant(Value.Of(Copy(element)))),
        _ => throw Wrong(path, "$data is one expression, or a list or object without any"),
    };

    /// <summary>The one expression that the string is, or null.</summary>
    private PlacedExpression? Whole(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        var (between, sources) = Split(element.GetString()!, path);
        return sources.Count == 1 && between is ["", ""] ? Place(sources[0], path, Understand(sources[0], path)) : null;
    }

    private PlacedExpression Place(string source, string path, Expression expression) => new(template, path, source, expression);

    private Expression Understand(string source, string path)
    {
        try
        {
            return ExpressionParser.Parse(source, text is null ? null : Sentence);
        }
        catch (ExpressionException problem)
        {
            throw Wrong(path, $"${{{source}}}: {problem.Message}");
        }
    }

    private string Sentence(string key)
    {
        _textKeys.Add(key);
        return text!.Fixed(key) ?? throw new ExpressionException($"{text.Name} has no sentence {key} that can stand by itself");
    }

    private (List<string> Between, List<string> Sources) Split(string words, string path)
    {
        var (between, sources) = (new List<string>(), new List<string>());
        var at = 0;
        for (var open = words.IndexOf("${", StringComparison.Ordinal); open >= 0; open = words.IndexOf("${", at, StringComparison.Ordinal))
        {
            between.Add(words[at..open]);
            var close = Close(words, open + 2);
            if (close < 0)
                throw Wrong(path, $"\"{words[open..]}\" doesn't end");
            sources.Add(words[(open + 2)..close]);
            at = close + 1;
        }
        between.Add(words[at..]);
        if (sources.Count > 0 && between.Exists(part => part.AsSpan().ContainsAny('`', '\\')))
            throw Wrong(path, "no backtick or backslash can stand beside an expression");
        return (between, sources);
    }

    private static int Close(string words, int from)
    {
        var quote = '\0';
        for (var i = from; i < words.Length; i++)
        {
            if (quote != '\0')
                quote = words[i] == quote ? '\0' : quote;
            else if (words[i] is '\'' or '"')
                quote = words[i];
            else if (words[i] == '}')
                return i;
            else if (words[i] is '{' or '`' or '\n' or '\r')
                return -1;
        }
        return -1;
    }

    private static FixedNode Flatten(TemplateNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Compact.Encoder }))
            node.WriteValue(writer, new BindingScope([], null, null));
        return new FixedNode(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Built of single values, since a node that still stands on the document's bytes isn't safe for several threads.</summary>
    private static JsonNode? Copy(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Copy(property.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Copy)]),
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? JsonValue.Create(whole) : JsonValue.Create(element.GetDouble()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => null,
    };

    private CardLibraryException Wrong(string path, string reason) => new($"{template}.json at {path}: {reason}.");
}
