using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace LeadershipBot.Shell;

/// <summary>
/// What a button carried, merged with what the person filled in. It comes from outside: every reader of it says what
/// it does when a value is missing or of the wrong kind.
/// </summary>
public sealed class TurnData
{
    /// <summary>No nonce is longer.</summary>
    public const int NonceCharactersMax = 64;

    private readonly JsonElement _values;

    public TurnData(JsonElement values) => _values = values;

    public static TurnData Empty { get; } = new(default);

    /// <summary>A text, trimmed; false where it is missing, empty, or no text.</summary>
    public bool TryText(string name, [NotNullWhen(true)] out string? text)
    {
        text = Find(name, out var value) ? Words(value)?.Trim() : null;
        return !string.IsNullOrEmpty(text);
    }

    /// <summary>A text, trimmed; empty where it is missing or no text.</summary>
    public string Text(string name) => TryText(name, out var text) ? text : "";

    /// <summary>The same, but of a text that is too long only its beginning. No input of ours holds more: such a one came from elsewhere.</summary>
    public string Text(string name, int charactersMax) => Clip(Text(name), charactersMax);

    /// <summary>A text's first characters; one more where the last would be half of a character.</summary>
    public static string Clip(string text, int charactersMax)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= charactersMax)
            return text;
        return text[..(charactersMax > 0 && char.IsHighSurrogate(text[charactersMax - 1]) ? charactersMax + 1 : charactersMax)];
    }

    /// <summary>A whole number, also where it came as text (inputs do); false where it is missing or none.</summary>
    public bool TryNumber(string name, out int number)
    {
        number = 0;
        return Find(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out number),
            JsonValueKind.String => int.TryParse(Words(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }

    /// <summary>The nonce of a dialog: what stays the same however often the dialog is sent, by which sending it twice makes one thing.</summary>
    /// <param name="otherwise">For a dialog that came back without a usable one.</param>
    public string Nonce(string otherwise)
        => TryText("nonce", out var nonce) && nonce.Length <= NonceCharactersMax && nonce.All(char.IsAsciiLetterOrDigit) ? nonce : otherwise;

    /// <summary>JSON is read when it is asked for: a text that holds half a surrogate pair is none.</summary>
    private static string? Words(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Find(string name, out JsonElement value)
    {
        value = default;
        return _values.ValueKind == JsonValueKind.Object && _values.TryGetProperty(name, out value);
    }
}
