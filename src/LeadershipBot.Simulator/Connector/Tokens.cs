using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadershipBot.Simulator.Connector;

/// <summary>Which key signs a token.</summary>
public enum TokenKey
{
    /// <summary>A published key whose endorsements name msteams.</summary>
    Good,

    /// <summary>A key that the metadata doesn't list.</summary>
    Unpublished,

    /// <summary>A published key without endorsements.</summary>
    WithoutEndorsements,

    /// <summary>A published key that is endorsed for another channel.</summary>
    OtherChannel,
}

/// <summary>How a token looks. The default is what Teams sends; each member forges one thing.</summary>
public sealed record TokenShape
{
    /// <summary>The issuer claim; null leaves it out.</summary>
    public string? Issuer { get; init; } = Tokens.ChannelIssuer;

    /// <summary>The audience claim; null is the bot's app id, empty leaves it out.</summary>
    public string? Audience { get; init; }

    /// <summary>The <c>serviceurl</c> claim; null is the connector's, empty leaves it out.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Valid from, against now on the simulator's clock.</summary>
    public TimeSpan ValidFrom { get; init; } = TimeSpan.Zero;

    /// <summary>Valid until, against now on the simulator's clock.</summary>
    public TimeSpan ValidUntil { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The algorithm: RS256, RS384, RS512, PS256, HS256 (keyed with the public key, the old confusion) or none.</summary>
    public string Algorithm { get; init; } = "RS256";

    /// <summary>What the header says of the algorithm, if not the truth; null is the truth.</summary>
    public string? ClaimedAlgorithm { get; init; }

    /// <summary>The key that signs.</summary>
    public TokenKey Key { get; init; }

    /// <summary>The key id in the header; null is that of the key, empty leaves it out.</summary>
    public string? KeyId { get; init; }

    /// <summary>More header members, such as <c>jwk</c>, <c>jku</c> or <c>crit</c>; they win over ours.</summary>
    public JsonObject? Header { get; init; }

    /// <summary>More claims; they win over ours.</summary>
    public JsonObject? Claims { get; init; }

    /// <summary>Changes a byte of the payload after signing.</summary>
    public bool Tampered { get; init; }
}

/// <summary>
/// Signs the connector's tokens with keys of its own, and publishes those keys as OpenID metadata, with the
/// endorsements that Bot Framework adds. Keys are made when first used.
/// </summary>
public sealed class Tokens
{
    /// <summary>The issuer of the public channel.</summary>
    public const string ChannelIssuer = "https://api.botframework.com";

    internal const string MetadataPath = "/v1/.well-known/openidconfiguration";
    internal const string KeysPath = "/v1/.well-known/keys";

    // Making a key takes some tenths of a second, so that all simulators of a process share the first ones.
    private static readonly Lazy<Dictionary<TokenKey, SigningKey>> Shared = new(() => MakeKeys("1"));

    private readonly string _host;
    private readonly string _appId;
    private readonly string _serviceUrl;
    private readonly TimeProvider _clock;
    private Lazy<Dictionary<TokenKey, SigningKey>> _keys = Shared;
    private int _round = 1;

    internal Tokens(string host, string serviceUrl, string appId, TimeProvider clock)
    {
        _host = host;
        _serviceUrl = serviceUrl;
        _appId = appId;
        _clock = clock;
    }

    /// <summary>Where the bot finds the OpenID metadata: the value for <c>BotOpenIdMetadata</c>.</summary>
    public string MetadataUrl => _host + MetadataPath;

    /// <summary>How many times the published keys were fetched.</summary>
    public int KeysFetched { get; private set; }

    /// <summary>Signs a token; null is a good one.</summary>
    public string Sign(TokenShape? shape = null)
    {
        shape ??= new();
        var key = _keys.Value[shape.Key];
        var now = _clock.GetUtcNow();
        var header = new JsonObject { ["alg"] = shape.ClaimedAlgorithm ?? shape.Algorithm, ["typ"] = "JWT" };
        Put(header, "kid", shape.KeyId ?? key.Id);
        var claims = new JsonObject
        {
            ["nbf"] = (now + shape.ValidFrom).ToUnixTimeSeconds(),
            ["exp"] = (now + shape.ValidUntil).ToUnixTimeSeconds(),
        };
        Put(claims, "iss", shape.Issuer ?? "");
        Put(claims, "aud", shape.Audience ?? _appId);
        Put(claims, "serviceurl", shape.ServiceUrl ?? _serviceUrl);
        Merge(header, shape.Header);
        Merge(claims, shape.Claims);

        var payload = Encode(claims);
        var signature = key.Sign(shape.Algorithm, $"{Encode(header)}.{payload}");
        if (shape.Tampered)
        {
            claims["tampered"] = true;
            payload = Encode(claims);
        }

        return $"{Encode(header)}.{payload}.{signature}";
    }

    /// <summary>Replaces all keys by new ones, as a rotation does; tokens of the old ones are no longer good.</summary>
    public void Rotate()
    {
        var round = (++_round).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _keys = new(() => MakeKeys(round));
    }

    internal JsonObject Metadata() => new()
    {
        ["issuer"] = ChannelIssuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = _host + KeysPath,
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
    };

    internal JsonObject PublishedKeys()
    {
        KeysFetched++;
        return new()
        {
            ["keys"] = new JsonArray([.. _keys.Value.Where(pair => pair.Key != TokenKey.Unpublished).Select(pair => pair.Value.ToJson())]),
        };
    }

    private static Dictionary<TokenKey, SigningKey> MakeKeys(string round) => new()
    {
        [TokenKey.Good] = new("good-" + round, ["msteams", "webchat"]),
        [TokenKey.Unpublished] = new("unpublished-" + round, null),
        [TokenKey.WithoutEndorsements] = new("bare-" + round, null),
        [TokenKey.OtherChannel] = new("other-" + round, ["slack"]),
    };

    private static void Put(JsonObject into, string name, string value)
    {
        if (value.Length > 0)
            into[name] = value;
    }

    private static void Merge(JsonObject into, JsonObject? more)
    {
        foreach (var (name, value) in more ?? [])
            into[name] = value?.DeepClone();
    }

    private static string Encode(JsonObject json) => Encode(JsonSerializer.SerializeToUtf8Bytes(json));

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <summary>An RSA key with the endorsements that it is published with; null publishes none.</summary>
    private sealed class SigningKey(string id, string[]? endorsements)
    {
        private readonly Lazy<RSA> _rsa = new(() => RSA.Create(2048));

        public string Id => id;

        public JsonObject ToJson()
        {
            var numbers = _rsa.Value.ExportParameters(includePrivateParameters: false);
            var json = new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = id,
                ["n"] = Encode(numbers.Modulus!),
                ["e"] = Encode(numbers.Exponent!),
            };
            if (endorsements is not null)
                json["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
            return json;
        }

        public string Sign(string algorithm, string text)
        {
            var data = Encoding.ASCII.GetBytes(text);
            return algorithm switch
            {
                "none" => "",
                "HS256" => Encode(HMACSHA256.HashData(_rsa.Value.ExportSubjectPublicKeyInfo(), data)),
                "RS256" => Encode(_rsa.Value.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
                "RS384" => Encode(_rsa.Value.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
                "RS512" => Encode(_rsa.Value.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
                "PS256" => Encode(_rsa.Value.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
                _ => throw new ArgumentException($"No algorithm {algorithm}.", nameof(algorithm)),
            };
        }
    }
}
