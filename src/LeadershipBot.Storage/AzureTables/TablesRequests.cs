using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LeadershipBot.Storage.AzureTables;

/// <summary>Writes the requests of the Table service's REST interface.</summary>
/// <remarks>Source: "Table service REST API" and "Performing entity group transactions", Microsoft Learn.</remarks>
internal sealed class TablesRequests(HttpPipeline pipeline, Uri endpoint)
{
    private const string ApiVersion = "2020-12-06"; // the first that takes tokens
    private const string Json = "application/json;odata=minimalmetadata";

    // No content can contain them: a JSON text has no line break before its dashes. The emulator wants these beginnings.
    private const string BatchBoundary = "batch_commit";
    private const string ChangesBoundary = "changeset_commit";

    private readonly string _root = endpoint.AbsoluteUri.TrimEnd('/');

    public HttpMessage Find(string table, string partitionKey, string rowKey)
        => Message(RequestMethod.Get, Entity(table, partitionKey, rowKey));

    /// <param name="continuation">Where the page before ended; null for the first.</param>
    public HttpMessage List(string table, string partitionKey, RowRange range, Continuation? continuation)
    {
        var filter = new StringBuilder("PartitionKey eq ").Append(Quoted(partitionKey));
        if (range.From is not null)
            filter.Append(" and RowKey ge ").Append(Quoted(range.From));
        if (range.To is not null)
            filter.Append(" and RowKey lt ").Append(Quoted(range.To));
        var address = new StringBuilder(_root).Append('/').Append(table).Append("()?$filter=").Append(Uri.EscapeDataString(filter.ToString()));
        if (continuation is not null)
        {
            address.Append("&NextPartitionKey=").Append(Uri.EscapeDataString(continuation.PartitionKey));
            if (continuation.RowKey is not null)
                address.Append("&NextRowKey=").Append(Uri.EscapeDataString(continuation.RowKey));
        }

        return Message(RequestMethod.Get, address.ToString());
    }

    public HttpMessage CreateTable(string table)
        => Message(RequestMethod.Post, _root + "/Tables", Encoding.UTF8.GetBytes($$"""{"TableName":"{{table}}"}"""));

    /// <summary>One change is a plain request, several are an entity group transaction.</summary>
    public HttpMessage Commit(string table, string partitionKey, IReadOnlyList<Change> changes)
    {
        if (changes.Count > 1)
            return Batch(table, partitionKey, changes);
        var request = Of(table, partitionKey, changes[0]);
        var message = Message(request.Method, request.Address, request.Body);
        if (request.IfMatch is not null)
            message.Request.Headers.Add("If-Match", request.IfMatch);
        return message;
    }

    private HttpMessage Batch(string table, string partitionKey, IReadOnlyList<Change> changes)
    {
        using var body = new MemoryStream();
        Write(body, $"--{BatchBoundary}\r\nContent-Type: multipart/mixed; boundary={ChangesBoundary}\r\n\r\n");
        foreach (var change in changes)
        {
            var request = Of(table, partitionKey, change);
            Write(body, $"--{ChangesBoundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Write(body, $"{request.Method} {request.Address} HTTP/1.1\r\nAccept: {Json}\r\nDataServiceVersion: 3.0\r\n");
            if (request.IfMatch is not null)
                Write(body, $"If-Match: {request.IfMatch}\r\n");
            if (request.Body is not null)
                Write(body, "Content-Type: application/json\r\nPrefer: return-no-content\r\n");
            Write(body, "\r\n");
            body.Write(request.Body);
            Write(body, "\r\n");
        }

        Write(body, $"--{ChangesBoundary}--\r\n--{BatchBoundary}--\r\n");
        return Message(RequestMethod.Post, _root + "/$batch", body.ToArray(), $"multipart/mixed; boundary={BatchBoundary}");
    }

    private (RequestMethod Method, string Address, string? IfMatch, byte[]? Body) Of(string table, string partitionKey, Change change) => change switch
    {
        Change.Insert insert => (RequestMethod.Post, $"{_root}/{table}", null, RecordJson.EncodeWithKeys(insert.Record)),
        Change.Replace replace => (RequestMethod.Put, Entity(table, partitionKey, change.RowKey), replace.Record.ETag, RecordJson.EncodeWithKeys(replace.Record)),
        Change.Upsert upsert => (RequestMethod.Put, Entity(table, partitionKey, change.RowKey), null, RecordJson.EncodeWithKeys(upsert.Record)),
        Change.Delete delete => (RequestMethod.Delete, Entity(table, partitionKey, change.RowKey), delete.ETag ?? "*", null),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private HttpMessage Message(RequestMethod method, string address, byte[]? body = null, string contentType = "application/json")
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.Add("Accept", Json);
        message.Request.Headers.Add("x-ms-version", ApiVersion);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        if (body is null)
            return message;
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private string Entity(string table, string partitionKey, string rowKey)
        => $"{_root}/{table}(PartitionKey={Uri.EscapeDataString(Quoted(partitionKey))},RowKey={Uri.EscapeDataString(Quoted(rowKey))})";

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Where a page of a list ended.</summary>
    public sealed record Continuation(string PartitionKey, string? RowKey);
}
