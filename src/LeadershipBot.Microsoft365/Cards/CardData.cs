using System.Text.Json.Nodes;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>
/// What a template is bound to. A bare string can't be put in, so that nobody's words reach a card unescaped by
/// mistake: words are <see cref="CardText"/> where Markdown is read and <see cref="PlainText"/> elsewhere.
/// </summary>
public sealed class CardData
{
    private const int IdCharactersMax = 1024;

    internal JsonObject Json { get; } = [];

    /// <summary>Words for a TextBlock. A name set twice keeps the last value.</summary>
    public CardData Set(string name, CardText words) => With(name, JsonValue.Create(words.Markdown));

    /// <summary>Words for a place where Markdown is not read.</summary>
    public CardData Set(string name, PlainText words) => With(name, JsonValue.Create(words.Words));

    /// <summary>A whole number.</summary>
    public CardData Set(string name, long number) => With(name, JsonValue.Create(number));

    /// <summary>Yes or no.</summary>
    public CardData Set(string name, bool flag) => With(name, JsonValue.Create(flag));

    /// <summary>Data of a part, of which this becomes the owner: the same part can't be set twice.</summary>
    public CardData Set(string name, CardData part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return With(name, part.Json);
    }

    /// <summary>A list of parts, each repeated by the template's <c>$data</c>.</summary>
    public CardData Set(string name, IEnumerable<CardData> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var list = new JsonArray();
        foreach (var part in parts)
            list.Add((JsonNode)part.Json);
        return With(name, list);
    }

    /// <summary>An id, verb or nonce that we or Teams made: 1 to 1,024 characters without white space or control characters.</summary>
    /// <exception cref="ArgumentException">It looks like a sentence, so it is no id.</exception>
    public CardData SetId(string name, string id) => With(name, JsonValue.Create(Checked(id)));

    /// <summary>A list of ids, such as <c>refresh.userIds</c> (at most 60 there).</summary>
    /// <exception cref="ArgumentException">One of them is no id.</exception>
    public CardData SetIds(string name, IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var list = new JsonArray();
        foreach (var id in ids)
            list.Add((JsonNode)JsonValue.Create(Checked(id)));
        return With(name, list);
    }

    private CardData With(string name, JsonNode value)
    {
        Json[name] = value;
        return this;
    }

    private static string Checked(string id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > IdCharactersMax || id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            throw new ArgumentException("An id has 1 to 1,024 characters and no white space; words are CardText or PlainText.", nameof(id));
        return id;
    }
}
