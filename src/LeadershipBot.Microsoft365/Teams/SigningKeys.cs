using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>A published key: the channels that it may speak for (the Connector's), and for which issuer it signs (Entra's; null where that isn't said).</summary>
internal sealed record SigningKey(RsaSecurityKey Key, IReadOnlyList<string> Endorsements, string? Issuer);

/// <summary>The keys as they were published at one time.</summary>
internal sealed record KeySet(IReadOnlyDictionary<string, SigningKey> ByKid, DateTimeOffset FetchedAt);

/// <summary>
/// The published keys of the Connector, or of a tenant. Fetched on first need and shared by all who wait; renewed in the background from
/// half a day on, never used beyond a day; an unknown key id fetches them anew at most once in five minutes.
/// </summary>
internal sealed partial class SigningKeys(
    string metadataUrl, bool allowLoopback, Func<HttpClient> createClient, TimeProvider time, ILogger<SigningKeys> logger)
{
    public static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);
    public static readonly TimeSpan RenewFrom = TimeSpan.FromHours(12);
    public static readonly TimeSpan ForcedPause = TimeSpan.FromMinutes(5);

    /// <summary>After a failed fetch nobody asks again for this long, or each bad token would cost a fetch.</summary>
    public static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FetchTimeLimit = TimeSpan.FromSeconds(10);
    private const int DocumentBytesMax = 1 << 20;

    // Below this RSA is too weak (RFC 7518, 3.3).
    private const int ModulusBytesMin = 2048 / 8;

    private readonly Lock _lock = new();
    private KeySet? _keys;
    private Task<KeySet?>? _fetch;
    private DateTimeOffset _forcedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <summary>The keys held now and young enough; null when there are none.</summary>
    public KeySet? Held => Volatile.Read(ref _keys) is { } keys && time.GetUtcNow() - keys.FetchedAt < AgeMax ? keys : null;

    /// <summary>The keys, fetched if need be; null when they can't be had just now.</summary>
    public ValueTask<KeySet?> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Held is not { } keys)
            return new(JoinFetch().WaitAsync(cancellationToken));
        RenewWhenOld(keys);
        return new(keys);
    }

    /// <summary>Begins to fetch newer keys behind the answer; these stay good meanwhile.</summary>
    public void RenewWhenOld(KeySet keys)
    {
        if (time.GetUtcNow() - keys.FetchedAt >= RenewFrom)
            _ = JoinFetch();
    }

    /// <summary>Fetches the keys anew because a token names one that isn't among those; the same set when it's too soon.</summary>
    public async ValueTask<KeySet> AfterUnknownKeyAsync(KeySet known, CancellationToken cancellationToken)
    {
        Task<KeySet?> fetch;
        lock (_lock)
        {
            if (_keys is { } newer && !ReferenceEquals(newer, known))
                return newer;
            if (_fetch is { IsCompleted: false } running)
            {
                fetch = running;
            }
            else
            {
                var now = time.GetUtcNow();
                if (now - _forcedAt < ForcedPause)
                    return known;
                _forcedAt = now;
                fetch = _fetch = FetchAsync();
            }
        }
        return await fetch.WaitAsync(cancellationToken) ?? known;
    }

    private Task<KeySet?> JoinFetch()
    {
        lock (_lock)
        {
            if (_fetch is { IsCompleted: false } running)
                return running;
            if (time.GetUtcNow() - _failedAt < FailurePause)
                return Task.FromResult<KeySet?>(null);
            return _fetch = FetchAsync();
        }
    }

    /// <summary>Never fails: a failure is logged and yields null. Nobody's cancellation ends it, since others wait too.</summary>
    private async Task<KeySet?> FetchAsync()
    {
        await Task.Yield();
        try
        {
            using var limit = new CancellationTokenSource(FetchTimeLimit, time);
            using var client = createClient();
            var metadata = await ReadAsync(client, metadataUrl, limit.Token);
            var jwksUri = metadata.TryGetProperty("jwks_uri", out var uri) && uri.ValueKind == JsonValueKind.String ? uri.GetString() : null;
            var keys = Parse(await ReadAsync(client, jwksUri ?? throw new InvalidDataException("no jwks_uri"), limit.Token));
            if (keys.Count == 0)
                throw new InvalidDataException("no usable key");
            var set = new KeySet(keys, time.GetUtcNow());
            Volatile.Write(ref _keys, set);
            Log.Fetched(logger, keys.Count, metadataUrl);
            return set;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException or OperationCanceledException or InvalidDataException or CryptographicException)
        {
            lock (_lock)
                _failedAt = time.GetUtcNow();
            Log.Failed(logger, metadataUrl, failure.GetType().Name, failure.Message);
            return null;
        }
    }

    private async Task<JsonElement> ReadAsync(HttpClient client, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !IsTrustworthy(address))
            throw new InvalidDataException("the address is neither https nor allowed loopback");
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(DocumentBytesMax, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new InvalidDataException("not a JSON object");
    }

    private bool IsTrustworthy(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (allowLoopback && address.Scheme == Uri.UriSchemeHttp && ServiceHosts.IsLoopback(address));

    /// <summary>
    /// The RSA signing keys of a JWKS (RFC 7517) with the member <c>endorsements</c> that the Connector adds. Keys of
    /// other kinds are passed over; of two with one id neither is used, since they can't be told apart.
    /// </summary>
    internal static Dictionary<string, SigningKey> Parse(JsonElement jwks)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        var doubled = new HashSet<string>(StringComparer.Ordinal);
        if (!jwks.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            return keys;
        foreach (var one in list.EnumerateArray())
        {
            if (ReadKey(one) is { } key && !keys.TryAdd(key.Key.KeyId, key))
                doubled.Add(key.Key.KeyId);
        }
        foreach (var kid in doubled)
            keys.Remove(kid);
        return keys;
    }

    private static SigningKey? ReadKey(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || Text(one, "kty") != "RSA" || (Text(one, "use") ?? "sig") != "sig"
            || (Text(one, "alg") ?? SecurityAlgorithms.RsaSha256) != SecurityAlgorithms.RsaSha256
            || Text(one, "kid") is not { Length: > 0 } kid || Text(one, "n") is not { } n || Text(one, "e") is not { } e)
            return null;
        try
        {
            var modulus = Base64UrlEncoder.DecodeBytes(n);
            if (modulus.Length < ModulusBytesMin)
                return null;
            var key = new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = Base64UrlEncoder.DecodeBytes(e) }) { KeyId = kid };
            return new SigningKey(key, ReadEndorsements(one), Text(one, "issuer"));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string[] ReadEndorsements(JsonElement one) =>
        one.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)]
            : [];

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Read {Count} signing keys, described at {Address}")]
        public static partial void Fetched(ILogger logger, int count, string address);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys described at {Address} could not be read: {Kind}: {Reason}")]
        public static partial void Failed(ILogger logger, string address, string kind, string reason);
    }
}
