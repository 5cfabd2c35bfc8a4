using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using LeadershipBot.Storage.AzureTables;

namespace LeadershipBot.Storage;

/// <summary>
/// Keeps records in Azure Table storage, for any number of servers. Tables are made when first written to.
/// </summary>
/// <remarks>
/// Failures are retried within <see cref="AzureTablesOptions.GiveUpAfter"/>. If an attempt's answer was lost and the
/// next one finds a row moved, the mover may have been ourselves: that is reported as
/// <see cref="CommitUnconfirmedException"/>, never as a conflict. No mark of ours is kept in the rows to tell the two
/// apart, since it would join the rows that were written together. A commit that is cancelled on its way may or may
/// not have been written.
/// </remarks>
public sealed class AzureTablesRecordStore : IRecordStore
{
    private const string Scope = "https://storage.azure.com/.default";

    private readonly TablesConnection _connection;
    private readonly TablesRequests _requests;

    private AzureTablesRecordStore(TablesAccount account, TokenCredential? credential, AzureTablesOptions options)
    {
        HttpPipelinePolicy[] once = account.SharedAccessSignature is { } signature ? [new SharedAccessSignaturePolicy(signature)] : [];
        HttpPipelinePolicy[] each = (credential, account) switch
        {
            (not null, _) => [new BearerTokenAuthenticationPolicy(new NamedFailureCredential(credential), Scope), new AttemptsPolicy()],
            (_, { Name: { } name, Key: { } key }) => [new SharedKeyLitePolicy(name, key, options.Clock), new AttemptsPolicy()],
            _ => [new AttemptsPolicy()],
        };
        var pipeline = HttpPipelineBuilder.Build(options, once, each, new ResponseClassifier());
        _connection = new TablesConnection(pipeline, options);
        _requests = new TablesRequests(pipeline, account.Endpoint);
    }

    /// <summary>
    /// A store in the account of a connection string, with its key or a shared access signature;
    /// <c>UseDevelopmentStorage=true</c> is Azurite on this machine.
    /// </summary>
    /// <exception cref="FormatException">A part of the connection string is missing or malformed; the message names it, not its value.</exception>
    public static AzureTablesRecordStore FromConnectionString(string connectionString, AzureTablesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return new(TablesAccount.FromConnectionString(connectionString), null, options ?? new());
    }

    /// <summary>A store in an account that is opened by tokens, such as those of a managed identity; https only.</summary>
    /// <param name="account">The table endpoint, such as https://name.table.core.windows.net.</param>
    /// <param name="credential">Where tokens for Azure Storage come from.</param>
    /// <param name="options">How to ask; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address isn't one of https.</exception>
    public static AzureTablesRecordStore FromAccount(Uri account, TokenCredential credential, AzureTablesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var parsed = TablesAccount.FromEndpoint(account);
        return parsed.Endpoint.Scheme == Uri.UriSchemeHttps
            ? new(parsed, credential, options ?? new())
            : throw new ArgumentException("Tokens are sent to https addresses only.", nameof(account));
    }

    /// <summary>A store in an account whose address carries a shared access signature.</summary>
    /// <exception cref="ArgumentException">The address has none.</exception>
    public static AzureTablesRecordStore FromSharedAccessSignature(Uri account, AzureTablesOptions? options = null)
    {
        var parsed = TablesAccount.FromEndpoint(account);
        return parsed.SharedAccessSignature is not null
            ? new(parsed, null, options ?? new())
            : throw new ArgumentException("The address carries no shared access signature.", nameof(account));
    }

