using System.Collections.Concurrent;
using LeadershipBot.Microsoft365.Teams;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadershipBot.Microsoft365.SignIn;

/// <summary>
/// Signs people in with Microsoft Entra ID by OpenID Connect (an ID token that the browser posts back), and judges the
/// token by RFC 8725: RS256 only, known before any key is touched; keys only from the tenant's own metadata; exact
/// issuer and audience; a lifetime with five minutes' skew; the nonce that was asked for. Remembers nothing but keys.
/// </summary>
public sealed class EntraSignIn
{
    private const int TokenCharsMax = 16 * 1024;

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = TokenCharsMax, MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, SigningKeys> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly SignInOptions _options;
    private readonly Func<HttpClient> _createClient;
    private readonly TimeProvider _time;
    private readonly ILogger<SigningKeys> _logger;

    internal EntraSignIn(SignInOptions options, Func<HttpClient> createClient, TimeProvider time, ILogger<SigningKeys> logger)
        => (_options, _createClient, _time, _logger) = (options, createClient, time, logger);

    /// <summary>The address to which the browser goes.</summary>
    public Uri AddressOf(SignInRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // "profile" is what brings the object id (oid).
        (string Name, string Value)[] query =
        [
            ("client_id", _options.AppId), ("response_type", "id_token"), ("response_mode", "form_post"), ("scope", "openid profile"),
            ("redirect_uri", request.ReturnTo.AbsoluteUri), ("state", request.State), ("nonce", request.Nonce),
            .. request.ChoosesAccount ? [("prompt", "select_account")] : Array.Empty<(string, string)>(),
        ];
        return new Uri($"{_options.AuthorizeAt(request.TenantId)}?{string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"))}");
    }

    /// <summary>Judges what the browser brought back. Nothing is thrown for bad input. Safe to repeat.</summary>
    /// <param name="idToken">The token, whatever it is.</param>
    /// <param name="tenantId">The tenant that must have issued it: one of those served, since its keys are remembered.</param>
    /// <param name="nonce">The nonce that it must hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInVerdict> CheckAsync(string? idToken, string tenantId, string nonce, CancellationToken cancellationToken)
    {
        if (!_options.IsSetUp || ReadHead(idToken) is not { } read)
            return new SignInVerdict.Refused("The ID token can't be read, or is not signed by RS256 with a key that it names.");

        var keys = _keys.GetOrAdd(tenantId, tenant => new SigningKeys(_options.MetadataOf(tenant), _options.AllowLoopback, _createClient, _time, _logger));
        if (await keys.CurrentAsync(cancellationToken) is not { } current)
            return new SignInVerdict.Unavailable();
        if (!current.ByKid.ContainsKey(read.Kid))
            current = await keys.AfterUnknownKeyAsync(current, cancellationToken);
        if (!current.ByKid.TryGetValue(read.Kid, out var key) || !MaySignFor(key, tenantId))
            return new SignInVerdict.Refused("The ID token's key is none of the tenant's.");

        var result = await _handler.ValidateTokenAsync(read, Parameters(tenantId, key.Key));
        if (!result.IsValid)
            return new SignInVerdict.Refused($"The ID token is not valid: {result.Exception.GetType().Name}.");
        if (read.Audiences.Take(2).Count() != 1)
            return new SignInVerdict.Refused("The ID token is for several apps.");
        if (!string.Equals(Claim(read, "nonce"), nonce, StringComparison.Ordinal))
            return new SignInVerdict.Refused("The ID token is for another sign-in.");
        return string.Equals(Claim(read, "tid"), tenantId, StringComparison.OrdinalIgnoreCase) && Guid.TryParse(Claim(read, "oid"), out var person)
            ? new SignInVerdict.Person(tenantId, person.ToString("D"))
            : new SignInVerdict.Refused("The ID token names nobody of the tenant.");
    }

    /// <summary>What needs no key: cheap, and before any fetch.</summary>
    private static JsonWebToken? ReadHead(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > TokenCharsMax || token.Count(c => c == '.') != 2)
            return null;
        try
        {
            var read = new JsonWebToken(token);
            return read.Alg == SecurityAlgorithms.RsaSha256 && !string.IsNullOrEmpty(read.Kid) && !read.TryGetHeaderValue<object>("crit", out _) ? read : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException or FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    /// <summary>Entra names beside some keys the issuer for which they may sign, with a place for the tenant.</summary>
    private bool MaySignFor(SigningKey key, string tenantId)
        => key.Issuer is not { } issuer || issuer.Replace("{tenantid}", tenantId, StringComparison.Ordinal) == _options.IssuerOf(tenantId);

    private static string? Claim(JsonWebToken token, string name) => token.TryGetValue<string>(name, out var value) ? value : null;

    private TokenValidationParameters Parameters(string tenantId, SecurityKey key) => new()
    {
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ValidTypes = ["JWT"],
        ValidateIssuer = true,
        ValidIssuer = _options.IssuerOf(tenantId),
        ValidateAudience = true,
        RequireAudience = true,
        ValidAudience = _options.AppId,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidateLifetime = true,
        LifetimeValidator = (from, until, _, _) => IsInTime(from, until),
    };

    private bool IsInTime(DateTime? from, DateTime? until)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return until is { } end && now <= end + BotTokenValidator.ClockSkew && (from is not { } begin || begin <= now + BotTokenValidator.ClockSkew);
    }
}
