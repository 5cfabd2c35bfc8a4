using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using LeadershipBot.Shell.Anonymous;
using LeadershipBot.Tests.Teams;

namespace LeadershipBot.Tests.Shell.Anonymous;

/// <summary>The key outside the store, in Azure Key Vault.</summary>
public sealed class KeyVaultTests
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/keys/anonymous")]
    [InlineData("/keys/anonymous/0123456789abcdef")]
    public async Task A_key_in_a_vault_locks_and_unlocks_there_by_its_version(string path)
    {
        using var rsa = RSA.Create(2048);
        await using var vault = await StartVaultAsync(rsa);
        var key = new KeyVaultKey(new Uri(vault.Url + path), null);

        var wrapped = await key.WrapAsync(_secret, Token);

        Assert.Equal(vault.Url + "/keys/anonymous/0123456789abcdef", wrapped.Name);
        Assert.Equal(_secret, rsa.Decrypt(wrapped.Bytes, RSAEncryptionPadding.OaepSHA256));
        Assert.Equal(_secret, await key.UnwrapAsync(wrapped, Token));
        Assert.All(vault.Seen, seen => Assert.EndsWith("?api-version=7.4", seen.Target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/keys/anonymous/0123456789abcdef")]
    [InlineData("{vault}/keys/another/0123456789abcdef")]
    [InlineData("{vault}/keys/anonymous")]
    [InlineData("{vault}/secrets/anonymous/0123456789abcdef")]
    [InlineData("not an address")]
    public async Task A_name_that_was_changed_in_the_store_sends_nothing_anywhere(string name)
    {
        using var rsa = RSA.Create(2048);
        await using var vault = await StartVaultAsync(rsa);
        var key = new KeyVaultKey(new Uri(vault.Url + "/keys/anonymous"), null);

        await Assert.ThrowsAsync<KeyAwayException>(() => key.UnwrapAsync(new WrappedKey(name.Replace("{vault}", vault.Url, StringComparison.Ordinal), [1, 2, 3]), Token));

        Assert.DoesNotContain(vault.Seen, seen => seen.Target.Contains("unwrapkey", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(403, "{}", "403")]
    [InlineData(404, "{}", "404")]
    [InlineData(500, "{}", "500")]
    [InlineData(200, "not json", "gave no answer")]
    [InlineData(200, "[]", "can't be read")]
    [InlineData(200, "{}", "which version")]
    [InlineData(200, """{"key":"x"}""", "which version")]
    [InlineData(200, """{"key":{"kid":7}}""", "which version")]
    [InlineData(200, """{"key":{"kid":"https://elsewhere.example/keys/anonymous/1"}}""", "which version")]
    public async Task A_vault_that_fails_is_a_key_that_is_away(int status, string body, string why)
    {
        await using var vault = await LoopbackServer.StartAsync(_ => (status, body));
        var key = new KeyVaultKey(new Uri(vault.Url + "/keys/anonymous"), null);

        var away = await Assert.ThrowsAsync<KeyAwayException>(() => key.WrapAsync(_secret, Token));

        Assert.Contains(why, away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_can_not_be_reached_is_a_key_that_is_away()
    {
        var key = new KeyVaultKey(new Uri("http://127.0.0.1:9/keys/anonymous/1"), null);

        await Assert.ThrowsAsync<KeyAwayException>(() => key.WrapAsync(_secret, Token));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":7}""")]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"value":"not base 64!"}""")]
    public async Task An_answer_that_is_no_key_is_a_key_that_is_away(string body)
    {
        await using var vault = await LoopbackServer.StartAsync(_ => (200, body));
        var key = new KeyVaultKey(new Uri(vault.Url + "/keys/anonymous/1"), null);

        await Assert.ThrowsAsync<KeyAwayException>(() => key.WrapAsync(_secret, Token));
    }

    [Fact]
    public async Task Without_a_token_the_key_is_away()
    {
        var key = new KeyVaultKey(new Uri("https://lbot.vault.azure.net/keys/anonymous"), new FailingCredential());

        var away = await Assert.ThrowsAsync<KeyAwayException>(() => key.WrapAsync(_secret, Token));

        Assert.Contains("No token", away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_is_asked_with_a_token_for_vaults()
    {
        var credential = new NotedCredential();
        var options = new KeyVaultOptions { Transport = new HttpClientTransport(new HttpClient(new Refusing())) };
        var key = new KeyVaultKey(new Uri("https://lbot.vault.azure.net/keys/anonymous"), credential, options);

        await Assert.ThrowsAsync<KeyAwayException>(() => key.WrapAsync(_secret, Token));

        Assert.Equal("https://vault.azure.net/.default", Assert.Single(credential.Scopes.Distinct()));
    }

    private static async Task<LoopbackServer> StartVaultAsync(RSA rsa)
    {
        LoopbackServer? server = null;
        server = await LoopbackServer.StartAsync(seen =>
        {
            var path = seen.Target.Split('?')[0];
            var version = server!.Url + "/keys/anonymous/0123456789abcdef";
            if (seen.Method == "GET" && path == "/keys/anonymous")
                return (200, new JsonObject { ["key"] = new JsonObject { ["kid"] = version } }.ToJsonString());
            var value = System.Buffers.Text.Base64Url.DecodeFromChars(JsonDocument.Parse(seen.Body).RootElement.GetProperty("value").GetString());
            var isRight = JsonDocument.Parse(seen.Body).RootElement.GetProperty("alg").GetString() == "RSA-OAEP-256";
            var bytes = (isRight, path) switch
            {
                (true, "/keys/anonymous/0123456789abcdef/wrapkey") => rsa.Encrypt(value, RSAEncryptionPadding.OaepSHA256),
                (true, "/keys/anonymous/0123456789abcdef/unwrapkey") => rsa.Decrypt(value, RSAEncryptionPadding.OaepSHA256),
                _ => null,
            };
            return bytes is null ? (400, "{}") : (200, new JsonObject { ["kid"] = version, ["value"] = System.Buffers.Text.Base64Url.EncodeToString(bytes) }.ToJsonString());
        });
        return server;
    }

    private sealed class NotedCredential : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class FailingCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("No identity here.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("No identity here.");
    }

    private sealed class Refusing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden));
    }
}
