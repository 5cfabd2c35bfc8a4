using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Tests.Teams;

/// <summary>A key as the Connector, or somebody who would like to be it, holds it.</summary>
internal sealed class MintKey(string kid, int bits = 2048, string holder = "Connector") : IDisposable
{
    // Making a key takes a tenth of a second and more, so that each is made once; every test has an instance of its own.
    private static readonly ConcurrentDictionary<(string Kid, int Bits, string Holder), RSAParameters> Made = new();

    public RSA Rsa { get; } = RSA.Create(Made.GetOrAdd((kid, bits, holder), static key =>
    {
        using var made = RSA.Create(key.Bits);
        return made.ExportParameters(includePrivateParameters: true);
    }));

    public string Kid => kid;

    public JsonObject ToJwk(params string[]? endorsements)
    {
        var open = Rsa.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64UrlEncoder.Encode(open.Modulus),
            ["e"] = Base64UrlEncoder.Encode(open.Exponent),
        };
        if (endorsements is not null)
            jwk["endorsements"] = new JsonArray([.. endorsements.Select(one => (JsonNode)one)]);
        return jwk;
    }

    public void Dispose() => Rsa.Dispose();
}

/// <summary>Writes tokens part by part, so that every part can be wrong.</summary>
internal sealed class TokenMint(MintKey key, DateTimeOffset now)
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string ServiceUrl = "https://smba.trafficmanager.net/uk/";

    public JsonObject Head { get; } = new() { ["alg"] = "RS256", ["kid"] = key.Kid, ["typ"] = "JWT" };

    public JsonObject Body { get; } = new()
    {
        ["serviceurl"] = ServiceUrl,
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["iss"] = "https://api.botframework.com",
        ["aud"] = AppId,
    };

    /// <summary>Replaces the JSON of the body, for what JSON trees can't say.</summary>
    public string? RawBody { get; set; }

    public string? RawHead { get; set; }

    public Func<byte[], byte[]> Signature { get; set; } =
        signed => key.Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public string Token()
    {
        var text = $"{Part(RawHead ?? Head.ToJsonString())}.{Part(RawBody ?? Body.ToJsonString())}";
        return $"{text}.{Base64UrlEncoder.Encode(Signature(Encoding.ASCII.GetBytes(text)))}";
    }

    public string Header() => $"Bearer {Token()}";

    private static string Part(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));
}
