using System.Text.Json.Nodes;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using Microsoft.Extensions.Primitives;

namespace LeadershipBot.Simulator.SignIn;

/// <summary>
/// Stands in for Microsoft Entra ID where people sign in to a web page of the bot: each tenant's metadata and keys, and a
/// page that offers the tenant's people; one press signs in and posts the signed ID token back.
/// </summary>
public sealed class SignInStandIn
{
    internal const string BasePath = "/signin";

    private readonly World _world;
    private readonly Tokens _tokens;

    internal SignInStandIn(World world, Tokens tokens, string host)
    {
        (_world, _tokens) = (world, tokens);
        Address = host + BasePath + "/";
    }

    /// <summary>The value for the bot's <c>Files:SignInHost</c>.</summary>
    public string Address { get; }

    /// <summary>The ID token that this person gets; forge it by changing the shape before <see cref="Tokens.Sign"/>.</summary>
    public TokenShape TokenOf(Person person, string nonce)
    {
        ArgumentNullException.ThrowIfNull(person);
        return new TokenShape
        {
            Issuer = IssuerOf(person.TenantId),
            ServiceUrl = "",
            Claims = new JsonObject
            {
                ["iat"] = _world.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["oid"] = person.ObjectId,
                ["tid"] = person.TenantId,
                ["sub"] = _world.Ids.Opaque("subject", person.ObjectId),
                ["name"] = person.Name,
                ["preferred_username"] = person.Email,
                ["nonce"] = nonce,
                ["ver"] = "2.0",
            },
        };
    }

    /// <summary>The issuer of a tenant's tokens.</summary>
    public string IssuerOf(string tenantId) => $"{Address}{tenantId}/v2.0";

    internal Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![BasePath.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (context.Request.Method, path) switch
        {
            ("GET", [var tenant, "v2.0", ".well-known", "openid-configuration"]) => WriteAsync(context, 200, "application/json", Metadata(tenant).ToJsonString()),
            ("GET", [var tenant, "discovery", "v2.0", "keys"]) => WriteAsync(context, 200, "application/json", KeysOf(tenant).ToJsonString()),
            ("GET", [var tenant, "oauth2", "v2.0", "authorize"]) => AuthorizeAsync(context, tenant),
            _ => WriteAsync(context, 404, "text/plain; charset=utf-8", "The sign-in stand-in has no such route."),
        };
    }

    private JsonObject Metadata(string tenant) => new()
    {
        ["issuer"] = IssuerOf(tenant),
        ["authorization_endpoint"] = $"{Address}{tenant}/oauth2/v2.0/authorize",
        ["jwks_uri"] = $"{Address}{tenant}/discovery/v2.0/keys",
        ["response_modes_supported"] = new JsonArray("query", "fragment", "form_post"),
        ["response_types_supported"] = new JsonArray("code", "id_token", "code id_token", "id_token token"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    /// <summary>As Entra publishes them: with the issuer for which each may sign, and without endorsements.</summary>
    private JsonObject KeysOf(string tenant)
    {
        var keys = _tokens.PublishedKeys();
        foreach (var key in keys["keys"]!.AsArray())
        {
            key!.AsObject().Remove("endorsements");
            key["issuer"] = IssuerOf(tenant).Replace(tenant, "{tenantid}", StringComparison.Ordinal);
        }

        return keys;
    }

    private Task AuthorizeAsync(HttpContext context, string tenant)
    {
        var query = context.Request.Query;
        if (FindMistake(query, tenant, out var returnTo) is { } mistake)
            return WriteAsync(context, 400, "text/html; charset=utf-8", SignInPage.OfMistake(mistake));
        var people = _world.People.Where(person => person.TenantId == tenant)
            .Select(person => (person, _tokens.Sign(TokenOf(person, query["nonce"].ToString()))));
        context.Response.Headers.CacheControl = "no-store";
        return WriteAsync(context, 200, "text/html; charset=utf-8", SignInPage.OfPeople(people, returnTo!, query["state"].ToString()));
    }

    /// <summary>What Entra would refuse on a page of its own, since the bot asked wrongly; null for nothing.</summary>
    private string? FindMistake(IQueryCollection query, string tenant, out Uri? returnTo)
    {
        if (!Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out returnTo) || !returnTo.IsLoopback || returnTo.AbsolutePath != "/files/signed-in")
            return "redirect_uri is not one of the app's.";
        if (_world.Tenants.All(one => one.Id != tenant))
            return "There is no such tenant.";
        (string Name, string Value)[] must = [("client_id", _world.Bot.AppId), ("response_type", "id_token"), ("response_mode", "form_post"), ("scope", "openid profile")];
        foreach (var (name, value) in must)
        {
            if (query[name] != value)
                return $"{name} must be {value}.";
        }

        return StringValues.IsNullOrEmpty(query["nonce"]) ? "nonce is missing." : null;
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
