using System.Globalization;
using System.Text.Json.Nodes;
using LeadershipBot.Storage;

namespace LeadershipBot.Shell.Privacy;

/// <summary>Rows as they lie in the store, for the file that a person gets about themselves: nothing left out, nothing made nicer.</summary>
public static class RawRows
{
    /// <summary>One row: its keys and all its columns.</summary>
    public static JsonObject ToJson(Record row)
    {
        var json = new JsonObject { ["partition"] = row.PartitionKey, ["row"] = row.RowKey };
        foreach (var (name, value) in row.Columns)
        {
            json[name] = value switch
            {
                bool flag => JsonValue.Create(flag),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                double number => JsonValue.Create(number),
                DateTimeOffset at => JsonValue.Create(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
                byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
                _ => JsonValue.Create(value.ToString()),
            };
        }

        return json;
    }

    /// <summary>Several rows.</summary>
    public static JsonArray ToJson(IEnumerable<Record> rows) => [.. rows.Select(row => (JsonNode)ToJson(row))];
}
