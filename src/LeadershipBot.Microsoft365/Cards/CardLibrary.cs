using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>Every template and every sentence of the <c>cards</c> folder, read and checked once at the start. Safe for all threads.</summary>
public sealed class CardLibrary
{
    /// <summary>Our ceiling for one card as UTF-8: Teams allows a little more, and the rest of the message needs room.</summary>
    public const int BytesMaxDefault = 24 * 1024;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string TextFolder = "text";
    private readonly FrozenDictionary<string, CardTemplate> _templates;
    private readonly int _bytesMax;

    private CardLibrary(Dictionary<string, CardTemplate> templates, TextFile text, int bytesMax)
        => (_templates, Text, _bytesMax) = (templates.ToFrozenDictionary(), text, bytesMax);

    /// <summary>The sentences for what slices say.</summary>
    public TextFile Text { get; }

    /// <summary>The names of all templates, such as <c>polls/open</c>.</summary>
    public IEnumerable<string> Names => _templates.Keys;

    /// <summary>Reads <c>&lt;feature&gt;/&lt;card&gt;.json</c> and <c>text/&lt;language&gt;.json</c> below a folder.</summary>
    /// <param name="folder">The cards folder.</param>
    /// <param name="bytesMax">Bound cards above this are refused by <see cref="CardTooLargeException"/>.</param>
    /// <param name="language">Which text file.</param>
    /// <exception cref="CardLibraryException">A file is missing or wrong; the message is one sentence with file and place.</exception>
    public static CardLibrary Load(string folder, int bytesMax = BytesMaxDefault, string language = "en-GB")
    {
        var textPath = Path.Combine(folder, TextFolder, language + ".json");
        if (!File.Exists(textPath))
            throw new CardLibraryException($"There is no text file {textPath}.");
        var text = TextFile.Parse($"{TextFolder}/{language}.json", File.ReadAllBytes(textPath));
        var templates = new Dictionary<string, CardTemplate>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/');
            if (!name.StartsWith(TextFolder + "/", StringComparison.Ordinal))
                templates.Add(name, CardTemplate.Parse(name, File.ReadAllBytes(file), text));
        }
        return new CardLibrary(templates, text, bytesMax);
    }

    /// <summary>The template of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public CardTemplate Template(string name)
        => _templates.TryGetValue(name, out var template) ? template : throw new ArgumentException($"There is no card {name}.", nameof(name));

    /// <summary>Writes a bound card as the writer's next value. After an exception what was written is half a card: drop it.</summary>
    /// <exception cref="CardBindingException">Template and data don't fit.</exception>
    /// <exception cref="CardTooLargeException">The card is above the ceiling.</exception>
    public void Write(Utf8JsonWriter writer, string name, CardData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Write(writer, name, data.Json);
    }

    /// <summary>A bound card as a JSON tree of its own.</summary>
    /// <exception cref="CardBindingException">Template and data don't fit.</exception>
    /// <exception cref="CardTooLargeException">The card is above the ceiling.</exception>
    public JsonNode Bind(string name, CardData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Bind(name, data.Json);
    }

    internal void Write(Utf8JsonWriter writer, string name, JsonObject data)
    {
        var before = writer.BytesCommitted + writer.BytesPending;
        Template(name).Write(writer, data);
        var bytes = writer.BytesCommitted + writer.BytesPending - before;
        if (bytes > _bytesMax)
            throw new CardTooLargeException(name, bytes, _bytesMax);
    }

    internal JsonNode Bind(string name, JsonObject data)
    {
        var buffer = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
            Write(writer, name, data);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
