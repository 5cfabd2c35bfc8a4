using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Tests.Teams;

public sealed class BotTokenValidatorTests
{
    private static readonly Activity FromTeams = new() { Type = "message", ServiceUrl = TokenMint.ServiceUrl, ChannelId = "msteams" };

    [Fact]
    public async Task A_token_of_the_Connector_is_good_and_admits_its_activity()
    {
        await using var host = await KeyHost.StartAsync();

        var verdict = await host.Judge(host.Mint());

        Assert.True(verdict.IsGood, verdict.Reason);
        Assert.Equal(200, verdict.Admit(FromTeams).Status);
    }

    [Fact]
    public async Task A_token_written_by_Microsofts_own_library_is_good()
    {
        await using var host = await KeyHost.StartAsync();
        var now = host.Clock.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = BotTokenValidator.Issuer,
            Audience = TokenMint.AppId,
            NotBefore = now,
            IssuedAt = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = TokenMint.ServiceUrl },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(host.Key.Rsa) { KeyId = host.Key.Kid }, SecurityAlgorithms.RsaSha256),
        });

        Assert.Equal(200, (await host.Judge("Bearer " + token)).Status);
    }

    public static TheoryData<string> BadHeaders() =>
    [
        "", "Bearer", "Bearer ", "bearer {0}", "BEARER {0}", "Basic {0}", "{0}", " Bearer {0}", "Bearer  {0}", "Bearer {0} ", "Bearer\t{0}",
        "Bearer {0},Bearer {0}", "Bearer {0}, Bearer {0}", "Bearer {0} {0}", "Bearer {0}\n", "Bearer .{0}", "Bearer {0}.", "Bearer {0}.{0}", "Bearer a.b.c",
        "Bearer ..", "Bearer é.é.é", "Bearer a.b", "Bearer a.b.c.d.e",
    ];

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public async Task A_header_of_another_shape_is_refused(string shape)
    {
        await using var host = await KeyHost.StartAsync();

        var verdict = await host.Judge(shape.Replace("{0}", host.Mint().Token(), StringComparison.Ordinal));

        Assert.Equal(401, verdict.Status);
        Assert.Equal(0, host.Fetches);
    }

    [Fact]
    public async Task No_header_is_refused()
    {
        await using var host = await KeyHost.StartAsync();
        Assert.Equal(401, (await host.Judge((string?)null)).Status);
    }

    /// <summary>The ways of RFC 8725, 2 and of Bot Framework's own rules. Each changes one good token.</summary>
    public static TheoryData<string> Forgeries() => [.. Forged.Keys];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string way)
    {
        await using var host = await KeyHost.StartAsync();
        using var stranger = new MintKey(host.Key.Kid, holder: "stranger");

        var verdict = await host.Judge(Forged[way](host, stranger));

        Assert.Equal(401, verdict.Status);
        Assert.NotEmpty(verdict.Reason);
        Assert.Equal(0, host.Validator.Remembered);
        Assert.DoesNotContain(host.Seen, request => request.Target.StartsWith("/evil", StringComparison.Ordinal));
    }

    private static readonly Dictionary<string, Func<KeyHost, MintKey, string>> Forged = new()
    {
        ["alg none, no signature"] = (host, _) => Change(host, mint => { mint.Head["alg"] = "none"; mint.Signature = _ => []; }),
        ["alg None in another case"] = (host, _) => Change(host, mint => { mint.Head["alg"] = "nOnE"; mint.Signature = _ => []; }),
        ["RS256 named, no signature"] = (host, _) => Change(host, mint => mint.Signature = _ => []),
        ["HS256 with the public key as secret"] = (host, _) => Change(host, mint =>
        {
            mint.Head["alg"] = "HS256";
            mint.Signature = signed => HMACSHA256.HashData(host.Key.Rsa.ExportSubjectPublicKeyInfo(), signed);
        }),
        ["HS256 with the public key in PEM as secret"] = (host, _) => Change(host, mint =>
        {
            mint.Head["alg"] = "HS256";
            mint.Signature = signed => HMACSHA256.HashData(Encoding.ASCII.GetBytes(host.Key.Rsa.ExportSubjectPublicKeyInfoPem()), signed);
        }),
        ["RS384 by the right key"] = (host, _) => Change(host, mint =>
        {
            mint.Head["alg"] = "RS384";
            mint.Signature = signed => host.Key.Rsa.SignData(signed, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        }),
        ["RS512 by the right key"] = (host, _) => Change(host, mint =>
        {
            mint.Head["alg"] = "RS512";
            mint.Signature = signed => host.Key.Rsa.SignData(signed, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);
        }),
        ["PS256 by the right key"] = (host, _) => Change(host, mint =>
        {
            mint.Head["alg"] = "PS256";
            mint.Signature = signed => host.Key.Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        }),
        ["RS256 named, PSS padding used"] = (host, _) => Change(host, mint =>
            mint.Signature = signed => host.Key.Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["alg missing"] = (host, _) => Change(host, mint => mint.Head.Remove("alg")),
        ["another key under the same kid"] = (host, stranger) => new TokenMint(stranger, host.Clock.GetUtcNow()).Header(),
        ["another key, given as jwk"] = (host, stranger) => Change(host, stranger, mint => mint.Head["jwk"] = stranger.ToJwk("msteams")),
        ["another key, given by jku"] = (host, stranger) => Change(host, stranger, mint => mint.Head["jku"] = host.MetadataUrl.Replace("/metadata", "/evil/keys", StringComparison.Ordinal)),
        ["another key, given by x5u"] = (host, stranger) => Change(host, stranger, mint => mint.Head["x5u"] = host.MetadataUrl.Replace("/metadata", "/evil/cert", StringComparison.Ordinal)),
        ["another key, given as x5c"] = (host, stranger) => Change(host, stranger, mint => mint.Head["x5c"] = new JsonArray(Convert.ToBase64String(stranger.Rsa.ExportSubjectPublicKeyInfo()))),
        ["kid as a path"] = (host, stranger) => Change(host, stranger, mint => mint.Head["kid"] = "../../dev/null"),
        ["kid as a query"] = (host, stranger) => Change(host, stranger, mint => mint.Head["kid"] = "key-1' OR '1'='1"),
        ["kid in another case"] = (host, _) => Change(host, mint => mint.Head["kid"] = "KEY-1"),
        ["kid empty"] = (host, _) => Change(host, mint => mint.Head["kid"] = ""),
        ["kid missing"] = (host, _) => Change(host, mint => mint.Head.Remove("kid")),
        ["kid as a number"] = (host, _) => Change(host, mint => mint.Head["kid"] = 1),
        ["critical extension"] = (host, _) => Change(host, mint => { mint.Head["crit"] = new JsonArray("b64"); mint.Head["b64"] = false; }),
        ["typ of another kind"] = (host, _) => Change(host, mint => mint.Head["typ"] = "logout+jwt"),
        ["issuer of Entra"] = (host, _) => Change(host, mint => mint.Body["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
        ["issuer with a slash"] = (host, _) => Change(host, mint => mint.Body["iss"] = "https://api.botframework.com/"),
        ["issuer in another case"] = (host, _) => Change(host, mint => mint.Body["iss"] = "https://API.botframework.com"),
        ["issuer missing"] = (host, _) => Change(host, mint => mint.Body.Remove("iss")),
        ["issuer as a list"] = (host, _) => Change(host, mint => mint.Body["iss"] = new JsonArray("https://api.botframework.com")),
        ["audience of another bot"] = (host, _) => Change(host, mint => mint.Body["aud"] = "99999999-2222-3333-4444-555555555555"),
        ["audience empty"] = (host, _) => Change(host, mint => mint.Body["aud"] = ""),
        ["audience missing"] = (host, _) => Change(host, mint => mint.Body.Remove("aud")),
        ["audience of two bots"] = (host, _) => Change(host, mint => mint.Body["aud"] = new JsonArray(TokenMint.AppId, "another")),
        ["expired by more than the skew"] = (host, _) => Change(host, mint => mint.Body["exp"] = Seconds(host, -301)),
        ["not valid for more than the skew"] = (host, _) => Change(host, mint => mint.Body["nbf"] = Seconds(host, 301)),
        ["exp missing"] = (host, _) => Change(host, mint => mint.Body.Remove("exp")),
        ["exp as text"] = (host, _) => Change(host, mint => mint.Body["exp"] = "9999999999"),
        ["exp beyond all dates"] = (host, _) => Change(host, mint => mint.Body["exp"] = 1e300),
        ["exp negative"] = (host, _) => Change(host, mint => mint.Body["exp"] = -1),
        ["nbf as text"] = (host, _) => Change(host, mint => mint.Body["nbf"] = "0"),
        ["serviceurl missing"] = (host, _) => Change(host, mint => mint.Body.Remove("serviceurl")),
        ["serviceurl empty"] = (host, _) => Change(host, mint => mint.Body["serviceurl"] = ""),
        ["serviceurl as a list"] = (host, _) => Change(host, mint => mint.Body["serviceurl"] = new JsonArray(TokenMint.ServiceUrl)),
        ["issuer twice"] = (host, _) => Change(host, mint => mint.RawBody = mint.Body.ToJsonString()[..^1] + ""","iss":"https://api.botframework.com"}"""),
        ["serviceurl twice"] = (host, _) => Change(host, mint => mint.RawBody = mint.Body.ToJsonString()[..^1] + ""","serviceurl":"https://evil.example/"}"""),
        ["alg twice"] = (host, _) => Change(host, mint => mint.RawHead = """{"alg":"none",""" + mint.Head.ToJsonString()[1..]),
        ["body changed after signing"] = (host, _) => Tampered(host.Mint()),
        ["body not JSON"] = (host, _) => Change(host, mint => mint.RawBody = "not json"),
        ["body a list"] = (host, _) => Change(host, mint => mint.RawBody = "[]"),
        ["body very deep"] = (host, _) => Change(host, mint => mint.RawBody = new string('[', 5000) + new string(']', 5000)),
        ["a token within the token"] = (host, _) => Change(host, mint =>
        {
            mint.Head["cty"] = "JWT";
            mint.RawBody = '"' + host.Mint().Token() + '"';
        }),
        ["an encrypted token"] = (host, _) => "Bearer " + new JsonWebTokenHandler().EncryptToken(
            host.Mint().Token(), new EncryptingCredentials(new RsaSecurityKey(host.Key.Rsa) { KeyId = host.Key.Kid }, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)),
        ["a huge token"] = (host, _) => Change(host, mint => mint.Body["padding"] = new string('a', 10_000)),
    };

    [Theory]
    [InlineData(-300, 200)]
    [InlineData(-299, 200)]
    [InlineData(-301, 401)]
    public async Task A_token_lasts_five_minutes_beyond_its_end(int endsInSeconds, int status)
    {
        await using var host = await KeyHost.StartAsync();
        var mint = host.Mint();
        mint.Body["exp"] = Seconds(host, endsInSeconds);
        mint.Body["nbf"] = Seconds(host, -3600);

        Assert.Equal(status, (await host.Judge(mint)).Status);
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(301, 401)]
    public async Task A_token_is_good_five_minutes_before_it_begins(int beginsInSeconds, int status)
    {
        await using var host = await KeyHost.StartAsync();
        var mint = host.Mint();
        mint.Body["nbf"] = Seconds(host, beginsInSeconds);

        Assert.Equal(status, (await host.Judge(mint)).Status);
    }

    [Fact]
    public async Task A_bot_without_an_id_accepts_nobody()
    {
        await using var host = await KeyHost.StartAsync();
        var validator = host.NewValidator(new TeamsProtocolOptions { OpenIdMetadata = host.MetadataUrl, AllowLoopback = true });
        var mint = host.Mint();
        mint.Body["aud"] = "";

        Assert.Equal(401, (await validator.ValidateAsync(mint.Header(), TestContext.Current.CancellationToken)).Status);
        Assert.Equal(401, (await validator.ValidateAsync(null, TestContext.Current.CancellationToken)).Status);
    }

    public static TheoryData<string?, string?, int> Admissions() => new()
    {
        { TokenMint.ServiceUrl, "msteams", 200 },
        { "HTTPS://SMBA.trafficmanager.net/UK/", "msteams", 200 },
        { "https://smba.trafficmanager.net/uk", "msteams", 401 },
        { "https://smba.trafficmanager.net/amer/", "msteams", 401 },
        { "https://evil.example/", "msteams", 401 },
        { "", "msteams", 401 },
        { null, "msteams", 401 },
        { TokenMint.ServiceUrl, "", 401 },
        { TokenMint.ServiceUrl, null, 401 },
        { TokenMint.ServiceUrl, "skype", 403 },
        { TokenMint.ServiceUrl, "MSTEAMS", 403 },
        { TokenMint.ServiceUrl, "emulator", 403 },
    };

    [Theory]
    [MemberData(nameof(Admissions))]
    public async Task An_activity_must_agree_with_its_token(string? serviceUrl, string? channel, int status)
    {
        await using var host = await KeyHost.StartAsync();
        var verdict = await host.Judge(host.Mint());

        Assert.Equal(status, verdict.Admit(new Activity { Type = "message", ServiceUrl = serviceUrl, ChannelId = channel }).Status);
    }

    [Fact]
    public async Task A_key_speaks_only_for_the_channels_it_is_endorsed_for()
    {
        await using var host = await KeyHost.StartAsync();
        using var plain = new MintKey("without");
        using var other = new MintKey("other");
        host.Published.Add(plain.ToJwk(null));
        host.Published.Add(other.ToJwk("webchat"));

        Assert.Equal(403, (await host.Judge(host.Mint(plain))).Admit(FromTeams).Status);
        Assert.Equal(403, (await host.Judge(host.Mint(other))).Admit(FromTeams).Status);
    }

    [Fact]
    public async Task A_token_for_a_host_that_is_not_listed_is_refused_at_the_activity()
    {
        await using var host = await KeyHost.StartAsync();
        var mint = host.Mint();
        mint.Body["serviceurl"] = "https://smba.trafficmanager.net.evil.example/";

        var verdict = (await host.Judge(mint)).Admit(new Activity { Type = "message", ServiceUrl = "https://smba.trafficmanager.net.evil.example/", ChannelId = "msteams" });

        Assert.Equal(403, verdict.Status);
    }

    [Fact]
    public async Task A_bad_verdict_admits_nothing()
    {
        await using var host = await KeyHost.StartAsync();
        Assert.Equal(401, (await host.Judge("Bearer x.y.z")).Admit(FromTeams).Status);
    }

    private static long Seconds(KeyHost host, int fromNow) => host.Clock.GetUtcNow().AddSeconds(fromNow).ToUnixTimeSeconds();

    private static string Change(KeyHost host, Action<TokenMint> change) => Change(host, host.Key, change);

    private static string Change(KeyHost host, MintKey key, Action<TokenMint> change)
    {
        var mint = new TokenMint(key, host.Clock.GetUtcNow());
        change(mint);
        return mint.Header();
    }

    private static string Tampered(TokenMint mint)
    {
        var parts = mint.Token().Split('.');
        mint.Body["exp"] = mint.Body["exp"]!.GetValue<long>() + 60;
        return $"Bearer {parts[0]}.{mint.Token().Split('.')[1]}.{parts[2]}";
    }
}
