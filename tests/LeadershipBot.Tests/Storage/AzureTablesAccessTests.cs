using System.Net.Http.Headers;
using Azure.Core;
using Azure.Core.Pipeline;
using LeadershipBot.Storage;
using LeadershipBot.Storage.AzureTables;
using Record = LeadershipBot.Storage.Record;

namespace LeadershipBot.Tests.Storage;

/// <summary>How the store finds its account and proves who it is.</summary>
public sealed class AzureTablesAccessTests
{
    private const string Key = "c2VjcmV0LWtleQ==";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("usedevelopmentstorage=True;", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData($"AccountName=acc;AccountKey={Key}", "https://acc.table.core.windows.net/")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=acc;AccountKey={Key};EndpointSuffix=core.usgovcloudapi.net", "https://acc.table.core.usgovcloudapi.net/")]
    [InlineData($"AccountName=acc;AccountKey={Key};TableEndpoint=http://10.0.0.4:10002/acc/", "http://10.0.0.4:10002/acc")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net;SharedAccessSignature=?sv=2020&sig=a%2Bb%3D", "https://acc.table.core.windows.net/")]
    [InlineData("TableEndpoint=https://acc.table.core.windows.net?sv=2020&sig=a%2Bb%3D", "https://acc.table.core.windows.net/")]
    public void A_connection_string_says_where_the_tables_are(string connectionString, string endpoint)
    {
        var account = TablesAccount.FromConnectionString(connectionString);
        Assert.Equal(endpoint, account.Endpoint.AbsoluteUri);
        Assert.True(account.SharedAccessSignature is "sv=2020&sig=a%2Bb%3D" ? account.Key is null : account.Key is not null);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=secretname")]
    [InlineData("AccountName=secretname;AccountKey=not base64 secret")]
    [InlineData("AccountKey=c2VjcmV0LWtleQ==")]
    [InlineData("AccountName=secretname;AccountName=b;AccountKey=c2VjcmV0LWtleQ==")]
    [InlineData("TableEndpoint=secret;SharedAccessSignature=sv=1")]
    [InlineData("TableEndpoint=ftp://secret;SharedAccessSignature=sv=1")]
    [InlineData("UseDevelopmentStorage=false")]
    public void A_malformed_connection_string_is_refused_without_telling_it(string connectionString)
    {
        var refusal = Assert.Throws<FormatException>(() => AzureTablesRecordStore.FromConnectionString(connectionString));
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("c2Vj", refusal.Message, StringComparison.Ordinal);
    }

    // The key, date and resource of a worked example, signed by the steps of "Authorize with Shared Key".
    [Fact]
    public async Task A_request_is_signed_with_shared_key_lite()
    {
        var seen = new Recorder();
        var options = seen.Options();
        options.Clock = new FixedClock(new DateTimeOffset(2026, 11, 22, 9, 30, 5, TimeSpan.Zero));
        var store = AzureTablesRecordStore.FromConnectionString($"AccountName=acc;AccountKey={Key}", options);
        Assert.Null(await store.FindAsync("Polls", "O'Neill ä", "r", Cancel));

        var request = Assert.Single(seen.Requests);
        Assert.Equal("Sun, 22 Nov 2026 09:30:05 GMT", Assert.Single(request.Headers.GetValues("x-ms-date")));
        Assert.Equal("/Polls(PartitionKey=%27O%27%27Neill%20%C3%A4%27,RowKey=%27r%27)", request.RequestUri!.AbsolutePath);
        var toSign = "Sun, 22 Nov 2026 09:30:05 GMT\n/acc" + request.RequestUri.AbsolutePath;
        var signature = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Convert.FromBase64String(Key), System.Text.Encoding.UTF8.GetBytes(toSign)));
        Assert.Equal(new AuthenticationHeaderValue("SharedKeyLite", "acc:" + signature), request.Headers.Authorization);
    }

    [Fact]
    public async Task A_shared_access_signature_is_in_every_address_once()
    {
        var seen = new Recorder { Status = 503 };
        var store = AzureTablesRecordStore.FromSharedAccessSignature(new Uri("https://acc.table.core.windows.net/?sv=2020&sig=a%2Bb%3D"), seen.Options());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("Polls", "p", "r", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ListAsync("Polls", "p", RowRange.All, Cancel).ToListAsync(Cancel));

        Assert.Equal(8, seen.Requests.Count);
        Assert.All(seen.Requests, r => Assert.Null(r.Headers.Authorization));
        Assert.All(seen.Requests[..4], r => Assert.Equal("?sv=2020&sig=a%2Bb%3D", r.RequestUri!.Query));
        Assert.All(seen.Requests[4..], r => Assert.Equal("?$filter=PartitionKey%20eq%20%27p%27&sv=2020&sig=a%2Bb%3D", r.RequestUri!.Query));
    }

    [Fact]
    public async Task A_token_for_storage_is_sent()
    {
        var seen = new Recorder();
        var credential = new FixedCredential(() => "the-token");
        var store = AzureTablesRecordStore.FromAccount(new Uri("https://acc.table.core.windows.net"), credential, seen.Options());
        Assert.Null(await store.FindAsync("Polls", "p", "r", Cancel));
        Assert.Equal(new AuthenticationHeaderValue("Bearer", "the-token"), Assert.Single(seen.Requests).Headers.Authorization);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task Without_a_token_the_store_is_unavailable_and_nothing_is_sent()
    {
        var seen = new Recorder();
        var store = AzureTablesRecordStore.FromAccount(
            new Uri("https://acc.table.core.windows.net"), new FixedCredential(() => throw new TimeZoneNotFoundException("as planned")), seen.Options());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("Polls", "p", "r", Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync("Polls", "p", [new Change.Insert(new Record("p", "r"))], Cancel));
        Assert.Empty(seen.Requests);
    }

    [Fact]
    public void A_token_is_never_sent_in_the_clear()
        => Assert.Throws<ArgumentException>(() => AzureTablesRecordStore.FromAccount(new Uri("http://acc.table.core.windows.net"), new FixedCredential(() => "x")));

    private sealed class Recorder : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        public int Status { get; init; } = 404;

        public AzureTablesOptions Options()
        {
            var options = new AzureTablesOptions { Transport = new HttpClientTransport(new HttpClient(this)) };
            options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
            return options;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            return Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)Status) { RequestMessage = request, Content = new StringContent("") });
        }
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class FixedCredential(Func<string> token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken(token(), DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