    public async Task<Record?> FindAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        StoreLimits.CheckRow(table, partitionKey, rowKey);
        using var message = _requests.Find(table, partitionKey, rowKey);
        await _connection.SendAsync(message, null, cancellationToken);
        var answer = TablesAnswer.Of(message.Response);
        if (answer.Status == 404)
            return null;
        return answer.IsSuccess ? ReadOne(message.Response) : throw TablesConnection.Refused(answer, null);
    }

    public async IAsyncEnumerable<Record> ListAsync(
        string table, string partitionKey, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoreLimits.CheckPartition(table, partitionKey);
        TablesRequests.Continuation? next = null;
        do
        {
            var (page, after) = await ListPageAsync(table, partitionKey, range, next, cancellationToken);
            foreach (var record in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return record;
            }

            next = after;
        }
        while (next is not null);
    }

    public async Task<CommitResult> CommitAsync(string table, string partitionKey, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        StoreLimits.CheckCommit(table, partitionKey, changes);
        cancellationToken.ThrowIfCancellationRequested();
        if (changes.Count == 0)
            return new CommitResult.Committed([]);

        var attempts = new Attempts();
        var (answer, etag) = await SendAsync(table, partitionKey, changes, attempts, cancellationToken);
        if (answer.IsTableMissing)
        {
            await CreateTableAsync(table, attempts, cancellationToken);
            (answer, etag) = await SendAsync(table, partitionKey, changes, attempts, cancellationToken);
        }

        if (answer.IsSuccess)
            return Committed(changes, answer, etag);
        if (!answer.IsConflict)
            throw TablesConnection.Refused(answer, attempts);
        return attempts.MayHaveBeenApplied
            ? throw new CommitUnconfirmedException("An answer was lost, and the next try found a row moved, perhaps by the first.")
            : new CommitResult.Conflict(Moved(changes, answer));
    }

    public Task CheckAsync(CancellationToken cancellationToken) => Readiness.CheckAsync(this, cancellationToken);

    private async Task<(TablesAnswer Answer, string? ETag)> SendAsync(
        string table, string partitionKey, IReadOnlyList<Change> changes, Attempts attempts, CancellationToken cancellationToken)
    {
        using var message = _requests.Commit(table, partitionKey, changes);
        await _connection.SendAsync(message, attempts, cancellationToken);
        return (TablesAnswer.Of(message.Response), message.Response.Headers.ETag?.ToString("H"));
    }

    private async Task CreateTableAsync(string table, Attempts attempts, CancellationToken cancellationToken)
    {
        using var message = _requests.CreateTable(table);
        await _connection.SendAsync(message, null, cancellationToken);
        var answer = TablesAnswer.Of(message.Response);
        if (!answer.IsSuccess && answer.Code is not "TableAlreadyExists")
            throw TablesConnection.Refused(answer, attempts);
    }

    private static CommitResult.Committed Committed(IReadOnlyList<Change> changes, TablesAnswer answer, string? etag)
    {
        if (changes.Count == 1)
            return new CommitResult.Committed([changes[0] is Change.Delete ? null : etag]);
        if (answer.ETags is null || answer.ETags.Count != changes.Count)
            throw new CommitUnconfirmedException("The storage account answered a batch with something else.");
        return new CommitResult.Committed(answer.ETags);
    }

    private static string? Moved(IReadOnlyList<Change> changes, TablesAnswer answer)
        => changes.Count == 1 ? changes[0].RowKey
        : answer.ChangeIndex is { } index && index < changes.Count ? changes[index].RowKey
        : null;

    private async Task<(List<Record> Page, TablesRequests.Continuation? Next)> ListPageAsync(
        string table, string partitionKey, RowRange range, TablesRequests.Continuation? from, CancellationToken cancellationToken)
    {
        using var message = _requests.List(table, partitionKey, range, from);
        await _connection.SendAsync(message, null, cancellationToken);
        var answer = TablesAnswer.Of(message.Response);
        if (answer.IsTableMissing)
            return ([], null);
        if (!answer.IsSuccess)
            throw TablesConnection.Refused(answer, null);
        var headers = message.Response.Headers;
        var next = headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)
            ? new TablesRequests.Continuation(partition, headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) ? row : null)
            : null;
        return (ReadPage(message.Response), next);
    }

    private static Record ReadOne(Response response)
    {
        try
        {
            var json = new Utf8JsonReader(response.Content.ToMemory().Span);
            json.Read();
            var entity = RecordJson.ReadEntity(ref json);
            return (entity with { ETag = entity.ETag ?? response.Headers.ETag?.ToString("H") }).ToRecord();
        }
        catch (JsonException cause)
        {
            throw NotAnEntity(cause);
        }
    }

    private static List<Record> ReadPage(Response response)
    {
        try
        {
            var json = new Utf8JsonReader(response.Content.ToMemory().Span);
            var page = new List<Record>();
            while (json.TokenType != JsonTokenType.StartArray)
                if (!json.Read())
                    throw new JsonException("A page has a list of entities.");
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                page.Add(RecordJson.ReadEntity(ref json).ToRecord());
            return page;
        }
        catch (JsonException cause)
        {
            throw NotAnEntity(cause);
        }
    }

    private static StoreUnavailableException NotAnEntity(JsonException cause) => new("The storage account answered something that isn't a record.", cause);
}
