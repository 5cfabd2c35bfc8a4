using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>
/// One card in the Adaptive Card Templating language, compiled once and bound as often as wanted, by all threads.
/// Values become JSON values; they are never pasted into text and read again.
/// </summary>
/// <remarks>
/// What it understands gives what the official adaptivecards-templating gives; what it doesn't understand is refused
/// when it is read. Two differences are meant. A field that isn't there is an error, where the official library leaves
/// <c>${field}</c> on the card; <c>exists(x)</c> and <c>empty(x)</c> ask for a field that may be absent. And an object
/// that <c>$when</c> drops from a property takes the property with it, where the official library leaves null, which
/// the schema of cards forbids.
/// </remarks>
public sealed class CardTemplate
{
    private readonly TemplateNode _root;

    private CardTemplate(string name, TemplateNode root, IReadOnlySet<string> textKeys)
        => (Name, _root, TextKeys) = (name, root, textKeys);

    /// <summary>The name, for messages.</summary>
    public string Name { get; }

    /// <summary>The keys of the sentences that the template itself shows by <c>${$root.text['key']}</c>.</summary>
    public IReadOnlySet<string> TextKeys { get; }

    /// <summary>Compiles a template.</summary>
    /// <param name="name">The name, for messages.</param>
    /// <param name="utf8">The template as JSON.</param>
    /// <param name="text">Where <c>${$root.text['key']}</c> looks; null means that <c>text</c> is data like any other.</param>
    /// <exception cref="CardLibraryException">It isn't JSON, or an expression can't be understood, or a sentence is missing.</exception>
    public static CardTemplate Parse(string name, ReadOnlySpan<byte> utf8, TextFile? text = null)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            using var document = JsonDocument.ParseValue(ref reader);
            var parser = new TemplateParser(name, text);
            return new CardTemplate(name, parser.Parse(document.RootElement), parser.TextKeys);
        }
        catch (JsonException problem)
        {
            throw new CardLibraryException($"{name}.json is not JSON: {problem.Message}", problem);
        }
    }

    /// <summary>Binds the template to data and writes the card as the writer's next value.</summary>
    /// <param name="writer">Where to; after an exception it holds half a card.</param>
    /// <param name="data">What <c>$root</c> is; only read.</param>
    /// <exception cref="CardBindingException">A field isn't there or isn't what the template needs.</exception>
    public void Write(Utf8JsonWriter writer, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(data);
        _root.WriteValue(writer, new BindingScope(data, data, index: null));
    }
}
