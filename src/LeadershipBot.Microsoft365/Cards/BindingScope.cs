using System.Text.Json.Nodes;

namespace LeadershipBot.Microsoft365.Cards;

/// <summary>What an expression can see: the whole data, the part that <c>$data</c> chose, and the place in the innermost list.</summary>
internal readonly struct BindingScope(JsonObject root, JsonNode? data, int? index)
{
    public JsonObject Root { get; } = root;

    public JsonNode? Data { get; } = data;

    /// <summary>From 0; null outside every list.</summary>
    public int? Index { get; } = index;

    public BindingScope With(JsonNode? data) => new(Root, data, Index);

    public BindingScope With(JsonNode? data, int index) => new(Root, data, index);
}
