using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LeadershipBot.Tests.Support.Graph;

/// <summary>
/// Microsoft's published description of Graph's types. A stand-in that says something which Graph doesn't have would let the
/// bot rely on it; where the description isn't beside the clone nothing is checked, one line says so in each test, and the test of this is skipped.
/// </summary>
internal sealed class GraphMetadata
{
    private const string FileName = "graph-v1.0-metadata.xml";
    private const string Ours = "graph.";

    private static readonly Lazy<GraphMetadata?> Loaded = new(Load);

    private readonly Dictionary<string, Described> _types;
    private readonly Dictionary<string, HashSet<string>> _enums;

    private GraphMetadata(Dictionary<string, Described> types, Dictionary<string, HashSet<string>> enums) => (_types, _enums) = (types, enums);

    private static string Place => Path.Combine(Needs.Root, "..", "shared", "data", "schemas", FileName);

    /// <summary>What of an object Graph's description doesn't have; empty where there is no description.</summary>
    public static IEnumerable<string> Foreign(JsonObject said, string type)
    {
        if (Loaded.Value is { } metadata)
            return metadata.ForeignIn(said, type);
        TestContext.Current.TestOutputHelper?.WriteLine($"Not checked against Microsoft's metadata: {FileName} is not in ../shared/data/schemas.");
        return [];
    }

    private static GraphMetadata? Load()
    {
        if (!File.Exists(Place))
            return null;
        var types = new Dictionary<string, Described>(StringComparer.Ordinal);
        var enums = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var schema = XDocument.Load(Place).Descendants().First(e => e.Name.LocalName == "Schema" && e.Attribute("Namespace")?.Value == "microsoft.graph");
        foreach (var element in schema.Elements())
        {
            var name = element.Attribute("Name")?.Value ?? "";
            if (element.Name.LocalName is "EntityType" or "ComplexType")
                types[name] = Described.From(element);
            else if (element.Name.LocalName == "EnumType")
                enums[name] = [.. element.Elements().Select(member => member.Attribute("Name")!.Value)];
        }

        return new GraphMetadata(types, enums);
    }

    private IEnumerable<string> ForeignIn(JsonObject said, string type)
    {
        if (said["@odata.type"]?.GetValue<string>() is { } derived)
            type = derived.Split('.')[^1] is var name && _types.ContainsKey(name) ? name : type;
        if (!_types.ContainsKey(type))
            return [$"type {type}"];
        return said.Where(one => !one.Key.StartsWith('@')).SelectMany(one => ForeignIn(one.Key, one.Value, type));
    }

    private IEnumerable<string> ForeignIn(string name, JsonNode? value, string type)
    {
        if (TypeOf(type, name) is not { } declared)
            return IsAnything(type) ? [] : [$"{type}.{name}"];
        var single = declared.StartsWith("Collection(", StringComparison.Ordinal) ? declared["Collection(".Length..^1] : declared;
        if (!single.StartsWith(Ours, StringComparison.Ordinal))
            return [];
        var inner = single[Ours.Length..];
        return value switch
        {
            JsonArray many => many.SelectMany(one => ForeignValue(one, inner, $"{type}.{name}")),
            _ => ForeignValue(value, inner, $"{type}.{name}"),
        };
    }

    private IEnumerable<string> ForeignValue(JsonNode? value, string type, string where) => value switch
    {
        null => [],
        JsonObject inner => ForeignIn(inner, type),
        _ when _enums.TryGetValue(type, out var members) && members.Contains(value.GetValue<string>()) => [],
        _ => [$"{where} = {value}"],
    };

    private string? TypeOf(string? type, string property)
        => type is not null && _types.TryGetValue(type, out var described)
            ? described.Properties.GetValueOrDefault(property) ?? TypeOf(described.Base, property)
            : null;

    /// <summary>An open type without a property of its own, such as a notification's resource data, may hold anything.</summary>
    private bool IsAnything(string type) => _types[type] is { IsOpen: true, Properties.Count: 0 };

    private sealed record Described(string? Base, bool IsOpen, Dictionary<string, string> Properties)
    {
        public static Described From(XElement element) => new(
            element.Attribute("BaseType")?.Value is { } parent ? parent[Ours.Length..] : null,
            element.Attribute("OpenType")?.Value == "true",
            element.Elements().Where(e => e.Name.LocalName is "Property" or "NavigationProperty").ToDictionary(
                e => e.Attribute("Name")!.Value, e => e.Attribute("Type")!.Value, StringComparer.Ordinal)
                is var own && element.Name.LocalName == "EntityType" && element.Attribute("Name")!.Value == "entity" ? WithId(own) : own);

        private static Dictionary<string, string> WithId(Dictionary<string, string> own)
        {
            own.TryAdd("id", "Edm.String");
            return own;
        }
    }
}
