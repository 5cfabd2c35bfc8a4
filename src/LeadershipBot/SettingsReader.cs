using System.Globalization;

namespace LeadershipBot;

/// <summary>Reads single settings and notes what is wrong with them.</summary>
internal sealed class SettingsReader(IConfiguration configuration, List<string> problems)
{
    public void Problem(string sentence) => problems.Add(sentence);

    public string Text(string key) => TextOrNull(key) ?? "";

    public string? TextOrNull(string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A GUID in the form in which tokens and activities name it; anything else as it stands.</summary>
    public string Id(string key) => Plain(Text(key));

    public static string Plain(string id) => Guid.TryParse(id, out var guid) ? guid.ToString("D") : id;

    public bool Flag(string key, bool otherwise = false)
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (!bool.TryParse(text, out var flag))
            problems.Add($"{key} must be true or false, not '{text}'.");
        return flag;
    }

    public int Number(string key, int otherwise, int min, int max)
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        problems.Add($"{key} must be a whole number from {min} to {max}, not '{text}'.");
        return otherwise;
    }

    public TEnum OneOf<TEnum>(string key, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (TextOrNull(key) is not { } text)
            return otherwise;
        if (Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        problems.Add($"{key} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");
        return otherwise;
    }

    public Uri? HttpsAddress(string key, bool loopbackToo)
    {
        if (TextOrNull(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (loopbackToo && uri.IsLoopback)))
            return uri;
        problems.Add($"{key} must be an https address, not '{text}'.");
        return null;
    }

    /// <summary>A list by index (<c>Key:0</c>, <c>Key:1</c>) or in one value, parted by commas.</summary>
    public IReadOnlyList<string> List(string key)
    {
        var section = configuration.GetSection(key);
        var values = section.Value is { } all ? all.Split(',') : [.. section.GetChildren().Select(c => c.Value ?? "")];
        return [.. values.Select(v => v.Trim()).Where(v => v.Length > 0)];
    }
}
