using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>What was filled in on earlier pages of a dialog, as its buttons carry it along: exactly as it was typed.</summary>
internal static partial class CarriedForm
{
    /// <summary>The name under which a button's data holds it.</summary>
    public const string Name = "so";

    /// <summary>All inputs of our forms at their longest, as base64 of UTF-8: longer is none of ours.</summary>
    private const int CharactersMax = 40_000;

    /// <param name="inputs">What was typed, by the inputs' names; empty ones are left out.</param>
    public static string Write(IEnumerable<(string Name, string Value)> inputs)
        => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(inputs.Where(input => input.Value.Length > 0).ToDictionary(input => input.Name, input => input.Value), Json.Default.DictionaryStringString));

    /// <summary>What a page carries, to be read like the inputs themselves; the page's own data where it carries nothing.</summary>
    public static TurnData Read(TurnData data)
    {
        if (!data.TryText(Name, out var carried) || carried.Length > CharactersMax)
            return data;
        try
        {
            return new TurnData(JsonElement.Parse(Base64Url.DecodeFromChars(carried)));
        }
        catch (Exception cause) when (cause is FormatException or JsonException)
        {
            return data;
        }
    }

    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class Json : JsonSerializerContext;
}
