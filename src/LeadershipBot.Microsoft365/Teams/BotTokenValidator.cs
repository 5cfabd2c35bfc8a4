using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Microsoft365.Teams;

/// <summary>
/// Judges the tokens with which the Connector calls the bot, by Bot Connector's authentication rules and RFC 8725:
/// RS256 only, known before any key is touched; keys only from the pinned metadata, never from the token; exact issuer
/// and audience; a lifetime with five minutes' skew; a <c>serviceurl</c>. Emulator and skill tokens are not accepted.
/// </summary>
public sealed class BotTokenValidator
{
    /// <summary>The only issuer accepted.</summary>
    public const string Issuer = "https://api.botframework.com";

    /// <summary>How far the clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private const string Scheme = "Bearer ";
    private const int TokenCharsMax = 8192;
    private const int ValidatedMax = 1024;
    private static readonly JsonDocumentOptions PartOptions = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = TokenCharsMax, MapInboundClaims = false };
    private readonly ValidatedTokens _validated = new(ValidatedMax);
    private readonly TeamsProtocolOptions _options;
    private readonly TokenVerdict.AdmissionRules _rules;
    private readonly SigningKeys _keys;
    private readonly TimeProvider _time;

    internal BotTokenValidator(TeamsProtocolOptions options, ServiceHosts hosts, SigningKeys keys, TimeProvider time)
    {
        _options = options;
        _rules = new TokenVerdict.AdmissionRules(options.AllowedChannels, hosts);
        _keys = keys;
        _time = time;
    }

    /// <summary>How many validated tokens are remembered.</summary>
    internal int Remembered => _validated.Count;

    /// <summary>
    /// Judges the <c>Authorization</c> header. 401 for anything wrong with it, 503 when the Connector's keys can't be
    /// had just now; nothing is thrown for bad input. Safe to repeat.
    /// </summary>
    public ValueTask<TokenVerdict> ValidateAsync(string? authorizationHeader, CancellationToken cancellationToken)
    {
        if (ReadHeader(authorizationHeader, out var token) is { } wrongHeader)
            return new(wrongHeader);
        var digest = ValidatedTokens.Digest.Of(token);
        if (_keys.Held is { } held && _validated.Find(digest, held, _time.GetUtcNow()) is { } known)
        {
            _keys.RenewWhenOld(held);
            return new(known);
        }
        return ReadClaims(token, out var claims) is { } wrongClaims ? new(wrongClaims) : CheckSignatureAsync(claims, digest, cancellationToken);
    }

    private async ValueTask<TokenVerdict> CheckSignatureAsync(Claims claims, ValidatedTokens.Digest digest, CancellationToken cancellationToken)
    {
        if (await _keys.CurrentAsync(cancellationToken) is not { } keys)
            return TokenVerdict.Unavailable("The Connector's keys can't be read just now.");
        if (!keys.ByKid.ContainsKey(claims.Kid))
            keys = await _keys.AfterUnknownKeyAsync(keys, cancellationToken);
        if (!keys.ByKid.TryGetValue(claims.Kid, out var key))
            return TokenVerdict.Unauthorized("The token's key is unknown.");

        var result = await _handler.ValidateTokenAsync(claims.Token, Parameters(key.Key));
        if (!result.IsValid)
            return TokenVerdict.Unauthorized("The token's signature can't be verified.");
        var verdict = TokenVerdict.Good(claims.ServiceUrl, key.Endorsements, _rules);
        _validated.Add(digest, verdict, keys, claims.Expires + ClockSkew, _time.GetUtcNow());
        return verdict;
    }

    /// <summary>One space, two parts, the scheme as it is written (Bot Framework, JwtTokenExtractor).</summary>
    private static TokenVerdict? ReadHeader(string? header, out ReadOnlySpan<char> token)
    {
        token = default;
        if (string.IsNullOrEmpty(header))
            return TokenVerdict.Unauthorized("There is no Authorization header.");
        if (!header.StartsWith(Scheme, StringComparison.Ordinal))
            return TokenVerdict.Unauthorized("The Authorization header is not of the form 'Bearer token'.");
        token = header.AsSpan(Scheme.Length);
        if (token.Length > TokenCharsMax)
            return TokenVerdict.Unauthorized("The token is too long.");
        // A signed token has three parts; five would be an encrypted one, two an unsigned one.
        var dots = 0;
        foreach (var c in token)
        {
            if (c == '.')
                dots++;
            else if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return TokenVerdict.Unauthorized("The Authorization header is not of the form 'Bearer token'.");
        }
        return dots == 2 ? null : TokenVerdict.Unauthorized("The token is not a signed token.");
    }

    /// <summary>Judges what needs no key. Cheap, and before any fetch, so that junk can't make the bot fetch keys.</summary>
    private TokenVerdict? ReadClaims(ReadOnlySpan<char> text, out Claims claims)
    {
        claims = default;
        if (!TryReadPart(text, 0, out var head) || !TryReadPart(text, 1, out var body))
            return TokenVerdict.Unauthorized("The token can't be read.");
        if (Text(head, "alg") != SecurityAlgorithms.RsaSha256)
            return TokenVerdict.Unauthorized("The token is not signed by RS256.");
        if (head.TryGetProperty("crit", out _))
            return TokenVerdict.Unauthorized("The token has critical extensions.");
        if (head.TryGetProperty("typ", out var type) && !string.Equals(AsText(type), "JWT", StringComparison.OrdinalIgnoreCase))
            return TokenVerdict.Unauthorized("The token is of another type.");
        if (Text(head, "kid") is not { Length: > 0 } kid)
            return TokenVerdict.Unauthorized("The token names no key.");
        if (Text(body, "iss") != Issuer)
            return TokenVerdict.Unauthorized("The token's issuer is not the Connector.");
        if (_options.AppId.Length == 0 || Audience(body) != _options.AppId)
            return TokenVerdict.Unauthorized("The token is for another audience.");

        var now = _time.GetUtcNow();
        if (!TryInstant(body, "exp", out var expires))
            return TokenVerdict.Unauthorized("The token has no end.");
        if (now > expires + ClockSkew)
            return TokenVerdict.Unauthorized("The token has expired.");
        if (body.TryGetProperty("nbf", out _) && (!TryInstant(body, "nbf", out var notBefore) || notBefore > now + ClockSkew))
            return TokenVerdict.Unauthorized("The token is not valid yet.");
        if (Text(body, "serviceurl") is not { Length: > 0 } serviceUrl)
            return TokenVerdict.Unauthorized("The token has no serviceurl.");
        claims = new Claims(text.ToString(), kid, serviceUrl, expires);
        return null;
    }

    private static TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidateIssuer = true,
        ValidIssuer = Issuer,
        // These two are judged above: the audience must be ours alone, and the clock is TimeProvider's.
        ValidateAudience = false,
        ValidateLifetime = false,
        RequireExpirationTime = true,
    };

    private static bool TryReadPart(ReadOnlySpan<char> token, int index, out JsonElement part)
    {
        part = default;
        var first = token.IndexOf('.');
        var text = index == 0 ? token[..first] : token[(first + 1)..token.LastIndexOf('.')];
        try
        {
            part = JsonElement.Parse(Base64UrlEncoder.DecodeBytes(text.ToString()), PartOptions);
            return part.ValueKind == JsonValueKind.Object;
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static string? Audience(JsonElement body) => body.TryGetProperty("aud", out var audience)
        ? audience.ValueKind == JsonValueKind.Array && audience.GetArrayLength() == 1 ? AsText(audience[0]) : AsText(audience)
        : null;

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? AsText(value) : null;

    private static string? AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A NumericDate (RFC 7519, 2): seconds since 1970 UTC, fractions dropped.</summary>
    private static bool TryInstant(JsonElement part, string name, out DateTimeOffset instant)
    {
        instant = default;
        // Until the year 9990, so that adding the skew can't overflow.
        if (!part.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number
            || !value.TryGetDouble(out var seconds) || seconds is not (>= 0 and < 253_000_000_000))
            return false;
        instant = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    private readonly record struct Claims(string Token, string Kid, string ServiceUrl, DateTimeOffset Expires);
}
