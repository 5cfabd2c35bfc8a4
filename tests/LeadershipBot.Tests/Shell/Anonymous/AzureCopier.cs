using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadershipBot.Tests.Support;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>Copies rows of Azure Tables with all that Azure adds to them, among it the time stamp, past our own store.</summary>
/// <remarks>Source: "Query Entities" and "Authorize with Shared Key", Microsoft Learn.</remarks>
internal sealed class AzureCopier(Azurite azurite, string table) : ICopier, IDisposable
{
    private static readonly string[] Own = ["PartitionKey", "RowKey", "Timestamp"];

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    public async Task<Copy> CopyAsync(string partition, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{azurite.Endpoint}/{table}()?$filter=PartitionKey%20eq%20'{partition}'");
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var key = azurite.ConnectionString.Split(';').Single(part => part.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];
        var account = azurite.Endpoint.AbsolutePath.Trim('/');
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{date}\n/{account}{request.RequestUri!.AbsolutePath}")));
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKeyLite {account}:{signature}");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=fullmetadata");
        using var response = await _client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return new Copy(body.RootElement.GetProperty("value").EnumerateArray().Select(Row).ToDictionary(row => row.Key, StringComparer.Ordinal), [], []);
    }

    private static CopiedRow Row(JsonElement row) => new(
        row.GetProperty("RowKey").GetString()!,
        row.GetProperty("odata.etag").GetString()!,
        row.GetProperty("Timestamp").GetString()!,
        [.. row.EnumerateObject()
            .Where(column => !column.Name.Contains("odata.", StringComparison.Ordinal) && !Own.Contains(column.Name))
            .Select(column => (column.Name, Value(row, column)))]);

    private static byte[] Value(JsonElement row, JsonProperty column)
        => row.TryGetProperty(column.Name + "@odata.type", out var type) && type.GetString() == "Edm.Binary"
            ? Convert.FromBase64String(column.Value.GetString()!)
            : column.Value.ValueKind is JsonValueKind.Number
                ? SqliteCopier.BytesOf(column.Value.GetInt64())
                : Encoding.UTF8.GetBytes(column.Value.ToString());
}
