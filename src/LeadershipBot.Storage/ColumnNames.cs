using System.Text;
using System.Text.Json;

namespace LeadershipBot.Storage;

/// <summary>
/// The same few column names come back with every row: each is made a string once. A lost race costs one more string.
/// </summary>
internal static class ColumnNames
{
    private const int Places = 1024;
    private const int CharactersMax = 64;

    private static readonly string?[] Known = new string?[Places];

    public static string Of(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (isEscaped)
            return Unescaped(name);
        if (name.Length > CharactersMax)
            return Encoding.UTF8.GetString(name);
        ref var place = ref Known[Place(name)];
        var known = place;
        return known is not null && Ascii.Equals(name, known) ? known : place = Encoding.UTF8.GetString(name);
    }

    private static int Place(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u; // FNV-1a
        foreach (var b in name)
            hash = (hash ^ b) * 16777619u;
        return (int)(hash % Places);
    }

    private static string Unescaped(ReadOnlySpan<byte> name)
    {
        var json = new Utf8JsonReader([(byte)'"', .. name, (byte)'"']);
        json.Read();
        return json.GetString()!;
    }
}
