using System.Globalization;
using System.Text.Json;
using Azure;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>
/// What the table service answered to a request, plain or multipart. A refused batch has one part, whose message
/// begins with the index of the change that was refused.
/// </summary>
/// <param name="Status">The HTTP status; of a batch, its first part that failed, else 204.</param>
/// <param name="Code">The error code, such as EntityAlreadyExists; null if there is none.</param>
/// <param name="ChangeIndex">Which change of a batch failed; null if not told.</param>
/// <param name="ETags">Of a batch that succeeded, in the order of its changes.</param>
internal readonly record struct TablesAnswer(int Status, string? Code, int? ChangeIndex, IReadOnlyList<string?>? ETags)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>
    /// True for an answer after which the change may still have happened. Refused for overload (429, and 503 with the
    /// code ServerBusy) means that it was not begun.
    /// </summary>
    public bool LeavesDoubt => Status is 408 || (Status >= 500 && !(Status == 503 && string.Equals(Code, "ServerBusy", StringComparison.Ordinal)));

    /// <summary>True for an answer after which trying again may help.</summary>
    public bool IsWorthRepeating => Status is 408 or 429 or 500 or 502 or 503 or 504;

    public bool IsTableMissing => Status == 404 && string.Equals(Code, "TableNotFound", StringComparison.Ordinal);

    /// <summary>True where a condition of the commit did not hold: the row is there already, has moved, or is gone.</summary>
    public bool IsConflict => Status switch
    {
        412 => true,
        409 => string.Equals(Code, "EntityAlreadyExists", StringComparison.Ordinal),
        404 => !IsTableMissing,
        _ => false,
    };

    public static TablesAnswer Of(Response response)
    {
        if (response.Status == 202 && response.Headers.ContentType?.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase) == true)
            return OfBatch(response.Content.ToString());
        if (response.Status < 300)
            return new(response.Status, null, null, null);
        var (code, message) = ErrorIn(response.Content.ToMemory().Span);
        if (code is null && response.Headers.TryGetValue("x-ms-error-code", out var header))
            code = header;
        return new(response.Status, code, IndexIn(message), null);
    }

    private static TablesAnswer OfBatch(string body)
    {
        var etags = new List<string?>();
        var isPart = false;
        foreach (var range in body.AsSpan().Split('\n'))
        {
            var line = body.AsSpan()[range].TrimEnd('\r');
            if (line.StartsWith("HTTP/1.1 "))
            {
                var status = int.TryParse(line.Slice("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 500;
                if (status >= 300)
                    return Failed(status, body.AsSpan(range.Start.Value));
                isPart = true;
                etags.Add(null);
            }
            else if (isPart && line.StartsWith("ETag:", StringComparison.OrdinalIgnoreCase))
            {
                etags[^1] = line["ETag:".Length..].Trim().ToString();
            }
        }

        return new(204, null, null, etags);
    }

    private static TablesAnswer Failed(int status, ReadOnlySpan<char> part)
    {
        var start = part.IndexOf('{');
        var end = part.LastIndexOf('}');
        var json = start >= 0 && end > start ? System.Text.Encoding.UTF8.GetBytes(part[start..(end + 1)].ToString()) : [];
        var (code, message) = ErrorIn(json);
        return new(status, code, IndexIn(message), null);
    }

    // {"odata.error":{"code":"…","message":{"lang":"en-US","value":"0:The specified entity already exists.…"}}}
    private static (string? Code, string? Message) ErrorIn(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty || content[0] != '{')
            return default;
        try
        {
            var json = new Utf8JsonReader(content);
            using var document = JsonDocument.ParseValue(ref json);
            if (!document.RootElement.TryGetProperty("odata.error", out var error) || error.ValueKind != JsonValueKind.Object)
                return default;
            var code = error.TryGetProperty("code", out var c) && c.ValueKind == JsonValueKind.String ? c.GetString() : null;
            var message = error.TryGetProperty("message", out var m) && m.ValueKind == JsonValueKind.Object
                && m.TryGetProperty("value", out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
            return (code, message);
        }
        catch (JsonException)
        {
            return default; // not the service's own answer
        }
    }

    private static int? IndexIn(string? message)
    {
        var at = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return at > 0 && int.TryParse(message.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
