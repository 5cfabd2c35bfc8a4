using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace LeadershipBot.Shell.Anonymous;

/// <summary>
/// An RSA key of Azure Key Vault: it locks and unlocks there, and never leaves it. The bot's identity needs the role "Key
/// Vault Crypto Service Encryption User" on it, which reads, wraps and unwraps, and nothing else.
/// </summary>
/// <remarks>Source: Key Vault REST API 7.4, "Get Key", "Wrap Key", "Unwrap Key", Microsoft Learn; RSA-OAEP with SHA-256, RFC 8017.</remarks>
internal sealed class KeyVaultKey : IKeyWrap
{
    private const string Version = "api-version=7.4";
    private const string Algorithm = "RSA-OAEP-256";

    // A token of ours goes to these hosts only.
    private static readonly string[] VaultHosts = [".vault.azure.net", ".vault.azure.cn", ".vault.usgovcloudapi.net", ".managedhsm.azure.net", ".managedhsm.azure.cn", ".managedhsm.usgovcloudapi.net"];

    private readonly Uri _key;
    private readonly HttpPipeline _pipeline;

    /// <param name="key">The key's address, with or without a version.</param>
    /// <param name="credential">Where tokens come from; null only for a stand-in on this machine.</param>
    /// <param name="options">How to ask; null for the defaults.</param>
    public KeyVaultKey(Uri key, TokenCredential? credential, KeyVaultOptions? options = null)
    {
        _key = key;
        HttpPipelinePolicy[] each = credential is null ? [] : [new BearerTokenAuthenticationPolicy(credential, ScopeOf(key))];
        _pipeline = HttpPipelineBuilder.Build(options ?? new KeyVaultOptions(), each);
    }

    /// <summary>Whether an address is one of a key in a vault: <c>https://NAME.vault.azure.net/keys/NAME</c>, with or without a version.</summary>
    public static bool IsAddress(Uri address, bool allowLoopback)
        => (address is { Scheme: "https", IsDefaultPort: true } && VaultHosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) || (allowLoopback && address.IsLoopback))
            && address.Query.Length == 0
            && address.AbsolutePath.Split('/') is ["", "keys", { Length: > 0 }] or ["", "keys", { Length: > 0 }, { Length: > 0 }];

    public async Task<WrappedKey> WrapAsync(byte[] key, CancellationToken cancellationToken)
    {
        var current = _key.Segments.Length > 3 ? _key : await CurrentVersionAsync(cancellationToken);
        return new WrappedKey(current.AbsoluteUri, await UseAsync(current, "wrapkey", key, cancellationToken));
    }

    public Task<byte[]> UnwrapAsync(WrappedKey wrapped, CancellationToken cancellationToken)
    {
        // The name comes from the store: no token of ours goes anywhere else because somebody changed it there.
        if (!Uri.TryCreate(wrapped.Name, UriKind.Absolute, out var version) || !IsVersionOfOurs(version))
            throw new KeyAwayException("An ask was locked by a key that is not the one of Anonymous:Key.");
        return UseAsync(version, "unwrapkey", wrapped.Bytes, cancellationToken);
    }

    private bool IsVersionOfOurs(Uri version)
        => version.GetLeftPart(UriPartial.Authority) == _key.GetLeftPart(UriPartial.Authority) && version.Segments.Length == 4 && version.Segments[1] == "keys/" && version.Query.Length == 0
            && string.Equals(version.Segments[2].TrimEnd('/'), _key.Segments[2].TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private async Task<Uri> CurrentVersionAsync(CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Get, _key, "");
        var answer = await SendAsync(message, cancellationToken);
        return Uri.TryCreate(TextIn(answer["key"] as JsonObject, "kid"), UriKind.Absolute, out var version) && IsVersionOfOurs(version)
            ? version
            : throw new KeyAwayException("The key vault did not say which version of the key is current.");
    }

    private async Task<byte[]> UseAsync(Uri version, string how, byte[] bytes, CancellationToken cancellationToken)
    {
        using var message = Message(RequestMethod.Post, version, "/" + how);
        var body = new JsonObject { ["alg"] = Algorithm, ["value"] = Base64Url.EncodeToString(bytes) };
        message.Request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body));
        message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        var answer = await SendAsync(message, cancellationToken);
        var value = TextIn(answer, "value");
        return value is { Length: > 0 } && Base64Url.IsValid(value) ? Base64Url.DecodeFromChars(value) : throw new KeyAwayException("The key vault gave an answer that can't be read.");
    }

    private static string? TextIn(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private HttpMessage Message(RequestMethod method, Uri key, string more)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{key.AbsoluteUri.TrimEnd('/')}{more}?{Version}"));
        message.Request.Headers.Add("Accept", "application/json");
        return message;
    }

    private async Task<JsonObject> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            var response = message.Response;
            if (response.Status != 200)
                throw new KeyAwayException($"The key vault answered {response.Status}.");
            return JsonNode.Parse(response.Content) as JsonObject ?? throw new KeyAwayException("The key vault gave an answer that can't be read.");
        }
        catch (Exception cause) when (cause is RequestFailedException or AggregateException or JsonException)
        {
            throw new KeyAwayException("The key vault gave no answer.", cause);
        }
        catch (AuthenticationFailedException cause)
        {
            throw new KeyAwayException("No token for the key vault could be had.", cause);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KeyAwayException("The key vault did not answer in time.", cause);
        }
    }

    /// <summary>The vault's service is what stands behind its own name.</summary>
    private static string ScopeOf(Uri key) => $"https://{key.Host[(key.Host.IndexOf('.', StringComparison.Ordinal) + 1)..]}/.default";
}

/// <summary>How a key vault is asked: once more after a failure, two seconds an attempt, no address or body in any log or trace.</summary>
internal sealed class KeyVaultOptions : ClientOptions
{
    private static readonly HttpClientTransport SharedTransport = new(new HttpClient(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(1.5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan });

    public KeyVaultOptions()
    {
        Transport = SharedTransport;
        Retry.Mode = RetryMode.Fixed;
        Retry.MaxRetries = 1;
        Retry.Delay = TimeSpan.FromMilliseconds(100);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(1.8);
        Diagnostics.IsLoggingEnabled = false;
        Diagnostics.IsDistributedTracingEnabled = false;
    }
}
